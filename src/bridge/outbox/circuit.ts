import type { ItopError } from '../../itop/rest/error';
import { ItopRest } from '../../itop/rest/rest';
import { monotonicNow } from '../base/clock';
import type { ErrorCode } from '../base/errors';
import type { Config, PropertyConfig } from '../config/config';
import type { KeptFiles } from '../delivery/kept-files';
import { OptionalReads } from '../delivery/optional-reads';
import type { Metrics } from '../ops/metrics';
import type { Pause, Store } from '../store/store';
import { backoff } from './retry-decision';
import { isSurelyWhole, troubleOf } from './whole-itop';
import type { WorkerLog } from './worker-log';

/** What every attempt to deliver needs. */
export interface AttemptParts {
  store: Store;
  metrics: Metrics;
  retry: Config['retry'];
  /** Called with the property after a delivery that has added notes. */
  noted: (property: string) => void;
  filesOf: (property: PropertyConfig) => KeptFiles | undefined;
}

/**
 * The circuit breaker of one property's iTop. Closed: iTop works, and events are delivered. Open: iTop is in trouble as a
 * whole; no event is claimed, and after a growing pause iTop is probed. Half-open: a probe succeeded; one event at a time
 * is delivered, because an iTop that can be read may still refuse to be written.
 *
 * The failure of one event says nothing about the whole iTop: a firewall, or one of iTop's own rules, may refuse one text.
 * So a harmless probe decides before the circuit opens.
 */
export class Circuit {
  readonly itop: ItopRest;
  readonly optional: OptionalReads;
  readonly files: KeptFiles | undefined;
  /** How many events of this property are claimed, and neither finished nor released. */
  inFlight = 0;
  #state: 'closed' | 'open' | 'half-open' = 'closed';
  /** How often in a row the circuit has opened; deliveries that fail at the same time count once. */
  #failures = 0;
  #openedAt = Number.NEGATIVE_INFINITY;
  #probeAt = 0;
  #probe: Promise<ItopError | undefined> | undefined;

  /** @param wake called when the next probe is due */
  constructor(
    readonly property: PropertyConfig,
    private readonly parts: AttemptParts,
    private readonly log: WorkerLog,
    private readonly wake: () => void,
  ) {
    this.itop = new ItopRest(property.itop);
    this.optional = new OptionalReads(this.itop);
    this.files = parts.filesOf(property);
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** How many of `limit` events may be claimed. */
  room(limit: number): number {
    if (this.#state === 'half-open') return this.inFlight === 0 ? Math.min(limit, 1) : 0;
    return this.isOpen ? 0 : limit;
  }

  /**
   * Whether an event failed because its iTop is in trouble as a whole; otherwise the event alone is at fault.
   * @param began when the attempt began, by monotonicNow
   */
  async isWhole(error: ItopError, began: number): Promise<boolean> {
    if (began <= this.#openedAt) return true;
    const trouble = isSurelyWhole(error) ? error : await this.#ask();
    // another delivery that failed at the same time may have opened the circuit meanwhile
    if (began <= this.#openedAt) return true;
    if (trouble === undefined) {
      this.#close();
      return false;
    }
    await this.#open(trouble.code);
    return true;
  }

  /** An event was delivered. @param began when the attempt began, by monotonicNow */
  delivered(began: number): void {
    if (began > this.#openedAt) this.#close();
  }

  /** There is no event to deliver: a half-open circuit closes. */
  hasNoEvent(): void {
    if (this.inFlight === 0) this.#close();
  }

  /**
   * Whether an open circuit is to be probed now.
   * @param pauses those in the store, where a person can end them; undefined: not read
   */
  isDue(pauses: Pause[] | undefined): boolean {
    if (!this.isOpen || this.#probe !== undefined) return false;
    const own = pauses?.find(({ property }) => property === this.property.id);
    const isEnded = pauses !== undefined && (own === undefined || own.until === 0);
    return isEnded || monotonicNow() >= this.#probeAt;
  }

  /** Probes iTop; the circuit becomes half-open if iTop works. @returns what is wrong with iTop; undefined: nothing */
  async probe(): Promise<ItopError | undefined> {
    const trouble = await this.#ask();
    if (trouble !== undefined) {
      this.parts.metrics.failed.inc({ property: this.property.id, code: trouble.code });
      await this.#open(trouble.code);
      return trouble;
    }
    await this.parts.store.resume(this.property.id);
    this.#state = 'half-open';
    this.wake();
    return undefined;
  }

  /** Concurrent callers share one request and its answer. */
  #ask(): Promise<ItopError | undefined> {
    this.#probe ??= troubleOf(this.itop, this.property.ticket.class).finally(() => {
      this.#probe = undefined;
    });
    return this.#probe;
  }

  #close(): void {
    if (this.#state === 'half-open') {
      this.#state = 'closed';
      this.#failures = 0;
      this.log.up(this.property.id);
      this.wake();
    }
  }

  async #open(code: ErrorCode): Promise<void> {
    this.#state = 'open';
    this.#failures += 1;
    const delay = backoff(this.#failures, this.parts.retry);
    this.#openedAt = monotonicNow();
    this.#probeAt = this.#openedAt + delay;
    setTimeout(this.wake, delay).unref();
    this.log.down(this.property.id, code);
    // `events list` shows the pause, and `events retry` ends it; if the store does not answer, neither can read it
    await this.parts.store.pause(this.property.id, delay, code).catch(() => {});
  }
}
