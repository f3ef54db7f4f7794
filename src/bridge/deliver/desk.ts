import { ItopRest } from '../../itop/rest';
import type { Config, PropertyConfig } from '../config';
import { ERRORS } from '../errors';
import { type Logger, placesOf } from '../log';
import type { Metrics } from '../metrics';
import type { Claim, Store } from '../store/store';
import { backoff } from './backoff';
import { deliver } from './delivery';
import { Hold, leaseTime } from './hold';
import { type Judgement, judge } from './verdict';

/** How often the store is asked for what this process was not told of: retries that are due, other bridges, `events retry`. Milliseconds. */
const POLL = 1000;

export interface DeskParts {
  /** All properties of one iTop. */
  properties: PropertyConfig[];
  retry: Config['retry'];
  store: Store;
  metrics: Metrics;
  log: Logger;
}

interface Claimed {
  claim: Claim;
  /** When the claim was asked for: its lease runs from then. */
  at: number;
}

/**
 * Delivers the events of one iTop: several at a time, never more than its `concurrency`. When the whole iTop is in
 * trouble it is left alone for a while, then asked with one event; the others wait in the store meanwhile.
 */
export class Desk {
  readonly #properties: Map<string, { config: PropertyConfig; itop: ItopRest }>;
  readonly #concurrency: number;
  /** Claimed and not begun: few, because their leases run. */
  #ready: Claimed[] = [];
  readonly #running = new Set<Promise<void>>();
  /** Troubles of the whole iTop in a row. */
  #failures = 0;
  #pausedUntil = 0;
  /** When the store must be looked at again at the latest. */
  #lookAt = 0;
  #stopping = false;
  #signal = () => {};
  readonly #ended: Promise<void>;

  constructor(private readonly parts: DeskParts) {
    const { properties } = parts;
    this.#properties = new Map(properties.map((config) => [config.id, { config, itop: new ItopRest(config.itop) }]));
    this.#concurrency = Math.min(...properties.map(({ itop }) => itop.concurrency));
    this.#ended = this.#run();
  }

  /** Looks at once whether something is due. */
  wake(): void {
    this.#lookAt = 0;
    this.#signal();
  }

  /** Ends what is being delivered, gives back what is not begun, takes nothing more. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#signal();
    await this.#ended;
    await this.#giveBack();
    await Promise.all(this.#running);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const pause = Math.max(this.#lookAt, this.#pausedUntil) - Date.now();
      if (pause > 0 || this.#room() === 0) {
        await this.#wait(Math.max(pause, 0) || POLL);
        continue;
      }
      this.#lookAt = Date.now() + POLL;
      const room = this.#room();
      if ((await this.#claim(room)) === room) {
        this.#lookAt = 0;
      }
      this.#begin();
    }
  }

  /** How many events to claim now; some ahead, so that one transaction takes several. */
  #room(): number {
    if (this.#failures > 0) {
      return this.#running.size + this.#ready.length === 0 ? 1 : 0;
    }
    const room = 2 * this.#concurrency - this.#running.size - this.#ready.length;
    return room >= this.#concurrency / 2 ? room : 0;
  }

  async #claim(room: number): Promise<number> {
    let left = room;
    try {
      for (const { config } of this.#properties.values()) {
        const at = Date.now();
        const claims = left > 0 ? await this.parts.store.claim(config.id, left, leaseTime(config.itop)) : [];
        left -= claims.length;
        this.#ready.push(...claims.map((claim) => ({ claim, at })));
      }
    } catch (error) {
      this.#storeFailed(error);
    }
    return room - left;
  }

  #begin(): void {
    while (!this.#stopping && this.#running.size < this.#concurrency) {
      const next = this.#ready.shift();
      if (next === undefined) {
        return;
      }
      const run = this.#deliver(next).then(() => {
        this.#running.delete(run);
        this.#begin();
        // the next event of the same chat may be free now
        this.wake();
      });
      this.#running.add(run);
    }
  }

  async #deliver({ claim, at }: Claimed): Promise<void> {
    const { store, metrics, log, retry } = this.parts;
    const { event } = claim;
    const property = this.#properties.get(event.property) as { config: PropertyConfig; itop: ItopRest };
    const hold = new Hold(store, claim, property.config.itop, at);
    const facts = { event: event.id, kind: event.kind, attempt: event.attempts };
    try {
      let noted: boolean;
      try {
        const outcome = await deliver({ itop: property.itop, property: property.config, hold }, event);
        this.#failures = 0;
        this.#pausedUntil = 0;
        noted = await store.finish(claim, { state: 'delivered', outcome });
        metrics.delivered.inc({ kind: event.kind });
        metrics.deliverySeconds.observe((Date.now() - event.receivedAt) / 1000);
        log.info({ ...facts, outcome }, 'delivered');
      } catch (error) {
        const judgement = judge(error, event, retry, property.config.itop.settle, Date.now());
        this.#failed(facts, judgement, error);
        noted = await store.finish(claim, judgement.verdict);
        if (judgement.verdict.state === 'waiting') {
          setTimeout(() => this.wake(), judgement.verdict.delay).unref();
        }
      }
      if (!noted) {
        log.warn({ ...facts, code: 'LEASE_LOST' }, ERRORS.LEASE_LOST.says);
      }
    } catch (error) {
      // The event stays claimed until its lease ends; then it is found in iTop, or delivered.
      this.#storeFailed(error);
    }
  }

  #failed(facts: object, { code, verdict, wholeDesk }: Judgement, error: unknown): void {
    const { metrics, log, retry } = this.parts;
    metrics.failed.inc({ code });
    const places = code === 'UNEXPECTED' ? placesOf(error) : undefined;
    const next = verdict.state === 'waiting' ? { retryInSeconds: Math.round(verdict.delay / 1000) } : {};
    log.warn(
      { ...facts, code, ...next, places },
      `${verdict.state === 'waiting' ? '' : 'set aside: '}${ERRORS[code].says}`,
    );
    if (wholeDesk) {
      this.#failures += 1;
      this.#pausedUntil = Date.now() + backoff(this.#failures, retry);
      void this.#giveBack().catch((storeError) => this.#storeFailed(storeError));
    }
  }

  /** What is claimed and not begun goes back to the store as it was. */
  async #giveBack(): Promise<void> {
    const claims = this.#ready.map(({ claim }) => claim);
    this.#ready = [];
    if (claims.length > 0) {
      await this.parts.store.release(claims);
    }
  }

  #storeFailed(error: unknown): void {
    this.parts.log.error({ code: 'STORE_FAILED', error: (error as Error).message }, ERRORS.STORE_FAILED.says);
  }

  /** Until woken, until a delivery ends, or for so many milliseconds. */
  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#signal = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
