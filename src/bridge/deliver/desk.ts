import { ItopRest } from '../../itop/rest';
import type { PropertyConfig } from '../config';
import { ERRORS } from '../errors';
import { type AttemptParts, attempt, type Claimed } from './attempt';
import { backoff } from './backoff';
import { leaseTime } from './hold';

/** How often the store is asked for what this process was not told of: other bridges' events, `events retry`. Milliseconds. */
const POLL = 1000;

/**
 * Delivers the events of one iTop: several at a time, never more than its `concurrency`. When the whole iTop is in
 * trouble it is left alone for a while, then asked with one event; the others wait in the store meanwhile.
 */
export class Desk {
  readonly #properties: { property: PropertyConfig; itop: ItopRest }[];
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

  /** @param properties all that have this iTop */
  constructor(
    properties: PropertyConfig[],
    private readonly parts: AttemptParts,
  ) {
    this.#properties = properties.map((property) => ({ property, itop: new ItopRest(property.itop) }));
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
        // there is more
        this.#lookAt = 0;
      }
      this.#begin();
    }
  }

  /**
   * How many events to claim now: two for each that can run at a time, when none is ahead any more. A claim costs an
   * fsync, which several share; more would wait here while their leases run.
   */
  #room(): number {
    if (this.#failures > 0) {
      return this.#running.size + this.#ready.length === 0 ? 1 : 0;
    }
    const room = 3 * this.#concurrency - this.#running.size - this.#ready.length;
    return room >= 2 * this.#concurrency ? room : 0;
  }

  /** Claims up to `room` events of all properties; how many. */
  async #claim(room: number): Promise<number> {
    let left = room;
    try {
      for (const { property, itop } of this.#properties) {
        const at = Date.now();
        const claims = left > 0 ? await this.parts.store.claim(property.id, left, leaseTime(property.itop)) : [];
        left -= claims.length;
        this.#ready.push(...claims.map((claim) => ({ claim, at, property, itop })));
      }
    } catch (error) {
      this.#storeFailed(error);
    }
    // whose turn it is first changes, so that a busy property does not starve the others
    this.#properties.push(...this.#properties.splice(0, 1));
    return room - left;
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

  async #attempt(claimed: Claimed): Promise<void> {
    try {
      const judgement = await attempt(this.parts, claimed);
      if (judgement === undefined) {
        this.#failures = 0;
        this.#pausedUntil = 0;
        return;
      }
      if (judgement.verdict.state === 'waiting') {
        setTimeout(() => this.wake(), judgement.verdict.delay).unref();
      }
      if (judgement.wholeDesk) {
        this.#failures += 1;
        this.#pausedUntil = Date.now() + backoff(this.#failures, this.parts.retry);
        await this.#giveBack();
      }
    } catch (error) {
      this.#storeFailed(error);
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
