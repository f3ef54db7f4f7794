import { CHAT_CLASS, TOPIC_CLASS } from '../../../contract/itop-classes';
import { ItopError, isForbidden } from '../../../itop/rest/error';
import type { Fields, ItopObject } from '../../../itop/rest/object';
import { ItopRest } from '../../../itop/rest/rest';
import { BridgeError, ERRORS, type ErrorCode } from '../../base/errors';
import { linkedTickets } from '../../chats/chat-object';
import type { PropertyConfig } from '../../config/config';
import { leaseTime } from '../../delivery/lease';
import { LockLease } from '../../delivery/lock-lease';
import { chatLock } from '../../delivery/lock-names';
import { OptionalReads, type Refusal, refusalOf } from '../../delivery/optional-reads';
import { plainEmail } from '../../payload/whose';
import type { Store } from '../../store/store';
import { findTickets } from '../../tickets/find-tickets';
import { ticketName } from '../../tickets/ticket';

/** How many objects one call reads or deletes. */
const OBJECTS_PER_CALL = 50;

/** How long to wait before trying again, when the bridge works on the same chat. Milliseconds. */
const LOCK_RETRY_MS = 200;

/** Stands in the history of iTop's objects. */
const COMMENT = 'chat bridge: forget';

const CHAT_FIELDS = ['id', 'tawkto_id', 'property_id', 'visitor_email', 'caller_id', 'erased_at', 'tickets_list'];

/** The data about chats that an iTop has of a person. */
export interface InItop {
  /** Ids of the persons with the e-mail, whatever their status. */
  persons: string[];
  /** The chats that are not erased yet. */
  chats: ItopObject[];
  /** Ids of what they chose in the panel. */
  topics: string[];
  /** The tickets that these chats are linked to, as `UserRequest::42 R-000042`. */
  tickets: string[];
  /** Classes that the bridge's user may not read. */
  hidden: string[];
}

/** One iTop, with all properties that deliver into it. */
export class PersonInItop {
  readonly #itop: ItopRest;
  readonly #optional: OptionalReads;
  readonly #own: PropertyConfig;

  /** @param email of the person @param tell reports progress */
  constructor(
    private readonly store: Store,
    private readonly properties: [PropertyConfig, ...PropertyConfig[]],
    private readonly email: string,
    private readonly tell: (text: string) => void,
  ) {
    this.#own = properties[0];
    this.#itop = new ItopRest(this.#own.itop);
    this.#optional = new OptionalReads(this.#itop);
  }

