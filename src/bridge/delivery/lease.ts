import { monotonicNow } from '../base/clock';
import { BridgeError } from '../base/errors';
import type { Claim, Store } from '../store/store';

/** How long one call may take, and how long iTop may go on with it after we stopped waiting. Milliseconds. */
export interface CallTimes {
  timeout: number;
  settle: number;
}

/** How long a claim lasts: time for three reads, and then for a write that iTop takes its time with. */
export function leaseTime({ timeout, settle }: CallTimes): number {
  return 4 * timeout + settle;
}

/** What keeps others from writing what we write. */
export interface Lease {
  /** To be awaited right before each write. @throws BridgeError LEASE_LOST */
  beforeWrite(): Promise<void>;
  /**
   * Does `work` while no other delivery, of any bridge, works on that ticket or chat.
   * @throws BridgeError TICKET_BUSY, or what `work` throws
   */
  withLock<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/**
 * Our hold on one event while it is delivered.
 *
 * The rule that makes tickets exactly once: nothing is written to iTop unless the event stays ours until iTop has
 * surely ended with it. Whoever gets the event after us then finds in iTop what we wrote, even if we died.
 */
export class EventLease implements Lease {
  #until: number;

  /** @param claimedAt when the claim was asked for, by `now` */
  constructor(
    private readonly store: Store,
    private readonly claim: Claim,
    private readonly times: CallTimes,
    claimedAt: number,
    private readonly now: () => number = monotonicNow,
  ) {
    this.#until = claimedAt + leaseTime(times);
  }

  async beforeWrite(): Promise<void> {
    const now = this.now();
    if (this.#until - now >= this.times.timeout + this.times.settle) {
      return;
    }
    if (!(await ofStore(this.store.renew(this.claim, leaseTime(this.times))))) {
      throw new BridgeError('LEASE_LOST');
    }
    this.#until = now + leaseTime(this.times);
  }

  /** iTop rewrites a case log as a whole, so of two entries written at one moment one would be lost. */
  async withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (!(await ofStore(this.store.lock(name, this.claim, leaseTime(this.times))))) {
      throw new BridgeError('TICKET_BUSY');
    }
    return thenUnlock(work, () => this.store.unlock(name, this.claim));
  }
}

/** An answer of the store. @throws BridgeError STORE_FAILED where it is in trouble, which is no fault of the event */
export async function ofStore<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: Error) => {
    throw error instanceof BridgeError ? error : new BridgeError('STORE_FAILED', error.message, error);
  });
}

/**
 * Does `work` and gives its lock back. Where iTop may still be writing it stays locked: until its owner takes it again, or
 * until the lease ends; so too where the store cannot take it back, which undoes nothing of the work.
 */
export async function thenUnlock<T>(work: () => Promise<T>, unlock: () => Promise<void>): Promise<T> {
  let mayBeWriting = false;
  try {
    return await work();
  } catch (error) {
    mayBeWriting = (error as { mayHaveRun?: boolean }).mayHaveRun === true;
    throw error;
  } finally {
    if (!mayBeWriting) await unlock().catch(() => {});
  }
}
