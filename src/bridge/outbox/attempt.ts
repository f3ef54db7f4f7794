import { ItopError } from '../../itop/rest/error';
import { monotonicNow } from '../base/clock';
import { BridgeError, ERRORS } from '../base/errors';
import type { Delivered } from '../delivery/delivery';
import { EventLease, leaseTime, ofStore } from '../delivery/lease';
import { notesOfFailure } from '../handlers/command-replies';
import { kindOf } from '../handlers/table';
import type { Claim, Store, StoredEvent, Verdict } from '../store/store';
import type { AttemptParts, Circuit } from './circuit';
import { decideRetry } from './retry-decision';
import type { EventFacts, WorkerLog } from './worker-log';

/** How often a process may die, or lose its store, while it delivers an event, before the event is set aside. */
const MAX_DEATHS = 3;

/** Time between two tries to store the result of a delivery while the store does not answer. Milliseconds. */
const NOTE_RETRY_MS = 1000;

/** How many events one step checks for their age. */
const EVENTS_PER_STEP = 50;

/** An event that this process has claimed. */
export interface Claimed {
  claim: Claim;
  /** When the claim was requested, by monotonicNow: its lease runs from then. */
  at: number;
  circuit: Circuit;
}

/** What a failed attempt means for the worker. */
export interface Failure {
  /** When the event is due again, in milliseconds; undefined if it is set aside. */
  delay: number | undefined;
  /** Its iTop is in trouble as a whole. */
  isWhole: boolean;
}

/**
 * Tries once to deliver an event, and notes the result in the store, the metrics and the log.
 * @returns undefined if the event is finished
 * @throws the store's error: then the event stays claimed until its lease ends, and the next attempt finds in iTop what
 *   was written
 */
export async function attempt(parts: AttemptParts, claimed: Claimed, log: WorkerLog): Promise<Failure | undefined> {
  const { store, metrics, retry } = parts;
  const { claim, at, circuit } = claimed;
  const { property, itop, optional, files } = circuit;
  const { event } = claim;
  const facts: EventFacts = { property: property.id, event: event.id, kind: event.kind, attempt: event.attempts };

  const began = monotonicNow();
  const lease = new EventLease(store, claim, property.itop, at);
  let delivered: Delivered;
  try {
    if (event.unfinished > MAX_DEATHS) {
      throw new BridgeError('POISONOUS');
    }
    if (event.isDamaged) {
      throw new BridgeError('DAMAGED');
    }
    const arrived: Store['payloads'] = (search) => ofStore(store.payloads(search));
    const tell = (text: string) => log.tell(property.id, text);
    const delivery = { itop, optional, property, lease, arrived, files, attempts: event.attempts, tell };
    delivered = await kindOf(event.kind).deliver(delivery, event.payload);
  } catch (error) {
    if (error instanceof BridgeError && error.code === 'STORE_FAILED') {
      // not the event's fault, and nothing was being written: it is tried again as soon as the store answers
      log.storeFailed(error);
      await whileOurs(claimed, () => store.postpone(claim, retry.first));
      return { delay: retry.first, isWhole: false };
    }
    const waited = claim.waited + monotonicNow() - at;
    if (error instanceof BridgeError && error.code === 'TICKET_BUSY' && waited <= retry.for) {
      // another event goes first: nothing has failed
      metrics.postponed.inc({ property: event.property });
      log.postponed(facts);
      await store.postpone(claim, retry.first);
      return { delay: retry.first, isWhole: false };
    }
    let isWhole = false;
    if (error instanceof ItopError && ERRORS[error.code].next === 'retry') {
      // finding out takes a call; if the lease has ended by then, storing the result below reports it
      await lease.beforeWrite().catch(() => {});
      isWhole = await circuit.isWhole(error, began);
    }
    const { verdict, code } = decideRetry(error, event, retry, property.itop.settle, waited, isWhole);
    metrics.failed.inc({ property: event.property, code });
    log.failed(facts, code, verdict, error);
    await tellFailure(parts, event, verdict);
    if (!(await note(store, claimed, verdict))) {
      log.lost(facts);
    }
    return { delay: verdict.state === 'waiting' ? verdict.delay : undefined, isWhole };
  }
  circuit.delivered(began);
  const { state, outcome, notes = [] } = delivered;
  if (await note(store, claimed, delivered)) {
    if (notes.length > 0) parts.noted(event.property);
    if (state === 'delivered') {
      metrics.inItop(event.property, event.kind, event.receivedAt);
    } else if (state === 'no_ticket') {
      metrics.noTicket.inc({ property: event.property });
    }
    log.done(facts, state, outcome);
  } else {
    log.lost(facts);
  }
  return undefined;
}

/**
 * Sets aside the events of an iTop in trouble that have waited longer than `retry.for`; leaves the others as they are.
 * @param trouble what is wrong with that iTop
 * @throws the store's error
 */
export async function giveUpOld(
  parts: AttemptParts,
  { property }: Circuit,
  trouble: ItopError,
  log: WorkerLog,
): Promise<void> {
  const { store, metrics, retry } = parts;
  for (;;) {
    const own = (await store.totals()).find((each) => each.property === property.id);
    if (own === undefined || own.oldestWaiting <= retry.for) return;
    const claims = await store.claim(property.id, EVENTS_PER_STEP, leaseTime(property.itop));
    const old = claims.filter(({ waited }) => waited > retry.for);
    await store.release(claims.filter((claim) => !old.includes(claim)));
    for (const claim of old) {
      const { event, waited } = claim;
      const { verdict, code } = decideRetry(trouble, event, retry, property.itop.settle, waited, true);
      metrics.failed.inc({ property: property.id, code });
      const facts = { property: property.id, event: event.id, kind: event.kind, attempt: event.attempts };
      log.failed(facts, code, verdict, trouble);
      await tellFailure(parts, event, verdict);
      await store.finish(claim, verdict);
    }
    if (old.length < EVENTS_PER_STEP) return;
  }
}

/** Notes for the chat what a failure means there. The verdict does not wait for a store that fails now. */
async function tellFailure({ store, noted }: AttemptParts, event: StoredEvent, verdict: Verdict): Promise<void> {
  const notes = notesOfFailure(event, verdict);
  if (notes.length === 0) return;
  await store.addNotes(notes).then(
    () => noted(event.property),
    () => {},
  );
}

/** Stores a verdict. If that fails, the event is delivered again after its lease has ended. */
function note(store: Store, claimed: Claimed, verdict: Verdict): Promise<boolean> {
  return whileOurs(claimed, () => store.finish(claimed.claim, verdict));
}

/** Repeats a call to the store while it fails and the lease lasts. @throws the store's error after that */
async function whileOurs<T>({ at, circuit: { property } }: Claimed, tell: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await tell();
    } catch (error) {
      if (monotonicNow() - at + NOTE_RETRY_MS > leaseTime(property.itop)) {
        throw error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, NOTE_RETRY_MS));
  }
}
