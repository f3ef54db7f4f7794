import { monotonicNow } from '../base/clock';
import { leaseTime } from '../delivery/lease';
import type { Store } from '../store/store';
import type { Claimed } from './attempt';
import type { Place } from './place';

/** How often the store's times are made good: see Store.recover. Milliseconds. */
const RECOVER_EVERY_MS = 60_000;

/** Where one iTop's events come from: the properties that have it, in turn. */
export class Claims {
  #recoverAt = 0;
  /** Events that are claimed and neither delivered nor given back. */
  readonly #inHand = new Set<number>();

  /** @param longestWait how long an event can have to wait at most, milliseconds */
  constructor(
    private readonly places: Place[],
    private readonly store: Store,
    private readonly longestWait: number,
  ) {}

  /** At the start, and every minute; nothing is claimed before it has once succeeded. */
  async recover(): Promise<void> {
    if (monotonicNow() < this.#recoverAt) {
      return;
    }
    for (const { property } of this.places) {
      if (this.#recoverAt === 0) {
        // whether its iTop is in trouble, this process has to find out
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
    // whose turn it is first changes, so that a busy property does not starve the others
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
    // Its lease ended while we deliver it: the store's clock was set. iTop must have ended before the next attempt.
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
