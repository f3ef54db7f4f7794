import { CHAT_CLASS, TOPIC_CLASS } from '../../../contract/itop-classes';
import { ItopError } from '../../../itop/rest/error';
import type { ErrorCode } from '../../base/errors';
import type { PropertyConfig } from '../../config/config';
import { byItop } from '../../delivery/lock-names';
import type { Store } from '../../store/store';
import { findEvents, forgetEvents, noEvents, type PersonsEvents } from './events';
import { type InItop, PersonInItop } from './in-itop';

/** How long to wait for a running delivery. Milliseconds. */
const CLAIMED_TIMEOUT_MS = 60_000;

/** What one iTop has of a person. */
export interface ItopsPart {
  url: string;
  /** Undefined where this iTop did not answer: `error` says why. */
  found: InItop | undefined;
  error?: ErrorCode;
}

/** Everything that is known of a person. */
export interface Known {
  email: string;
  events: PersonsEvents;
  itops: ItopsPart[];
}

/** What was done in one iTop. */
export interface ItopsResult {
  url: string;
  erased: number;
  deleted: number;
  /** What is still there, by its name in iTop, and why. */
  left: { name: string; code: ErrorCode | 'STILL_THERE' }[];
  /** Why the work stopped, or could not start. */
  error?: ErrorCode;
}

export interface Forgotten {
  events: { erased: number; left: number[] };
  /** Whether nothing of it is left in the store's own files, as far as that can be known. */
  isWiped: boolean;
  itops: ItopsResult[];
}

/** Reports progress, in words. */
export type Tell = (text: string) => void;

/** One person, by their e-mail address: what a bridge and its iTops have of them, and how it is erased. */
export class Person {
  readonly #events = noEvents();
  readonly #itops: { url: string; person: PersonInItop }[];

  constructor(
    private readonly store: Store,
    properties: PropertyConfig[],
    private readonly email: string,
    private readonly tell: Tell = () => {},
  ) {
    this.#itops = byItop(properties).map((group) => {
      return { url: group[0].itop.url, person: new PersonInItop(store, group, email, tell) };
    });
  }

  /** Changes nothing. Reports an iTop that does not answer. */
  async known(): Promise<Known> {
    await findEvents(this.store, this.email, this.#events, (readTo) => this.tell(`events read: up to ${readTo}`));
    const itops: ItopsPart[] = [];
    for (const { url, person } of this.#itops) {
      const found = await orCode(() => person.find(this.#events.subjects));
      itops.push(typeof found === 'string' ? { url, found: undefined, error: found } : { url, found });
    }
    return { email: this.email, events: this.#events, itops };
  }

  /**
   * Erases everything that can be reached: first the events, so that none of them is delivered any more, then the data
   * in iTop. It can be repeated after any interruption, and two runs at the same time do no harm.
   */
  async forget(patience = CLAIMED_TIMEOUT_MS): Promise<Forgotten> {
    const events = await forgetEvents(this.store, this.email, this.#events, patience);
    const itops: ItopsResult[] = [];
    for (const each of this.#itops) itops.push(await this.#forgetIn(each));
    return { events, isWiped: await this.store.wipe(), itops };
  }

  async #forgetIn({ url, person }: { url: string; person: PersonInItop }): Promise<ItopsResult> {
    const result: ItopsResult = { url, erased: 0, deleted: 0, left: [] };
    const error = await orCode(async () => {
      const before = await person.find(this.#events.subjects);
      const failed = await person.erase(before);
      // iTop's answer to a write does not prove that the data is gone
      const after = await person.find(this.#events.subjects);
      const why = (name: string) => ({ name, code: failed.get(name) ?? ('STILL_THERE' as const) });
      result.left = [
        ...after.chats.map(({ key }) => why(`${CHAT_CLASS}::${key}`)),
        ...after.topics.map((key) => why(`${TOPIC_CLASS}::${key}`)),
        ...after.hidden.map((name) => ({ name, code: 'ITOP_CREDENTIALS' as const })),
      ];
      result.erased = before.chats.length - after.chats.length;
      result.deleted = before.topics.length - after.topics.length;
    });
    return typeof error === 'string' ? { ...result, error } : result;
  }
}

/** The code of iTop's error, where iTop is in trouble. */
async function orCode<T>(work: () => Promise<T>): Promise<T | ErrorCode> {
  return work().catch((error: unknown) => {
    if (!(error instanceof ItopError)) throw error;
    return error.code;
  });
}
