import { sayable } from '../../itop/address';
import { monotonicNow } from '../base/clock';
import type { Logger } from '../base/log';
import type { PropertyConfig } from '../config/config';
import { leaseTime } from '../delivery/lease';
import type { Heartbeats } from '../ops/health';
import type { Pause } from '../store/store';
import type { Alone } from './alone';
import { attempt, type Claimed, giveUpOld } from './attempt';
import { type AttemptParts, Circuit } from './circuit';
import { Claims } from './claims';
import { WorkerLog } from './worker-log';

/**
 * How often to look for events that this process was not told about: those of other bridges, and `events retry`.
 * Milliseconds.
 */
const POLL_EVERY_MS = 1000;

export interface WorkerParts extends AttemptParts {
  log: Logger;
  heartbeats: Heartbeats;
  alone: Alone;
}

/**
 * Delivers the events of one iTop: several at a time, never more than its `concurrency`. The events of a property whose
 * iTop is in trouble wait in the store (circuit.ts).
 */
export class Worker {
  readonly #name: string;
  readonly #log: WorkerLog;
  readonly #concurrency: number;
  readonly #claims: Claims;
  /** Claimed events whose delivery has not started: few, because their leases are running. */
  #ready: Claimed[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #probing = new Set<Promise<void>>();
  readonly #circuits: Circuit[];
  /** When to read next whether a person has ended a pause. */
  #readPausesAt = 0;
  /** The latest time of the next look into the store. */
  #lookAt = 0;
  /** When to look next for deliveries that never ended. */
  #lookForUnfinishedAt = 0;
  #stopping = false;
  #signal = () => {};
  readonly #ended: Promise<void>;

  /** @param properties all properties with this iTop */
  constructor(
    properties: PropertyConfig[],
    private readonly parts: WorkerParts,
  ) {
    const url = sayable(properties[0]?.itop.url ?? '');
    this.#name = `worker ${url}`;
    this.#log = new WorkerLog(parts.log, url);
    this.#concurrency = Math.min(...properties.map(({ itop }) => itop.concurrency));
    const longestWait = Math.max(parts.retry.longest, ...properties.map(({ itop }) => leaseTime(itop)));
    this.#circuits = properties.map((each) => new Circuit(each, parts, this.#log, () => this.wake()));
    this.#claims = new Claims([...this.#circuits], parts.store, longestWait);
    this.#ended = this.#run();
  }

  /** Looks at once for due events. */
  wake(): void {
    this.#lookAt = 0;
    this.#signal();
  }

  /** Finishes running deliveries, releases claims that were not started, and claims nothing more. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#signal();
    await this.#ended;
    await this.#release().catch((error) => this.#log.storeFailed(error));
    await Promise.all([...this.#running, ...this.#probing]);
    this.parts.heartbeats.rest(this.#name);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.parts.heartbeats.beat(this.#name);
      const pause = this.#lookAt - monotonicNow();
      if (pause > 0 || this.#room() === 0) {
        await this.#wait(pause > 0 ? pause : POLL_EVERY_MS);
        continue;
      }
      this.#lookAt = monotonicNow() + POLL_EVERY_MS;
      try {
        await this.#claims.recover();
        await this.#probeOpen();
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
   * How many events to claim now: two for each concurrent delivery, once the supply is used up. A claim is a commit,
   * which several events share; with more of them, leases would run while the events wait here.
   */
  #room(): number {
    const room = 3 * this.#concurrency - this.#running.size - this.#ready.length;
    return room >= 2 * this.#concurrency ? room : 0;
  }

  /** Probes open circuits, when a probe is due or a person has ended the pause. Nothing waits for the answers. */
  async #probeOpen(): Promise<void> {
    const open = this.#circuits.filter(({ isOpen }) => isOpen);
    let pauses: Pause[] | undefined;
    if (open.length > 0 && monotonicNow() >= this.#readPausesAt) {
      this.#readPausesAt = monotonicNow() + POLL_EVERY_MS;
      pauses = await this.parts.store.pauses();
    }
    for (const circuit of open.filter((each) => each.isDue(pauses))) {
      const look = this.#probe(circuit).finally(() => this.#probing.delete(look));
      this.#probing.add(look);
    }
  }

  /** Never throws. */
  async #probe(circuit: Circuit): Promise<void> {
    try {
      const trouble = await circuit.probe();
      if (trouble !== undefined) await giveUpOld(this.parts, circuit, trouble, this.#log);
    } catch (error) {
      this.#log.storeFailed(error);
    }
  }

  /**
   * Delivers an event whose last delivery never ended while no other delivery runs: if it ends the process again, no
   * other event is suspected.
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
      await this.#release();
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

  /** Never throws: an error of the store is logged. */
  async #attempt(claimed: Claimed): Promise<void> {
    try {
      const failure = await attempt(this.parts, claimed, this.#log);
      if (failure?.delay !== undefined) {
        setTimeout(() => this.wake(), failure.delay).unref();
      }
      if (failure?.isWhole) {
        await this.#release(claimed.circuit);
      }
    } catch (error) {
      this.#log.storeFailed(error);
    } finally {
      this.#claims.done([claimed]);
    }
  }

  /** Releases claims whose delivery has not started. @param of only those of this circuit */
  async #release(of?: Circuit): Promise<void> {
    const back = this.#ready.filter(({ circuit }) => of === undefined || circuit === of);
    this.#ready = this.#ready.filter((each) => !back.includes(each));
    await this.#claims.release(back);
  }

  /** Waits until woken, until a delivery ends, or for this many milliseconds. */
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
