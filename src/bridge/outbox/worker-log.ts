import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import { type Logger, placesOf } from '../base/log';
import { createThrottle } from '../base/throttle';
import type { Delivered } from '../delivery/delivery';
import type { Verdict } from '../store/store';

/** What a line about an event names: never anything of its content. */
export interface EventFacts {
  property: string;
  event: number;
  kind: string;
  attempt: number;
}

/** A line that repeats is logged once in so many milliseconds (with `debug`: always). */
const REPEAT_LOG_LINE_MS = 60_000;

/** What a worker says in the log: with the name of its iTop, each repeated error once a minute, and when iTop comes back. */
export class WorkerLog {
  readonly #throttle = createThrottle(REPEAT_LOG_LINE_MS);
  readonly #told = new Set<string>();
  /** Since when each property's iTop is in trouble. */
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

  /** Another has the event, and will note what comes of it. */
  lost(facts: EventFacts): void {
    this.#warn(facts.property, 'LEASE_LOST', facts, ERRORS.LEASE_LOST.says);
  }

  /** Another delivery is at the same ticket or chat. */
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

  /** What the operator should know, and nothing fails by; said once. */
  tell(property: string, text: string): void {
    const line = `${property} ${text}`;
    if (!this.#told.has(line)) {
      this.#told.add(line);
      this.log.warn({ itop: this.itop, property }, text);
    }
  }

  /** A property's iTop is in trouble as a whole; said once until it is back. */
  down(property: string, code: ErrorCode): void {
    if (!this.#downSince.has(property)) {
      this.#downSince.set(property, performance.now());
      this.#warn(`down ${property}`, code, { property }, `iTop is in trouble; its events wait: ${ERRORS[code].says}`);
    }
  }

  /** It is well again. */
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
