import { CHAT_CLASS, TOPIC_CLASS } from '../../../../contract/itop-classes';
import type { ItopObject } from '../../../../itop/rest/object';
import { ItopRest } from '../../../../itop/rest/rest';
import type { LivehelperchatProperty } from '../../../config/config';
import { OptionalReads } from '../../../delivery/optional-reads';
import { choicesOf } from '../../../tickets/choices';
import { choiceOf, TOPIC_FIELDS } from '../../../tickets/chosen-tickets';
import { hasMark } from '../../../tickets/mark';
import { ownId } from '../../../tickets/own-id';
import type { ChatRow } from '../answers';
import { chatId } from '../events';

/** An open chat, with iTop's id of the person who was proved when it began, and their language. */
export interface OpenChat {
  chat: ChatRow;
  person: string;
  locale: string | undefined;
}

/** A request that a chat is about, and whose caller is the visitor. */
export interface Request {
  class: string;
  id: string;
  ref: string;
  status: string;
  /** When iTop changed it last, by iTop's clock. */
  updated: string;
  /** The caller's name. */
  caller: string;
  /** Whether it was made during the chat. */
  isMade: boolean;
}

/** An entry of the public log. */
export interface LogEntry {
  /** By iTop's clock. */
  date: string;
  user: string;
  userId: string;
  /** iTop's plain text of it. */
  text: string;
}

/** How many links and choices, and how many entries of a log, the newest, are looked at. */
const MAX_TICKETS = 500;
const MAX_ENTRIES = 500;

/** How far the clocks of iTop and of Live Helper Chat may differ, for a request that was made during a chat. Milliseconds. */
const MAX_CLOCK_DIFFERENCE_MS = 60_000;

const FIELDS = ['id', 'ref', 'status', 'last_update', 'start_date', 'caller_id', 'caller_id_friendlyname', 'tawkto_id'];

/** Reads what open chats are about: a few small queries for all of them. */
export class Requests {
  readonly #itop: ItopRest;
  readonly #optional: OptionalReads;
  /** By iTop's id of a user: the id of the person, or none. */
  readonly #persons = new Map<string, string | undefined>();

  constructor(private readonly property: LivehelperchatProperty) {
    this.#itop = new ItopRest(property.itop);
    this.#optional = new OptionalReads(this.#itop);
  }

  /**
   * For each chat, by its id: the requests that it is linked to in iTop, or that its visitor chose in the panel, and whose
   * caller is that visitor.
   * @param now milliseconds since 1970, by the chat server's clock
   * @throws ItopError
   */
  async of(chats: OpenChat[], now: number): Promise<Map<string, Request[]>> {
    const objects = await this.#objects(chats);
    const chosen = await this.#chosen(chats, now);
    const wanted = new Map(
      chats.map(({ chat }) => {
        const id = chatId(chat);
        const links = objects.get(id)?.fields.tickets_list;
        const linked = Array.isArray(links) ? links.map(({ ticket_id }) => String(ticket_id)) : [];
        return [id, new Set([...linked, ...(chosen.get(id) ?? [])])];
      }),
    );
    const ids = [...new Set([...wanted.values()].flatMap((each) => [...each]))].slice(0, MAX_TICKETS);
    const tickets = await this.#tickets(ids);
    return new Map(
      chats.map(({ chat, person }) => {
        const id = chatId(chat);
        const own = tickets.filter(
          ({ key, fields }) => wanted.get(id)?.has(key) && String(fields.caller_id) === person,
        );
        return [id, own.map((ticket) => this.#request(ticket, id, objects.get(id)))];
      }),
    );
  }

  /**
   * What agents wrote into the public log of a request: not its caller, nor the bridge.
   * @throws ItopError
   */
  async answers({ class: of, id, caller }: Request, person: string): Promise<LogEntry[]> {
    const [ticket] = await this.#itop.find(of, id, ['public_log']);
    const log = (ticket?.fields.public_log ?? {}) as { entries?: Record<string, unknown>[] };
    const answers: LogEntry[] = [];
    for (const entry of (log.entries ?? []).slice(-MAX_ENTRIES)) {
      const [user, userId] = [String(entry.user_login ?? ''), String(entry.user_id ?? '')];
      const isBridges = hasMark(String(entry.message_html ?? '')) || user === this.#login;
      if (isBridges || user === caller || (await this.#personOf(userId)) === person) continue;
      answers.push({ date: String(entry.date), user, userId, text: String(entry.message ?? '') });
    }
    return answers;
  }

  get #login(): string | undefined {
    const { credentials } = this.property.itop;
    return 'user' in credentials ? credentials.user : undefined;
  }

  /** The objects of the chats, by the chats' ids. */
  async #objects(chats: OpenChat[]): Promise<Map<string, ItopObject>> {
    const ids = this.property.chats === 'on' ? chats.map(({ chat }) => chatId(chat)) : [];
    const fields = ['id', 'tawkto_id', 'started_at', 'tickets_list'];
    const found = await this.#optional.findAny(CHAT_CLASS, { tawkto_id: ids }, fields, {
      property_id: [this.property.id],
    });
    return new Map((typeof found === 'string' ? [] : found).map((each) => [String(each.fields.tawkto_id), each]));
  }

  /** The ids of the tickets that visitors chose in the panel, by the chats' ids. */
  async #chosen(chats: OpenChat[], now: number): Promise<Map<string, string[]>> {
    const persons = [...new Set(chats.map(({ person }) => person))];
    const found = await this.#optional.findAny(TOPIC_CLASS, { person_id: persons }, TOPIC_FIELDS);
    const choices = (typeof found === 'string' ? [] : found).map(choiceOf).sort((a, b) => a.at - b.at || a.key - b.key);
    return new Map(
      chats.map(({ chat, person }) => {
        const span = [chat.time * 1000, now].map((time) => ({
          sender: { t: 'v' },
          time: new Date(time).toISOString(),
        }));
        const own = choicesOf(
          span as Parameters<typeof choicesOf>[0],
          choices.filter((each) => each.person === person),
        );
        return [chatId(chat), own.flatMap(({ item }) => (item === undefined ? [] : [item.id]))];
      }),
    );
  }

  async #tickets(ids: string[]): Promise<ItopObject[]> {
    const found: ItopObject[] = [];
    for (const each of this.property.ticket.classes) {
      const some = await this.#optional.findAny(each, { id: ids }, FIELDS);
      found.push(...(typeof some === 'string' ? [] : some));
    }
    return found;
  }

  #request({ class: of, key, fields }: ItopObject, chat: string, object: ItopObject | undefined): Request {
    const made = timeOf(fields.start_date) >= timeOf(object?.fields.started_at) - MAX_CLOCK_DIFFERENCE_MS;
    return {
      class: of,
      id: key,
      ref: String(fields.ref),
      status: String(fields.status),
      updated: String(fields.last_update),
      caller: String(fields.caller_id_friendlyname),
      isMade: made || fields.tawkto_id === ownId(this.property, chat),
    };
  }

  async #personOf(userId: string): Promise<string | undefined> {
    if (!/^[1-9]\d*$/.test(userId)) return undefined;
    if (!this.#persons.has(userId)) this.#persons.set(userId, (await this.#itop.personOfUser(userId))?.key);
    return this.#persons.get(userId);
  }
}

/** A time of iTop's, which has no zone: it is compared only with others of the same iTop. NaN for none. */
function timeOf(text: unknown): number {
  return Date.parse(`${String(text ?? '').replace(' ', 'T')}Z`);
}
