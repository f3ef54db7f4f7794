import { monotonicNow } from '../base/clock';
import { leaseTime } from '../delivery/lease';
import type { Store } from '../store/store';
import type { Claimed } from './attempt';
import type { Circuit } from './circuit';

/** How often the store's times are corrected: see Store.recover. Milliseconds. */
const RECOVER_EVERY_MS = 60_000;

/** Claims the events of one iTop, from its properties in turn. */
export class Claims {
  #recoverAt = 0;
  /** Numbers of events that are claimed, and neither finished nor released. */
  readonly #inFlight = new Set<number>();

  /** @param longestWait the longest time that an event may have to wait, milliseconds */
  constructor(
    private readonly circuits: Circuit[],
    private readonly store: Store,
    private readonly longestWait: number,
  ) {}

  /** Runs at the start and every minute; nothing is claimed before it has succeeded once. */
  async recover(): Promise<void> {
    if (monotonicNow() < this.#recoverAt) {
      return;
    }
    for (const { property } of this.circuits) {
      if (this.#recoverAt === 0) {
        // a new process has to find out itself whether iTop is in trouble
        await this.store.resume(property.id);
      }
      await this.store.recover(property.id, leaseTime(property.itop), this.longestWait);
    }
    this.#recoverAt = monotonicNow() + RECOVER_EVERY_MS;
  }

  /**
   * Claims up to `room` events of all properties.
   * @param unfinished see Store.claim
   * @throws the store's error, unless something was claimed before it
   */
  async claim(room: number, unfinished = false): Promise<Claimed[]> {
    const claimed: Claimed[] = [];
    try {
      for (const circuit of this.circuits) {
        if (claimed.length < room) {
          claimed.push(...(await this.#claimOf(circuit, room - claimed.length, unfinished)));
        }
      }
    } catch (error) {
      if (claimed.length === 0) {
        throw error;
      }
    }
    // another property comes first next time, so that a busy one does not starve the others
    this.circuits.push(...this.circuits.splice(0, 1));
    return claimed;
  }

  /** Releases claims whose delivery has not started; their events stay unchanged. */
  async release(claimed: Claimed[]): Promise<void> {
    if (claimed.length > 0) {
      this.done(claimed);
      await this.store.release(claimed.map(({ claim }) => claim));
    }
  }

  /** These events are no longer in flight. */
  done(claimed: Claimed[]): void {
    for (const { claim, circuit } of claimed) {
      this.#inFlight.delete(claim.event.id);
      circuit.inFlight -= 1;
    }
  }

  async #claimOf(circuit: Circuit, room: number, unfinished: boolean): Promise<Claimed[]> {
    const { property } = circuit;
    const limit = circuit.room(room);
    if (limit === 0) {
      return [];
    }
    const at = monotonicNow();
    const lease = leaseTime(property.itop);
    const claims = await this.store.claim(property.id, limit, lease, unfinished);
    // The lease ended while this process delivers the event: somebody set the store's clock. iTop must have finished
    // before the next attempt.
    const again = claims.filter(({ event }) => this.#inFlight.has(event.id));
    const taken = claims.filter((claim) => !again.includes(claim));
    for (const { event } of taken) {
      this.#inFlight.add(event.id);
    }
    await Promise.allSettled(again.map((claim) => this.store.postpone(claim, lease)));
    circuit.inFlight += taken.length;
    if (claims.length === 0 && !unfinished) {
      circuit.hasNoEvent();
    }
    return taken.map((claim) => ({ claim, at, circuit }));
  }
}
