import type { ItopRest } from '../../itop/rest';
import type { Config, PropertyConfig } from '../config';
import { ERRORS } from '../errors';
import { type Logger, placesOf } from '../log';
import type { Metrics } from '../metrics';
import type { Claim, Store } from '../store/store';
import { type Delivered, deliver } from './delivery';
import { Hold } from './hold';
import { type Judgement, judge } from './verdict';

/** What every attempt to deliver needs. */
export interface AttemptParts {
  store: Store;
  metrics: Metrics;
  log: Logger;
  retry: Config['retry'];
}

/** An event that is ours for a while. */
export interface Claimed {
  claim: Claim;
  /** When the claim was asked for: its lease runs from then. */
  at: number;
  property: PropertyConfig;
  itop: ItopRest;
}

/**
 * Tries once to deliver an event, and notes what came of it in the store, the metrics and the log.
 * @returns undefined when it is done with, else what was judged
 * @throws the store's error: then the event stays claimed until its lease ends, and is found in iTop by the next attempt
 */
export async function attempt(parts: AttemptParts, claimed: Claimed): Promise<Judgement | undefined> {
  const { store, metrics, log, retry } = parts;
  const { claim, at, property, itop } = claimed;
  const { event } = claim;
  const facts = { event: event.id, property: event.property, kind: event.kind, attempt: event.attempts };
  const noteLost = () => log.warn({ ...facts, code: 'LEASE_LOST' }, ERRORS.LEASE_LOST.says);

  let delivered: Delivered;
  try {
    delivered = await deliver({ itop, property, hold: new Hold(store, claim, property.itop, at) }, event);
  } catch (error) {
    const judgement = judge(error, event, retry, property.itop.settle, Date.now());
    tellFailure(parts, facts, judgement, error);
    if (!(await store.finish(claim, judgement.verdict))) {
      noteLost();
    }
    return judgement;
  }
  const { state, outcome } = delivered;
  if (await store.finish(claim, delivered)) {
    if (state === 'delivered') {
      metrics.inItop(event.property, event.kind, event.receivedAt);
    } else {
      metrics.noTicket.inc({ property: event.property });
    }
    log.info({ ...facts, outcome }, state === 'delivered' ? 'delivered' : 'went into no ticket');
  } else {
    noteLost();
  }
  return undefined;
}

function tellFailure(
  parts: AttemptParts,
  facts: { property: string },
  { code, verdict }: Judgement,
  error: unknown,
): void {
  parts.metrics.failed.inc({ property: facts.property, code });
  const places = code === 'UNEXPECTED' ? placesOf(error) : undefined;
  const waits = verdict.state === 'waiting';
  const next = waits ? { retryInSeconds: Math.round(verdict.delay / 1000) } : {};
  parts.log.warn({ ...facts, code, ...next, places }, `${waits ? '' : 'set aside: '}${ERRORS[code].says}`);
}
