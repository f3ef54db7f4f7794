import type { ItopError } from '../../itop/rest/error';
import { ItopRest } from '../../itop/rest/rest';
import { monotonicNow } from '../base/clock';
import type { ErrorCode } from '../base/errors';
import type { Config, PropertyConfig } from '../config/config';
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
}

/**
 * One property's iTop: well; ill as a whole, when it is left alone for a growing while; or, when it answers again, on
 * trial with one event at a time, because an iTop that can be read may still refuse to be written.
 *
 * What follows one event tells nothing of the whole iTop: a firewall, or a rule of iTop's own, may refuse one text. So
 * iTop is asked something harmless before it counts as ill.
 */
export class Place {
  readonly itop: ItopRest;
  readonly optional: OptionalReads;
  /** Events of this property that are claimed, and neither delivered nor given back. */
  inHand = 0;
  #state: 'well' | 'ill' | 'trial' = 'well';
  /** Looks in a row that found it ill: what fails in one outage, at one moment, is one. */
  #failures = 0;
  #noticedAt = Number.NEGATIVE_INFINITY;
  #askAgainAt = 0;
  #asked: Promise<ItopError | undefined> | undefined;

  /** @param wake called when it is time to look again */
  constructor(
    readonly property: PropertyConfig,
    private readonly parts: AttemptParts,
    private readonly log: WorkerLog,
    private readonly wake: () => void,
  ) {
    this.itop = new ItopRest(property.itop);
    this.optional = new OptionalReads(this.itop);
  }

  get isIll(): boolean {
    return this.#state === 'ill';
  }

  /** How many of `limit` events may be claimed. */
  room(limit: number): number {
    if (this.#state === 'trial') return this.inHand === 0 ? Math.min(limit, 1) : 0;
    return this.isIll ? 0 : limit;
  }

  /**
   * Whether an event failed because its iTop is in trouble as a whole; else the event alone is to blame.
   * @param began when the attempt did, by monotonicNow
   */
  async isWhole(error: ItopError, began: number): Promise<boolean> {
    if (began <= this.#noticedAt) return true;
    const trouble = isSurelyWhole(error) ? error : await this.#ask();
    // another that failed at the same time may have told it meanwhile
    if (began <= this.#noticedAt) return true;
    if (trouble === undefined) {
      this.#turnWell();
      return false;
    }
    await this.#turnIll(trouble.code);
    return true;
  }

  /** An event was delivered. */
  delivered(began: number): void {
    if (began > this.#noticedAt) this.#turnWell();
  }

  /** On trial, and there is no event to try it with. */
  hasNothing(): void {
    if (this.inHand === 0) this.#turnWell();
  }

  /** Whether it is time to look again. @param pauses those in the store, where a person can lift them; undefined: not read */
  isDue(pauses: Pause[] | undefined): boolean {
    if (!this.isIll || this.#asked !== undefined) return false;
    const own = pauses?.find(({ property }) => property === this.property.id);
    const isLifted = pauses !== undefined && (own === undefined || own.until === 0);
    return isLifted || monotonicNow() >= this.#askAgainAt;
  }

  /** Looks whether it is well again. @returns what is wrong with it; undefined: nothing */
  async look(): Promise<ItopError | undefined> {
    const trouble = await this.#ask();
    if (trouble !== undefined) {
      this.parts.metrics.failed.inc({ property: this.property.id, code: trouble.code });
      await this.#turnIll(trouble.code);
      return trouble;
    }
    await this.parts.store.resume(this.property.id);
    this.#state = 'trial';
    this.wake();
    return undefined;
  }

  /** Who asks at the same time gets the same answer. */
  #ask(): Promise<ItopError | undefined> {
    this.#asked ??= troubleOf(this.itop, this.property.ticket.class).finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  }

  #turnWell(): void {
    if (this.#state === 'trial') {
      this.#state = 'well';
      this.#failures = 0;
      this.log.up(this.property.id);
      this.wake();
    }
  }

  async #turnIll(code: ErrorCode): Promise<void> {
    this.#state = 'ill';
    this.#failures += 1;
    const delay = backoff(this.#failures, this.parts.retry);
    this.#noticedAt = monotonicNow();
    this.#askAgainAt = this.#noticedAt + delay;
    setTimeout(this.wake, delay).unref();
    this.log.down(this.property.id, code);
    // it is for `events list` and for whoever lifts it; where the store is away, nobody can read it
    await this.parts.store.pause(this.property.id, delay, code).catch(() => {});
  }
}
