import { randomInt, randomUUID } from 'node:crypto';
import { monotonicNow } from '../base/clock';
import { BridgeError } from '../base/errors';
import type { LockOwner, Store } from '../store/store';
import { type CallTimes, type Lease, leaseTime, thenUnlock } from './lease';

/**
 * The lease of work that belongs to no claimed event. Nothing is written unless all names that it has locked stay
 * locked until iTop has certainly finished with the write.
 */
export class LockLease implements Lease {
  /** A random id below zero, because ids of events are above zero. */
  readonly #owner: LockOwner = { event: { id: -randomInt(1, 2 ** 47) }, lease: randomUUID() };
  /** Until when each name is locked. */
  readonly #held = new Map<string, number>();

  constructor(
    private readonly store: Pick<Store, 'lock' | 'unlock'>,
    private readonly times: CallTimes,
  ) {}

  async beforeWrite(): Promise<void> {
    for (const [name, until] of this.#held) {
      const left = until - monotonicNow();
      if (left < this.times.timeout + this.times.settle && !(await this.#take(name))) {
        throw new BridgeError('LEASE_LOST');
      }
    }
  }

  async withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (!(await this.#take(name))) {
      throw new BridgeError('TICKET_BUSY');
    }
    try {
      return await thenUnlock(work, () => this.store.unlock(name, this.#owner));
    } finally {
      this.#held.delete(name);
    }
  }

  async #take(name: string): Promise<boolean> {
    const now = monotonicNow();
    const isOurs = await this.store.lock(name, this.#owner, leaseTime(this.times));
    if (isOurs) this.#held.set(name, now + leaseTime(this.times));
    return isOurs;
  }
}