  /**
   * Finds the objects that have the e-mail, or belong to a person who has it; and the chats whose tawk.to ids are known
   * to be theirs, whatever their content. No part of an e-mail address becomes part of a query.
   * @param subjects ids of tawk.to's chats, by property
   * @throws ItopError
   */
  async find(subjects: Map<string, Set<string>>): Promise<InItop> {
    const hidden = new Set<string>();
    const read = async (className: string, found: Promise<ItopObject[] | Refusal>) => {
      const objects = await found;
      if (objects === 'forbidden') hidden.add(className);
      return typeof objects === 'string' ? [] : objects;
    };
    const by = (className: string, criteria: Record<string, string>, fields: string[]) =>
      read(className, this.#optional.find(className, criteria, fields));
    // the database's collation treats é and e as equal
    const exact = (objects: ItopObject[], code: string) =>
      objects.filter(({ fields }) => plainEmail(String(fields[code] ?? '')) === plainEmail(this.email));

    const email = plainEmail(this.email);
    const persons = exact(await by('Person', { email }, ['id', 'email']), 'email').map(({ key }) => key);
    const chats = exact(await by(CHAT_CLASS, { visitor_email: email }, CHAT_FIELDS), 'visitor_email');
    const topics = exact(await by(TOPIC_CLASS, { email }, ['id', 'email']), 'email');
    for (const id of persons) {
      chats.push(...(await by(CHAT_CLASS, { caller_id: id }, CHAT_FIELDS)));
      topics.push(...(await by(TOPIC_CLASS, { person_id: id }, ['id'])));
    }
    for (const { id: property } of this.properties) {
      for (const words of inSteps([...(subjects.get(property) ?? [])].filter((id) => /^[\w-]+$/.test(id)))) {
        const all = { property_id: [property] };
        chats.push(
          ...(await read(CHAT_CLASS, this.#optional.findAny(CHAT_CLASS, { tawkto_id: words }, CHAT_FIELDS, all))),
        );
      }
    }
    const kept = once(chats).filter(({ fields }) => !fields.erased_at);
    return {
      persons,
      chats: kept,
      topics: once(topics).map(({ key }) => key),
      tickets: await this.#names(kept.flatMap(linkedTickets)),
      hidden: [...hidden],
    };
  }

  /**
   * Erases chats and deletes choices, one by one.
   * @returns the error of each that failed, by its name; one that no longer exists is no error
   * @throws ItopError where this iTop as a whole is in trouble
   */
  async erase({ chats, topics }: InItop): Promise<Map<string, ErrorCode>> {
    const failed = new Map<string, ErrorCode>();
    const attempt = async (names: string[], work: () => Promise<void>) => {
      const code = await work().then(() => undefined, failureOf);
      if (code !== undefined) for (const name of names) failed.set(name, code);
    };
    for (const [index, chat] of chats.entries()) {
      await attempt([`${CHAT_CLASS}::${chat.key}`], () => this.#eraseChat(chat));
      this.tell(`chats erased in ${this.#own.itop.url}: ${index + 1} of ${chats.length}`);
    }
    for (const keys of inSteps(topics)) {
      await attempt(
        keys.map((key) => `${TOPIC_CLASS}::${key}`),
        () => this.#itop.delete(TOPIC_CLASS, keys, COMMENT),
      );
    }
    return failed;
  }

  /** Holds the chat's lock meanwhile: iTop would write back what somebody read before the erasure. */
  async #eraseChat({ key, fields }: ItopObject): Promise<void> {
    const property = this.properties.find(({ id }) => id === fields.property_id) ?? this.#own;
    const lease = new LockLease(this.store, property.itop);
    const erased: Fields = { erased_at: Math.floor(Date.now() / 1000) };
    const until = performance.now() + 2 * leaseTime(property.itop);
    for (;;) {
      try {
        await lease.withLock(chatLock(property, String(fields.tawkto_id)), async () => {
          await lease.beforeWrite();
          await this.#itop.update(CHAT_CLASS, key, erased, COMMENT);
        });
        return;
      } catch (error) {
        const isBusy = error instanceof BridgeError && error.code === 'TICKET_BUSY';
        if (!isBusy || performance.now() > until) throw error;
        this.tell(`waiting for ${CHAT_CLASS}::${key}: the bridge, or a run that was killed, is using it`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }

  async #names(ids: string[]): Promise<string[]> {
    const names: string[] = [];
    for (const some of inSteps([...new Set(ids)])) {
      const place = { itop: this.#itop, optional: this.#optional, property: this.#own };
      const found = await findTickets(place, { ref: [], id: some }).catch((error) => {
        if (refusalOf(error) === undefined) throw error;
        return [];
      });
      const missing = some.filter((id) => !found.some(({ key }) => key === id));
      names.push(...found.map(ticketName), ...missing.map((id) => `Ticket::${id}`));
    }
    return names;
  }
}

/** The error of one object; trouble of the whole iTop is thrown. */
function failureOf(error: unknown): ErrorCode {
  if (!(error instanceof ItopError || error instanceof BridgeError)) throw error;
  if (ERRORS[error.code].wholeItop && !isForbidden(error)) throw error;
  return error.code;
}

function once(objects: ItopObject[]): ItopObject[] {
  return [...new Map(objects.map((each) => [each.key, each])).values()];
}

function inSteps<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / OBJECTS_PER_CALL) }, (_, index) =>
    all.slice(index * OBJECTS_PER_CALL, (index + 1) * OBJECTS_PER_CALL),
  );
}
