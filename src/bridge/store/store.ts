/**
 * Where an event stands.
 * - `waiting`: to be delivered, from `dueAt` on
 * - `delivering`: somebody delivers it, and holds it until `dueAt`; after that it counts as waiting again
 * - `delivered`: in iTop
 * - `no_ticket`: a chat that went into no ticket, because it names none that counts, or by the setting `transcripts`
 * - `kept`: of a chat that is no object of iTop, by the setting `chats` or because iTop has none
 * - `set_aside`: waits for a person
 * - `dropped`: a person decided against it
 */
export const STATES = ['waiting', 'delivering', 'delivered', 'no_ticket', 'kept', 'set_aside', 'dropped'] as const;
export type EventState = (typeof STATES)[number];
/** The states of what is still to be delivered: in them alone `dueAt` is set. */
export const TO_DO: EventState[] = ['waiting', 'delivering'];

/** An event as it comes in, its signature and envelope checked. */
export interface Arrival {
  /** tawk.to's property id. */
  property: string;
  /**
   * X-Hook-Event-Id: the same on every retry, but not covered by the signature, so it tells no duplicates. Of what was
   * fetched (sources/) it is the event's own name, at most 200 visible characters.
   */
  hookId: string;
  /** The time that tawk.to signed, or at which a chat that was fetched began, in milliseconds since 1970. */
  sentAt: number;
  /** SHA-256 of the signed bytes, or of the name of what was fetched: what has the same is the same event. */
  digest: Buffer;
  kind: string;
  /** The chat or ticket it is about: order is kept within one. */
  subject: string;
  payload: string;
  /** Whether it is to be delivered, or only kept. */
  deliver: boolean;
  /** The e-mail addresses of whoever it is of (payload/whose.ts). */
  emails?: string[];
}

/** What is noted of an event that is not kept, because it is of somebody who was forgotten. */
export const NOT_KEPT = 'not kept: it is about a person who was forgotten';

/** So long is remembered whose events are not kept, after the last time of which these may be signed: the webhook handler takes none that is older. Milliseconds. */
export const REMEMBERED_FOR_MS = 14 * 3_600_000;

export interface StoredEvent {
  id: number;
  property: string;
  hookId: string;
  kind: string;
  subject: string;
  receivedAt: number;
  /** When it began to wait: its arrival, or a person's `events retry`. The time to give up counts from here. */
  waitingSince: number;
  state: EventState;
  /** Milliseconds since 1970: the next attempt, or the end of the lease; null when nothing is to be done. */
  dueAt: number | null;
  attempts: number;
  /** Attempts in a row that ended without a verdict, because the process or the store died in them; one under way counts. */
  unfinished: number;
  /** Code of the last error (see errors.ts). */
  error: string | null;
  /** What iTop said; can quote the event, so it is for `events show` only. */
  errorDetail: string | null;
  /** What became of it, such as `created UserRequest::42 R-000042`: for people. */
  outcome: string | null;
  /** The tickets that it was brought into. null: none yet, or delivered by 2.0.0, which noted them in words only. */
  tickets: TicketRef[] | null;
  /** null once erased. */
  payload: string | null;
  /** Its row, or the file, is damaged: the payload is what can be read of it. Of another text in place of the signed one only a claim tells. */
  isDamaged?: boolean;
}

/** A ticket of iTop. */
export interface TicketRef {
  class: string;
  id: string;
  ref: string;
}

/** An event that is ours to deliver for a while. The lease is of this event and this claim alone: with another, nothing can be noted, and no lock is shared. */
export interface Claim {
  event: StoredEvent & { payload: string };
  lease: string;
  /** Milliseconds that the event had waited (see `waitingSince`), by the store's clock. */
  waited: number;
}

/** Who holds a name: a claim, or work that is of no event, which takes an id below zero. */
export interface LockOwner {
  event: Pick<StoredEvent, 'id'>;
  lease: string;
}

/** What a delivery comes to. */
export type Verdict =
  | { state: 'delivered' | 'no_ticket' | 'kept'; outcome: string; tickets?: TicketRef[] }
  /** With `isNoAttempt` the event's attempts stay as they were before: its iTop was in trouble as a whole. */
  | { state: 'waiting'; delay: number; error: string; errorDetail: string; isNoAttempt?: boolean }
  | { state: 'set_aside'; error: string; errorDetail: string };

/** What of one property's events is not done with. */
export interface Totals {
  property: string;
  /** Events to be delivered, or being delivered. */
  waiting: number;
  /** Age in milliseconds of the oldest event that still waits; 0 when none does. */
  oldestWaiting: number;
  /** How many events are set aside, by the code of their error. */
  setAside: Record<string, number>;
}

/** That the iTop of a property is in trouble as a whole: its events wait, whenever each of them is due. */
export interface Pause {
  property: string;
  /** When it is asked again, milliseconds since 1970; 0: at once, because a person has sent events again. */
  until: number;
  /** What is wrong: a code of errors.ts. */
  code: string;
}

/** When something last happened with a property's events, milliseconds since 1970; 0: never, as far as the store knows. */
export interface Latest {
  received: number;
  delivered: number;
}

/** Which events are meant; what is left out does not matter. */
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

