import { monotonicNow } from '../base/clock';
import { leaseTime } from '../delivery/lease';
import type { Store } from '../store/store';
import type { Claimed } from './attempt';
import type { Place } from './place';

/** How often the store's times are corrected: see Store.recover. Milliseconds. */
const RECOVER_EVERY_MS = 60_000;

/** Claims the events of one iTop, from its properties in turn. */
export class Claims {
  #recoverAt = 0;
  /** Events that are claimed and neither delivered nor given back. */
  readonly #inHand = new Set<number>();

  /** @param longestWait the longest time that an event may have to wait, milliseconds */
  constructor(
    private readonly places: Place[],
    private readonly store: Store,
    private readonly longestWait: number,
  ) {}

  /** Runs at the start and every minute; nothing is claimed before it has succeeded once. */
  async recover(): Promise<void> {
    if (monotonicNow() < this.#recoverAt) {
      return;
    }
    for (const { property } of this.places) {
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
      for (const place of this.places) {
        if (claimed.length < room) {
          claimed.push(...(await this.#claimOf(place, room - claimed.length, unfinished)));
        }
      }
    } catch (error) {
      if (claimed.length === 0) {
        throw error;
      }
    }
    // another property comes first next time, so that a busy one does not starve the others
    this.places.push(...this.places.splice(0, 1));
    return claimed;
  }

  /** Gives back what is claimed and not begun, as it was. */
  async giveBack(claimed: Claimed[]): Promise<void> {
    if (claimed.length > 0) {
      this.done(claimed);
      await this.store.release(claimed.map(({ claim }) => claim));
    }
  }

  /** These are no longer in our hands. */
  done(claimed: Claimed[]): void {
    for (const { claim, place } of claimed) {
      this.#inHand.delete(claim.event.id);
      place.inHand -= 1;
    }
  }

  async #claimOf(place: Place, room: number, unfinished: boolean): Promise<Claimed[]> {
    const { property } = place;
    const limit = place.room(room);
    if (limit === 0) {
      return [];
    }
    const at = monotonicNow();
    const lease = leaseTime(property.itop);
    const claims = await this.store.claim(property.id, limit, lease, unfinished);
    // The lease ended while this process delivers the event: somebody set the store's clock. iTop must have finished
    // before the next attempt.
    const again = claims.filter(({ event }) => this.#inHand.has(event.id));
    const taken = claims.filter((claim) => !again.includes(claim));
    for (const { event } of taken) {
      this.#inHand.add(event.id);
    }
    await Promise.allSettled(again.map((claim) => this.store.postpone(claim, lease)));
    place.inHand += taken.length;
    if (claims.length === 0 && !unfinished) {
      place.hasNothing();
    }
    return taken.map((claim) => ({ claim, at, place }));
  }
}
