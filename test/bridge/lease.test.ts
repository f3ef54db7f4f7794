import { describe, expect, test } from 'vitest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { monotonicNow } from '../../src/bridge/base/clock';
import { BridgeError } from '../../src/bridge/base/errors';
import { EventLease, leaseTime, ofStore, thenUnlock } from '../../src/bridge/delivery/lease';
import { LockLease } from '../../src/bridge/delivery/lock-lease';
import { attempt } from '../../src/bridge/outbox/attempt';
import { backoff, decideRetry } from '../../src/bridge/outbox/retry-decision';
import type { Claim, Store } from '../../src/bridge/store/store';
import { ItopError } from '../../src/itop/rest/error';

const TIMES = { timeout: 30_000, settle: 60_000 };
const CLAIM = { event: { id: 1 }, lease: 'mine' } as Claim;

/** A hold whose renewals are counted, and whose clock the test moves. */
function makeLease(ours = true) {
  const calls = { renewed: 0, unlocked: 0 };
  const clock = { now: 0 };
  const store = {
    renew: async () => {
      calls.renewed += 1;
      return ours;
    },
    lock: async () => ours,
    unlock: async () => {
      calls.unlocked += 1;
    },
  } as unknown as Store;
  return { lease: new EventLease(store, CLAIM, TIMES, 0, () => clock.now), calls, clock };
}

describe('before a write to iTop', () => {
  test('the lease is renewed unless it outlasts the call and the time that iTop may need after it', async () => {
    const { lease, calls, clock } = makeLease();
    clock.now = leaseTime(TIMES) - TIMES.timeout - TIMES.settle;
    await lease.beforeWrite();
    expect(calls.renewed).toBe(0);
    clock.now += 1;
    await lease.beforeWrite();
    expect(calls.renewed).toBe(1);
    await lease.beforeWrite();
    expect(calls.renewed).toBe(1);
  });

  test('nothing is written when another has taken the event over', async () => {
    const { lease, clock } = makeLease(false);
    clock.now = leaseTime(TIMES);
    await expect(lease.beforeWrite()).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });

  test('a ticket that another delivery has locked is not written to', async () => {
    const work = async () => {
      throw new Error('must not run');
    };
    await expect(makeLease(false).lease.withLock('t', work)).rejects.toMatchObject({ code: 'TICKET_BUSY' });
  });

  test('a ticket stays locked while iTop may still be writing to it, and only then', async () => {
    const uncertain = makeLease();
    const certain = makeLease();
    const fail = (mayHaveRun: boolean) => async () => {
      throw new ItopError('ITOP_TIMEOUT', '', mayHaveRun);
    };
    await expect(uncertain.lease.withLock('t', fail(true))).rejects.toThrow();
    await expect(certain.lease.withLock('t', fail(false))).rejects.toThrow();
    expect([uncertain.calls.unlocked, certain.calls.unlocked]).toEqual([0, 1]);
  });
});

test('work without an event keeps all the names that it has locked, one within another', async () => {
  const taken: string[] = [];
  const others = new Set<string>();
  const store = {
    lock: async (name: string) => {
      taken.push(name);
      return !others.has(name);
    },
    unlock: async () => {},
  };
  const times = { ...TIMES };
  const lease = new LockLease(store, times);
  await lease.withLock('chat', async () => {
    await lease.withLock('ticket', () => {
      // no lease lasts so long: each write asks again for what is locked
      times.settle = 1e9;
      return lease.beforeWrite();
    });
    times.settle = 2e9;
    expect(taken).toEqual(['chat', 'ticket', 'chat', 'ticket']);
    await lease.beforeWrite();
    expect(taken.slice(4)).toEqual(['chat']);
    times.settle = 3e9;
    others.add('chat');
    await expect(lease.beforeWrite()).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });
  await lease.beforeWrite();
  expect(taken).toHaveLength(6);
});

