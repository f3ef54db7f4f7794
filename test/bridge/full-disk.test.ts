import { afterAll, afterEach, expect, test } from 'vitest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { type Ring, startRing } from './ring';
import { mountSmallDisk, onDisk } from './small-disk';

const CLAUDE = { name: 'Claude', email: 'claude@example.com', type: 'visitor' as const };
const ticket = (humanId: number) => ticketCreate({ humanId, subject: 's', message: 'm' }, CLAUDE);

const disk = mountSmallDisk(16);
afterAll(() => disk?.remove());
let ring: Ring | undefined;
afterEach(() => ring?.stop());

test(
  'with a full disk under the database the webhook handler, /readyz and the gauge say so, and with room again the contrary, and nothing is lost',
  onDisk(disk, async ({ folder, fill, free }) => {
    ring = await startRing({ database: `${folder}/bridge.db` });
    expect(await ring.post(ticket(1))).toBe(200);
    await ring.settled();
    fill();
    const ready = async () => (await fetch(`${ring?.bridge.adminUrl}/readyz`)).status;
    const up = async () => {
      const metrics = await (await fetch(`${ring?.bridge.adminUrl}/metrics`)).text();
      return /^itop_tawk_store_up (\d)$/m.exec(metrics)?.[1];
    };
    // what is left of the write-ahead log is used up first
    const statuses: number[] = [];
    for (let humanId = 2; statuses.at(-1) !== 503; humanId++) {
      statuses.push(await ring.post(ticket(humanId)));
    }
    await expect.poll(ready).toBe(503);
    expect(await up()).toBe('0');
    expect((await fetch(`${ring.bridge.adminUrl}/healthz`)).status).toBe(200);
    free();
    await expect.poll(ready).toBe(200);
    await expect.poll(up).toBe('1');
    expect(await ring.post(ticket(1000))).toBe(200);
    await ring.settled();
    const stored = statuses.filter((status) => status === 200).length + 2;
    expect(await ring.events('delivered')).toHaveLength(stored);
    expect(ring.itop.model.all('UserRequest')).toHaveLength(stored);
  }),
);
