import { monotonicNow } from '../base/clock';
import { BridgeError } from '../base/errors';
import type { Claim, Store } from '../store/store';

/**
 * How long one call may take, and how long iTop may continue with it after the bridge stopped waiting. Milliseconds.
 */
export interface CallTimes {
  timeout: number;
  settle: number;
}

/** How long a claim lasts: enough for three reads, and then for a slow write. */
export function leaseTime({ timeout, settle }: CallTimes): number {
  return 4 * timeout + settle;
}

/** What keeps other deliveries from writing to the same objects. */
export interface Lease {
  /** Await this directly before each write. @throws BridgeError LEASE_LOST */
  beforeWrite(): Promise<void>;
  /**
   * Runs `work` while no other delivery, of any bridge, works on that ticket or chat.
   * @throws BridgeError TICKET_BUSY, or what `work` throws
   */
  withLock<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/**
 * The lease on one event while it is delivered.
 *
 * This rule makes sure that each ticket is created exactly once: nothing is written to iTop unless the lease lasts
 * until iTop has certainly finished with the write. The next worker that gets the event then finds in iTop what was
 * written, even if this process died.
 */
export class EventLease implements Lease {
  #until: number;

  /** @param claimedAt when the claim was requested, by `now` */
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

  /** iTop rewrites a case log as a whole: of two entries written at the same moment, one would be lost. */
  async withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (!(await ofStore(this.store.lock(name, this.claim, leaseTime(this.times))))) {
      throw new BridgeError('TICKET_BUSY');
    }
    return thenUnlock(work, () => this.store.unlock(name, this.claim));
  }
}

/** An answer of the store. @throws BridgeError STORE_FAILED where the store fails, which is not the event's fault */
export async function ofStore<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: Error) => {
    throw error instanceof BridgeError ? error : new BridgeError('STORE_FAILED', error.message, error);
  });
}

/**
 * Runs `work` and then releases its lock. Where iTop may still be writing, the name stays locked until the same owner
 * takes it again or the lease ends. If the store cannot release the lock, the result of the work still counts.
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