test('a store in trouble is told as such, and not as a fault of the event', async () => {
  const full = async () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  };
  const lease = new EventLease(
    { lock: full, renew: full } as unknown as Store,
    CLAIM,
    TIMES,
    -leaseTime(TIMES),
    () => 0,
  );
  await expect(lease.beforeWrite()).rejects.toMatchObject({ code: 'STORE_FAILED' });
  await expect(lease.withLock('t', async () => {})).rejects.toMatchObject({ code: 'STORE_FAILED' });
});

test('if the store cannot release a lock, the work still counts, and its errors are reported', async () => {
  const gone = async () => {
    throw new Error('database or disk is full');
  };
  expect(await thenUnlock(async () => 'done', gone)).toBe('done');
  const failed = thenUnlock(async () => {
    throw new BridgeError('NO_CALLER');
  }, gone);
  await expect(failed).rejects.toMatchObject({ code: 'NO_CALLER' });
});

test('an event whose store fails in the middle is tried again as soon as that is back, and is not suspected for it', async () => {
  let isAway = true;
  const told: string[] = [];
  const store = {
    postpone: async () => {
      if (isAway) {
        isAway = false;
        throw new Error('database or disk is full');
      }
      told.push('postponed');
    },
    finish: async () => told.push('finished'),
  };
  const config = { id: 'p', chats: 'off', itop: TIMES, ticket: { class: 'UserRequest' } };
  const payload = JSON.stringify(
    ticketCreate({ humanId: 1, subject: 's', message: 'm' }, { name: 'n', email: 'a@b.example', type: 'visitor' }),
  );
  const event = { ...CLAIM.event, kind: 'ticket:create', payload, unfinished: 1, attempts: 1, property: 'p' };
  // as a lock or a lease says it
  const inTrouble = () => ofStore(Promise.reject(new Error('database or disk is full')));
  const itop = { find: inTrouble, findAny: inTrouble };
  const claimed = {
    claim: { event, lease: 'mine', waited: 0 },
    at: monotonicNow(),
    circuit: { property: config, itop, optional: itop },
  };
  const log = { storeFailed: () => told.push('said') };
  const parts = {
    store,
    retry: { first: 5, longest: 5, for: 1 },
  };
  const failure = await attempt(parts as never, claimed as never, log as never);
  expect(failure).toEqual({ delay: 5, isWhole: false });
  expect(told).toEqual(['said', 'postponed']);
});

describe('after a failure', () => {
  const retry = { first: 1000, longest: 60_000, for: 3_600_000 };
  const event = { attempts: 1, waitingSince: 0 };

  test('the wait doubles up to its cap, the last half of it by chance', () => {
    const waits = [1, 2, 3, 10, 1000].map((failures) => [
      backoff(failures, retry, () => 0),
      backoff(failures, retry, () => 1),
    ]);
    expect(waits).toEqual([
      [500, 1000],
      [1000, 2000],
      [2000, 4000],
      [30_000, 60_000],
      [30_000, 60_000],
    ]);
  });

  test('a write that may have run is not looked for before iTop has surely ended with it', () => {
    for (const isWhole of [true, false]) {
      const { verdict } = decideRetry(new ItopError('ITOP_TIMEOUT', '', true), event, retry, 60_000, 0, isWhole);
      expect(verdict).toMatchObject({ state: 'waiting', delay: 60_000 });
    }
  });

  test('an error of our own is retried, and its text kept out of the code', () => {
    const { verdict } = decideRetry(new TypeError('x'), event, retry, 0, 0, false);
    expect(verdict).toMatchObject({ state: 'waiting', error: 'UNEXPECTED' });
  });

  test('what can never succeed is set aside at once', () => {
    const { verdict } = decideRetry(new BridgeError('UNEXPECTED_SHAPE', 'ticket.id'), event, retry, 0, 0, false);
    expect(verdict).toEqual({ state: 'set_aside', error: 'UNEXPECTED_SHAPE', errorDetail: 'ticket.id' });
  });
});
