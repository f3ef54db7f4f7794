import type { Note, Notes } from './notes';

/**
 * The state of an event.
 * - `waiting`: to be delivered, from `dueAt` on
 * - `delivering`: claimed until `dueAt`; after that it counts as waiting again
 * - `delivered`: in iTop
 * - `no_ticket`: a chat that went into no ticket, because it names none that counts, or because of the setting
 *   `transcripts`
 * - `kept`: about a chat that is no object of iTop, because of the setting `chats` or because iTop has none
 * - `set_aside`: waits for a person
 * - `dropped`: a person decided against it
 */
export const STATES = ['waiting', 'delivering', 'delivered', 'no_ticket', 'kept', 'set_aside', 'dropped'] as const;
export type EventState = (typeof STATES)[number];
/** The states of pending events: only these have a `dueAt`. */
export const TO_DO: EventState[] = ['waiting', 'delivering'];

/** A new event, with its signature and envelope checked. */
export interface Arrival {
  /** tawk.to's property id. */
  property: string;
  /**
   * X-Hook-Event-Id: the same on every retry, but not signed, so duplicates are not recognized by it. A fetched event
   * (sources/) has its own name here, at most 200 visible characters.
   */
  hookId: string;
  /** The time that tawk.to signed, or the start of a fetched chat, in milliseconds since 1970. */
  sentAt: number;
  /** SHA-256 of the signed bytes, or of a fetched event's name. Events with the same digest are the same. */
  digest: Buffer;
  kind: string;
  /** The chat or ticket that it is about: the events of one subject are delivered in order. */
  subject: string;
  payload: string;
  /** Whether to deliver it, or only store it. */
  deliver: boolean;
  /** The e-mail addresses of the person that it is about (payload/whose.ts). */
  emails?: string[];
}

/** The note for an event that is not kept, because it is about a person who was forgotten. */
export const NOT_KEPT = 'not kept: it is about a person who was forgotten';

/**
 * How long a forgotten name is remembered after the latest time at which its events may have been signed. The webhook
 * handler refuses older events. Milliseconds.
 */
export const REMEMBERED_FOR_MS = 14 * 3_600_000;

export interface StoredEvent {
  id: number;
  property: string;
  hookId: string;
  kind: string;
  subject: string;
  receivedAt: number;
  /** When it began to wait: at its arrival, or at a person's `events retry`. `retry.for` counts from here. */
  waitingSince: number;
  state: EventState;
  /** Milliseconds since 1970: the next attempt, or the end of the lease; null when the event is not pending. */
  dueAt: number | null;
  attempts: number;
  /**
   * Consecutive attempts that ended without a verdict, because the process or the store died; a running attempt counts.
   */
  unfinished: number;
  /** Code of the last error (see errors.ts). */
  error: string | null;
  /** iTop's message. It can quote the event, so only `events show` prints it. */
  errorDetail: string | null;
  /** The result, such as `created UserRequest::42 R-000042`: for people. */
  outcome: string | null;
  /** The tickets that it was delivered into. null: none yet, or delivered by 2.0.0, which noted them only in words. */
  tickets: TicketRef[] | null;
  /** null once erased. */
  payload: string | null;
  /**
   * Its row, or the file, is damaged: the payload is what can be read of it. That another text replaced the signed one
   * is detected only by a claim.
   */
  isDamaged?: boolean;
}

/** A ticket in iTop. */
export interface TicketRef {
  class: string;
  id: string;
  ref: string;
}

/**
 * The right to deliver one event for a while. The lease belongs to this event and this claim alone: with another lease
 * nothing can be noted, and no lock is shared.
 */
export interface Claim {
  event: StoredEvent & { payload: string };
  lease: string;
  /** How long the event had waited (see `waitingSince`), by the store's clock. Milliseconds. */
  waited: number;
}

/** The owner of a lock: a claim, or work that belongs to no event, which uses an id below zero. */
export interface LockOwner {
  event: Pick<StoredEvent, 'id'>;
  lease: string;
}

/** The result of a delivery. */
export type Verdict =
  /** The notes are added with the result, in one transaction. */
  | { state: 'delivered' | 'no_ticket' | 'kept'; outcome: string; tickets?: TicketRef[]; notes?: Note[] }
  /** With `isNoAttempt` the attempt does not count: the event's iTop was in trouble as a whole. */
  | { state: 'waiting'; delay: number; error: string; errorDetail: string; isNoAttempt?: boolean }
  | { state: 'set_aside'; error: string; errorDetail: string };

/** The unfinished events of one property. */
export interface Totals {
  property: string;
  /** Events that wait or are being delivered. */
  waiting: number;
  /** Age in milliseconds of the oldest waiting event; 0 when there is none. */
  oldestWaiting: number;
  /** How many events are set aside, by the code of their error. */
  setAside: Record<string, number>;
}

/** The iTop of a property is in trouble as a whole: its events wait, even when they are due. */
export interface Pause {
  property: string;
  /** When the bridge checks iTop again, milliseconds since 1970; 0: at once, because a person has retried events. */
  until: number;
  /** What is wrong: a code of errors.ts. */
  code: string;
}

/**
 * When a property last received and delivered an event, milliseconds since 1970; 0: never, as far as the store knows.
 */
export interface Latest {
  received: number;
  delivered: number;
}

/** Selects events; a condition that is missing selects all. */
export interface EventFilter {
  states?: EventState[] | undefined;
  property?: string | undefined;
  /** Code of the last error. */
  code?: string | undefined;
  /** Received then or later, milliseconds since 1970. */
  since?: number | undefined;
  /** Chats and tickets, a few hundred at most. */
  subjects?: string[] | undefined;
}

