import { expect, test } from 'vitest';
import type { Circuit } from '../../src/bridge/outbox/circuit';
import { Claims } from '../../src/bridge/outbox/claims';
import type { Claim, Store } from '../../src/bridge/store/store';

test("an event in flight is not delivered a second time, although the store's clock was set past its lease", async () => {
  const postponed: unknown[] = [];
  let leases = 0;
  const store = {
    claim: async () => [{ event: { id: 7 }, lease: `lease ${++leases}`, waited: 0 } as Claim],
    postpone: async (claim: Claim, delay: number) => void postponed.push([claim.lease, delay]),
  } as unknown as Store;
  const property = { id: 'p', itop: { timeout: 1000, settle: 500 } };
  const circuit = { property, inFlight: 0, room: (wanted: number) => wanted, hasNoEvent: () => {} };
  const claims = new Claims([circuit as unknown as Circuit], store, 60_000);
  const first = await claims.claim(5);
  expect(first).toHaveLength(1);
  expect(await claims.claim(5)).toEqual([]);
  expect(postponed).toEqual([['lease 2', 4500]]);
  claims.done(first);
  expect(await claims.claim(5)).toHaveLength(1);
});
