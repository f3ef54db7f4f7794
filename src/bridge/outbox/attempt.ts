import type { ItopRest } from '../../itop/rest/rest';
import { monotonicNow } from '../base/clock';
import { BridgeError, type ErrorCode } from '../base/errors';
import type { Config, PropertyConfig } from '../config/config';
import type { Delivered } from '../delivery/delivery';
import { EventLease, leaseTime, ofStore } from '../delivery/lease';
import type { OptionalReads } from '../delivery/optional-reads';
import { kindOf } from '../handlers/table';
import type { Metrics } from '../ops/metrics';
import type { Claim, Store, Verdict } from '../store/store';
import { decideRetry } from './retry-decision';
import type { EventFacts, WorkerLog } from './worker-log';

/** How often an event may end a process, or lose its store, before it is set aside. */
const MAX_DEATHS = 3;

/** Between two tries to note what came of a delivery, where the store is away. Milliseconds. */
const NOTE_RETRY_MS = 1000;

/** What every attempt to deliver needs. */
export interface AttemptParts {
  store: Store;
  metrics: Metrics;
  retry: Config['retry'];
}

/** An event that is ours for a while. */
export interface Claimed {
  claim: Claim;
  /** When the claim was asked for, by monotonicNow: its lease runs from then. */
  at: number;
  property: PropertyConfig;
  itop: ItopRest;
  optional: OptionalReads;
}

/** What an attempt that brought nothing into iTop means for the worker. */
export interface Failure {
  /** When the event is due again, in milliseconds; undefined when it is set aside. */
  delay: number | undefined;
  code: ErrorCode;
  /** The whole iTop is in trouble. */
  wholeItop: boolean;
}

/**
 * Tries once to deliver an event, and notes what came of it in the store, the metrics and the log.
 * @returns undefined when it is done with
 * @throws the store's error: then the event stays claimed until its lease ends, and is found in iTop by the next attempt
 */
export async function attempt(parts: AttemptParts, claimed: Claimed, log: WorkerLog): Promise<Failure | undefined> {
  const { store, metrics, retry } = parts;
  const { claim, at, property, itop, optional } = claimed;
  const { event } = claim;
  const facts: EventFacts = { property: property.id, event: event.id, kind: event.kind, attempt: event.attempts };

  let delivered: Delivered;
  try {
    if (event.unfinished > MAX_DEATHS) {
      throw new BridgeError('POISONOUS');
    }
    const lease = new EventLease(store, claim, property.itop, at);
    const arrived: Store['payloads'] = (search) => ofStore(store.payloads(search));
    const tell = (text: string) => log.tell(property.id, text);
    delivered = await kindOf(event.kind).deliver({ itop, optional, property, lease, arrived, tell }, event.payload);
  } catch (error) {
    if (error instanceof BridgeError && error.code === 'STORE_FAILED') {
      // no fault of the event, and nothing was being written: it is tried again as soon as the store is back
      log.storeFailed(error);
      await whileOurs(claimed, () => store.postpone(claim, retry.first));
      return { delay: retry.first, code: error.code, wholeItop: false };
    }
    const waited = claim.waited + monotonicNow() - at;
    if (error instanceof BridgeError && error.code === 'TICKET_BUSY' && waited <= retry.for) {
      // it is not the event's turn: nothing has failed, and it is nobody's trouble
      metrics.postponed.inc({ property: event.property });
      log.postponed(facts);
      await store.postpone(claim, retry.first);
      return { delay: retry.first, code: error.code, wholeItop: false };
    }
    const { verdict, code, wholeItop } = decideRetry(error, event, retry, property.itop.settle, waited);
    metrics.failed.inc({ property: event.property, code });
    log.failed(facts, code, verdict, error);
    if (!(await note(store, claimed, verdict))) {
      log.lost(facts);
    }
    return { delay: verdict.state === 'waiting' ? verdict.delay : undefined, code, wholeItop };
  }
  const { state, outcome } = delivered;
  if (await note(store, claimed, delivered)) {
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

/** Notes a verdict; what is not noted is done once more when the lease has ended. */
function note(store: Store, claimed: Claimed, verdict: Verdict): Promise<boolean> {
  return whileOurs(claimed, () => store.finish(claimed.claim, verdict));
}

/** Tells the store something, again and again while it is away and the event ours. @throws the store's error after that */
async function whileOurs<T>({ at, property }: Claimed, tell: () => Promise<T>): Promise<T> {
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
