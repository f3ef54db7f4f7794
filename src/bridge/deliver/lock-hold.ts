import { randomInt, randomUUID } from 'node:crypto';
import { steadyNow } from '../clock';
import { BridgeError } from '../errors';
import type { LockOwner, Store } from '../store/store';
import { type CallTimes, type Holding, leaseTime, thenUnlock } from './hold';

/**
 * The hold of work that is of no claimed event, on one name at a time: nothing is written unless the name stays ours
 * until iTop has surely ended with it.
 */
export class LockHold implements Holding {
  /** Ids of events are above zero. */
  readonly #owner: LockOwner = { event: { id: -randomInt(1, 2 ** 47) }, lease: randomUUID() };
  #name = '';
  #until = 0;

  constructor(
    private readonly store: Pick<Store, 'lock' | 'unlock'>,
    private readonly times: CallTimes,
  ) {}

  async beforeWrite(): Promise<void> {
    const left = this.#until - steadyNow();
    if (left < this.times.timeout + this.times.settle && !(await this.#take())) {
      throw new BridgeError('LEASE_LOST');
    }
  }

  async withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.#name = name;
    if (!(await this.#take())) {
      throw new BridgeError('TICKET_BUSY');
    }
    return thenUnlock(work, () => this.store.unlock(name, this.#owner));
  }

  async #take(): Promise<boolean> {
    const now = steadyNow();
    const isOurs = await this.store.lock(this.#name, this.#owner, leaseTime(this.times));
    this.#until = isOurs ? now + leaseTime(this.times) : 0;
    return isOurs;
  }
}