/** Selects events of one kind that were signed between two times, milliseconds since 1970, both included. */
export interface PayloadSearch {
  property: string;
  kind: string;
  from: number;
  to: number;
  /** In lower case, as JSON writes them; the case of ASCII letters does not count. */
  words: string;
  limit: number;
}

/**
 * The bridge's memory. Both implementations keep the same promises (test/bridge/store.test.ts): an event that `add` has
 * acknowledged survives a crash; two claims never hold an event at the same time; the events of one subject are claimed
 * one after the other, the oldest first. All times are milliseconds by the store's clock: for SQLite, with its single
 * bridge, a clock that nobody sets; for PostgreSQL, which several bridges share, the database's own.
 */
export interface Store extends Notes {
  /**
   * Stores an event durably. False: the same content was stored before. Of an event of a forgotten person or subject
   * (see `remember`) only its arrival is stored.
   */
  add(arrival: Arrival): Promise<boolean>;
  /** For each of these, in their order, whether `add` would treat it as a duplicate. */
  knows(events: Pick<Arrival, 'sentAt' | 'digest'>[]): Promise<boolean[]>;
  /** The position that a source stored for a property, or for a part of its work; undefined: none yet. */
  position(property: string): Promise<string | undefined>;
  setPosition(property: string, position: string): Promise<void>;
  /**
   * Corrects a property's times after a restart or a change of the clock: nothing waits longer than `longestWait` from
   * now, and a dead process' claims last a whole `leaseTime`. Call it at the start, and every minute.
   */
  recover(property: string, leaseTime: number, longestWait: number): Promise<void>;
  /**
   * Claims up to `limit` due events of a property for `leaseTime`.
   * @param unfinished only events whose last attempt ended without a verdict; otherwise only the others
   */
  claim(property: string, limit: number, leaseTime: number, unfinished?: boolean): Promise<Claim[]>;
  /** Extends a claim to `leaseTime` from now. False: the claim was lost. */
  renew(claim: Claim, leaseTime: number): Promise<boolean>;
  /** Stores the result of a delivery. False: the claim was lost, and nothing was stored. */
  finish(claim: Claim, verdict: Verdict): Promise<boolean>;
  /** Releases claims, with their events unchanged, when the bridge stops before delivering them. */
  release(claims: Claim[]): Promise<void>;
  /** Releases a claim for `delay`, because another event goes first: no attempt is counted. */
  postpone(claim: Claim, delay: number): Promise<void>;
  /** Notes that a property's iTop is in trouble, and will be checked again after `delay`. */
  pause(property: string, delay: number, code: string): Promise<void>;
  /** Notes that a property's iTop works again. */
  resume(property: string): Promise<void>;
  /** The properties whose iTop is in trouble. */
  pauses(): Promise<Pause[]>;
  /**
   * Locks a name (of a ticket or a chat) for a while; false: another event has it. The same event can lock it again at
   * any time, also with a later claim: it is never claimed again before iTop has certainly finished with it.
   */
  lock(name: string, owner: LockOwner, leaseTime: number): Promise<boolean>;
  unlock(name: string, owner: LockOwner): Promise<void>;

  /** The newest events, at most `limit`. */
  list(filter: EventFilter & { limit: number }): Promise<StoredEvent[]>;
  /** The numbers of events above `after`, in ascending order, at most `limit`. */
  pick(filter: EventFilter, after: number, limit: number): Promise<number[]>;
  get(id: number): Promise<StoredEvent | undefined>;
  /**
   * Makes events wait again, as new ones: events that are set aside, wait, or went into no ticket. Ends the pauses of
   * their properties.
   * @returns their numbers; the others are in other states, or erased
   */
  retry(ids: number[]): Promise<number[]>;
  /** Drops events that are set aside or wait. @returns their numbers */
  drop(ids: number[]): Promise<number[]>;
  /** The events above a number with their content, in ascending order, at most `limit`. */
  read(after: number, limit: number): Promise<StoredEvent[]>;
  /**
   * Erases the content of events, whatever their state, and drops the unfinished ones; also the notes for their chats.
   * @returns the numbers of all that are erased now: events that are being delivered are not
   */
  forget(ids: number[]): Promise<number[]>;
  /**
   * From now on no event is kept that has one of these names (payload/whose.ts) and was signed at `until` or earlier.
   */
  remember(names: string[], until: number): Promise<void>;
  /** Removes erased data from the store's own files, as far as possible. False: somebody is reading them. */
  wipe(): Promise<boolean>;
  /** The payloads that contain these words, the newest first, unless they are erased. */
  payloads(search: PayloadSearch): Promise<string[]>;
  /** For each property with events that wait or are set aside. Fast however many there are: /metrics asks often. */
  totals(): Promise<Totals[]>;
  latest(property: string): Promise<Latest>;
  /**
   * Erases the content of events that were finished more than `age` ago; deletes notes of that age.
   * @returns how many. Duplicates of them are still recognized while they can come again (REMEMBERED_FOR_MS after they
   *   were signed); then the events are deleted, except the newest of each property.
   */
  erase(age: number): Promise<number>;
  /** Describes damage of the store; reads all of it. PostgreSQL checks itself. */
  damage(): Promise<string[]>;
  /** Writes about as much as an event. Throws when that cannot be stored. */
  check(): Promise<void>;
  close(): Promise<void>;
}