/** Events of one kind that were signed between two times, milliseconds since 1970, both included. */
export interface PayloadSearch {
  property: string;
  kind: string;
  from: number;
  to: number;
  /** In lower case, as JSON writes them: case does not count for ASCII. */
  words: string;
  limit: number;
}

/**
 * What the bridge remembers. Both implementations keep the same promises (test/bridge/store.test.ts):
 * what `add` has answered survives a crash, one event is never held by two claims at one time, and within
 * one subject events are claimed one after the other, the oldest first.
 * All times are milliseconds by the store's clock: one that nobody sets (SQLite, whose one bridge is this process), or
 * PostgreSQL's own where several bridges share it.
 */
export interface Store {
  /**
   * Stores an event durably. False: its content was there already. Of one that is to be
   * forgotten (see `remember`) only that it came is stored.
   */
  add(arrival: Arrival): Promise<boolean>;
  /** Which of these `add` would take for events that were stored before, in their order. */
  knows(events: Pick<Arrival, 'sentAt' | 'digest'>[]): Promise<boolean[]>;
  /** How far a source has fetched a property's chats, as it noted it; undefined: it never has. */
  position(property: string): Promise<string | undefined>;
  setPosition(property: string, position: string): Promise<void>;
  /**
   * Makes good what a restart or a clock that was set has done to a property's times: nothing waits longer than
   * `longestWait` from now, and what a dead process held stays held for a whole `leaseTime`. To be called at the start,
   * and every minute.
   */
  recover(property: string, leaseTime: number, longestWait: number): Promise<void>;
  /**
   * Takes up to `limit` due events of a property, held for `leaseTime`.
   * @param unfinished only those whose last attempt ended without a verdict; else only the others
   */
  claim(property: string, limit: number, leaseTime: number, unfinished?: boolean): Promise<Claim[]>;
  /** Holds on to a claim for `leaseTime` from now. False: it is no longer ours. */
  renew(claim: Claim, leaseTime: number): Promise<boolean>;
  /** Notes what a delivery came to. False: the claim is no longer ours, nothing was noted. */
  finish(claim: Claim, verdict: Verdict): Promise<boolean>;
  /** Gives claims back as they were, when the bridge stops before delivering them. */
  release(claims: Claim[]): Promise<void>;
  /** Gives a claim back for `delay`, when it was not the event's turn: it counts no attempt. */
  postpone(claim: Claim, delay: number): Promise<void>;
  /** Notes that a property's iTop is in trouble, and is asked again after `delay`. */
  pause(property: string, delay: number, code: string): Promise<void>;
  /** Notes that it is well. */
  resume(property: string): Promise<void>;
  /** The properties whose iTop is in trouble. */
  pauses(): Promise<Pause[]>;
  /**
   * Takes a name (of a ticket or a chat) for a while; false: another event has it. The same event takes it again at any time, also
   * by a later claim: it is never claimed again before iTop has surely ended with it.
   */
  lock(name: string, owner: LockOwner, leaseTime: number): Promise<boolean>;
  unlock(name: string, owner: LockOwner): Promise<void>;

  /** The newest events, at most `limit`. */
  list(filter: EventFilter & { limit: number }): Promise<StoredEvent[]>;
  /** The numbers of events, the smallest beyond `after` first, at most `limit`. */
  pick(filter: EventFilter, after: number, limit: number): Promise<number[]>;
  get(id: number): Promise<StoredEvent | undefined>;
  /**
   * Sends events again that are set aside, wait or went into no ticket, as new ones, and lifts the pauses of their
   * properties. Gives those; the rest is in other states, or erased.
   */
  retry(ids: number[]): Promise<number[]>;
  /** Gives up events that are set aside or wait. Gives those. */
  drop(ids: number[]): Promise<number[]>;
  /** The events beyond a number with all that is in them, the smallest first, at most `limit`. */
  read(after: number, limit: number): Promise<StoredEvent[]>;
  /**
   * Erases what came in with events, whatever their state, and gives up those that were not done. Gives the numbers of
   * all that are erased now: not of those that are being delivered.
   */
  forget(ids: number[]): Promise<number[]>;
  /** From now on no event is kept that has one of these names (payload/whose.ts) and was signed at `until` or earlier. */
  remember(names: string[], until: number): Promise<void>;
  /** Wipes what was erased from the store's own files, as far as that can be done. False: somebody reads them just now. */
  wipe(): Promise<boolean>;
  /** What came and has these words in it, the newest first, as far as it is not erased. */
  payloads(search: PayloadSearch): Promise<string[]>;
  /** Of each property that has events waiting or set aside. Cheap however many there are: /metrics asks often. */
  totals(): Promise<Totals[]>;
  latest(property: string): Promise<Latest>;
  /**
   * Erases what came in with events that were finished more than `age` ago; how many. They stay known as duplicates for
   * as long as they can come again (REMEMBERED_FOR_MS after they were signed), then they go, but for the newest of each
   * property.
   */
  erase(age: number): Promise<number>;
  /** What is damaged in it, in words; reads all of it. PostgreSQL looks after itself. */
  damage(): Promise<string[]>;
  /** Writes about as much as an event takes. Throws when that cannot be stored. */
  check(): Promise<void>;
  close(): Promise<void>;
}
