import { sayable } from '../../itop/address';
import { ItopRest } from '../../itop/rest/rest';
import { monotonicNow } from '../base/clock';
import type { Logger } from '../base/log';
import type { PropertyConfig } from '../config/config';
import { leaseTime } from '../delivery/lease';
import { OptionalReads } from '../delivery/optional-reads';
import type { Heartbeats } from '../ops/health';
import type { Alone } from './alone';
import { type AttemptParts, attempt, type Claimed } from './attempt';
import { Claims } from './claims';
import { backoff } from './retry-decision';
import { WorkerLog } from './worker-log';

/** How often the store is asked for what this process was not told of: other bridges' events, `events retry`. Milliseconds. */
const POLL_EVERY_MS = 1000;

/** The worker moves at least so often, however long iTop is left alone: see health.ts. Milliseconds. */
const MAX_PAUSE_MS = 10_000;

export interface WorkerParts extends AttemptParts {
  log: Logger;
  heartbeats: Heartbeats;
  alone: Alone;
}

/**
 * Delivers the events of one iTop: several at a time, never more than its `concurrency`. When the whole iTop is in
 * trouble it is left alone for a while, then asked with one event; the others wait in the store meanwhile.
 */
export class Worker {
  readonly #name: string;
  readonly #log: WorkerLog;
  readonly #concurrency: number;
  readonly #claims: Claims;
  /** Claimed and not begun: few, because their leases run. */
  #ready: Claimed[] = [];
  readonly #running = new Set<Promise<void>>();
  /** Troubles of the whole iTop in a row. */
  #failures = 0;
  #pausedUntil = 0;
  /** When the store must be looked at again at the latest. */
  #lookAt = 0;
  /** When it must be looked at for deliveries that never ended. */
  #lookForUnfinishedAt = 0;
  #stopping = false;
  #signal = () => {};
  readonly #ended: Promise<void>;

  /** @param properties all that have this iTop */
  constructor(
    properties: PropertyConfig[],
    private readonly parts: WorkerParts,
  ) {
    const places = properties.map((property) => {
      const itop = new ItopRest(property.itop);
      return { property, itop, optional: new OptionalReads(itop) };
    });
    const url = sayable(places[0]?.property.itop.url ?? '');
    this.#name = `worker ${url}`;
    this.#log = new WorkerLog(parts.log, url);
    this.#concurrency = Math.min(...properties.map(({ itop }) => itop.concurrency));
    const longestWait = Math.max(parts.retry.longest, ...properties.map(({ itop }) => leaseTime(itop)));
    this.#claims = new Claims(places, parts.store, longestWait);
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
    await this.#giveBack().catch((error) => this.#log.storeFailed(error));
    await Promise.all(this.#running);
    this.parts.heartbeats.rest(this.#name);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.parts.heartbeats.beat(this.#name);
      const pause = Math.max(this.#lookAt, this.#pausedUntil) - monotonicNow();
      if (pause > 0 || this.#room() === 0) {
        await this.#wait(Math.min(Math.max(pause, 0) || POLL_EVERY_MS, MAX_PAUSE_MS));
        continue;
      }
      this.#lookAt = monotonicNow() + POLL_EVERY_MS;
      try {
        await this.#claims.recover();
        await this.#deliverUnfinished();
        const room = this.#room();
        const claimed = room > 0 ? await this.#claims.claim(room) : [];
        this.#ready.push(...claimed);
        if (claimed.length > 0 && claimed.length === room) {
          // there is more
          this.#lookAt = 0;
        }
        this.#log.storeAnswers();
      } catch (error) {
        this.#log.storeFailed(error);
      }
      this.#begin();
    }
  }

  /**
   * How many events to claim now: two for each that can run at a time, when none is ahead any more. A claim is a
   * commit, which several share; more would wait here while their leases run.
   */
  #room(): number {
    if (this.#failures > 0) {
      return this.#running.size + this.#ready.length === 0 ? 1 : 0;
    }
    const room = 3 * this.#concurrency - this.#running.size - this.#ready.length;
    return room >= 2 * this.#concurrency ? room : 0;
  }

  /**
   * An event whose last delivery never ended is delivered with nothing beside it: if it ends the process again, no other
   * event is suspected with it.
   */
  async #deliverUnfinished(): Promise<void> {
    if (monotonicNow() < this.#lookForUnfinishedAt) {
      return;
    }
    await this.parts.alone.run(async () => {
      const [one] = await this.#claims.claim(1, true);
      if (one === undefined) {
        this.#lookForUnfinishedAt = monotonicNow() + POLL_EVERY_MS;
        return;
      }
      await this.#giveBack();
      await Promise.all(this.#running);
      await this.#attempt(one);
      this.#lookAt = 0;
    });
  }

  #begin(): void {
    while (!this.#stopping && this.#running.size < this.#concurrency) {
      const next = this.#ready.shift();
      if (next === undefined) {
        return;
      }
      const run = this.#attempt(next).then(() => {
        this.#running.delete(run);
        this.#begin();
        // the next event of the same chat may be free now
        this.wake();
      });
      this.#running.add(run);
    }
  }

  /** Never throws: what the store cannot be told is told in the log. */
  async #attempt(claimed: Claimed): Promise<void> {
    try {
      const failure = await attempt(this.parts, claimed, this.#log);
      if (failure === undefined) {
        this.#log.up();
        this.#failures = 0;
        this.#pausedUntil = 0;
        return;
      }
      if (failure.delay !== undefined) {
        setTimeout(() => this.wake(), failure.delay).unref();
      }
      if (failure.wholeItop) {
        this.#log.down(failure.code);
        this.#failures += 1;
        this.#pausedUntil = monotonicNow() + backoff(this.#failures, this.parts.retry);
        await this.#giveBack();
      }
    } catch (error) {
      this.#log.storeFailed(error);
    } finally {
      this.#claims.done([claimed]);
    }
  }

  /** What is claimed and not begun goes back to the store as it was. */
  async #giveBack(): Promise<void> {
    const ready = this.#ready;
    this.#ready = [];
    await this.#claims.giveBack(ready);
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
