import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import { type Logger, placesOf } from '../base/log';
import { createThrottle } from '../base/throttle';
import type { Delivered } from '../delivery/delivery';
import type { Verdict } from '../store/store';

/** The fields of a line about an event: never anything of its content. */
export interface EventFacts {
  property: string;
  event: number;
  kind: string;
  attempt: number;
}

/** A line that repeats is logged once in this time (with `debug`: always). Milliseconds. */
const REPEAT_LOG_LINE_MS = 60_000;

/**
 * The log of a worker: each line names its iTop, a repeated error is logged once a minute, and the end of an outage is
 * logged.
 */
export class WorkerLog {
  readonly #throttle = createThrottle(REPEAT_LOG_LINE_MS);
  readonly #told = new Set<string>();
  /** For each property whose iTop is in trouble: since when. */
  readonly #downSince = new Map<string, number>();
  #storeFailed = false;

  /** @param itop the address of its iTop */
  constructor(
    private readonly log: Logger,
    private readonly itop: string,
  ) {}

  done(facts: EventFacts, state: Delivered['state'], outcome: string): void {
    const text = { delivered: 'delivered', no_ticket: 'went into no ticket', kept: 'kept' }[state];
    this.log[state === 'kept' ? 'debug' : 'info']({ itop: this.itop, ...facts, outcome }, text);
  }

  /** Another worker has claimed the event, and will store its result. */
  lost(facts: EventFacts): void {
    this.#warn(facts.property, 'LEASE_LOST', facts, ERRORS.LEASE_LOST.says);
  }

  /** Another delivery works on the same ticket or chat. */
  postponed(facts: EventFacts): void {
    this.log.debug({ itop: this.itop, code: 'TICKET_BUSY', ...facts }, ERRORS.TICKET_BUSY.says);
  }

  failed(facts: EventFacts, code: ErrorCode, verdict: Verdict, error: unknown): void {
    const places = code === 'UNEXPECTED' ? placesOf(error) : undefined;
    const { code: ofError } = error as { code?: ErrorCode };
    const cause = ofError === code ? undefined : ofError;
    const waits = verdict.state === 'waiting';
    const next = waits ? { retryInSeconds: Math.round(verdict.delay / 1000) } : {};
    const text = `${waits ? '' : 'set aside: '}${ERRORS[code].says}`;
    this.#warn(facts.property, code, { ...facts, ...next, cause, places }, text);
  }

  /** A warning that the operator should read although nothing fails; logged once. */
  tell(property: string, text: string): void {
    const line = `${property} ${text}`;
    if (!this.#told.has(line)) {
      this.#told.add(line);
      this.log.warn({ itop: this.itop, property }, text);
    }
  }

  /** A property's iTop is in trouble as a whole; logged once until it works again. */
  down(property: string, code: ErrorCode): void {
    if (!this.#downSince.has(property)) {
      this.#downSince.set(property, performance.now());
      this.#warn(`down ${property}`, code, { property }, `iTop is in trouble; its events wait: ${ERRORS[code].says}`);
    }
  }

  /** A property's iTop works again. */
  up(property: string): void {
    const since = this.#downSince.get(property);
    if (since !== undefined) {
      const seconds = Math.round((performance.now() - since) / 1000);
      this.#downSince.delete(property);
      if (this.#throttle(`up ${property}`) !== undefined) {
        this.log.info({ itop: this.itop, property, seconds }, 'iTop is back');
      }
    }
  }

  storeFailed(error: unknown): void {
    this.#storeFailed = true;
    const line = this.#throttle('STORE_FAILED');
    if (line !== undefined) {
      const why = error instanceof BridgeError ? error.detail : (error as Error).message;
      const facts = { itop: this.itop, code: 'STORE_FAILED', error: why };
      this.log.error(
        { ...facts, more: line.suppressed || undefined },
        'the store cannot be used; nothing is delivered',
      );
    }
  }

  storeAnswers(): void {
    if (this.#storeFailed) {
      this.#storeFailed = false;
      this.log.info({ itop: this.itop }, 'the store is back');
    }
  }

  #warn(kind: string, code: ErrorCode, facts: object, text: string): void {
    const line = this.#throttle(`${kind} ${code} ${text}`);
    const level = line === undefined ? 'debug' : 'warn';
    this.log[level]({ itop: this.itop, code, ...facts, more: line?.suppressed || undefined }, text);
  }
}
