import { afterEach, expect, test, vi } from 'vitest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { type Ring, startRing, until } from './ring';

const CLAUDE = { name: 'Claude', email: 'claude@example.com', type: 'visitor' as const };
const ticket = (humanId: number) => ticketCreate({ humanId, subject: 's', message: 'm' }, CLAUDE);

let ring: Ring | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await ring?.stop();
});

/** What somebody, or a time server, does to the machine's clock. */
function stepClock(milliseconds: number): void {
  const real = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => real() + milliseconds);
}

test('a clock that is set 5 minutes ahead while iTop is writing makes no second ticket', async () => {
  ring = await startRing({ itop: { timeout: '20s' } });
  let began = () => {};
  const writing = new Promise<void>((resolve) => {
    began = resolve;
  });
  ring.itop.behave = ({ operation }) => {
    if (operation !== 'core/create') return {};
    began();
    // long enough for the desk to look for work again
    return { before: 2500 };
  };
  await ring.send(ticket(1));
  await writing;
  stepClock(5 * 60_000);
  await ring.settled();
  expect(ring.itop.model.all('UserRequest')).toHaveLength(1);
  expect(await ring.events('delivered')).toHaveLength(1);
});

test('a clock that is set 2 hours back while iTop is away holds up neither what waits nor what comes', async () => {
  ring = await startRing();
  ring.itop.behave = () => ({ trouble: 'refuse' });
  await ring.send(ticket(1));
  await until(async () => ring?.logged().includes('ITOP_UNREACHABLE') ?? false);
  stepClock(-2 * 3_600_000);
  // signed by the old clock, as tawk.to's own is right
  expect(await ring.post({ ...ticket(2), time: new Date().toISOString() })).toBe(200);
  ring.itop.behave = () => ({});
  await ring.settled();
  expect(await ring.events('delivered')).toHaveLength(2);
  expect(ring.logged()).toContain('iTop is back');
});
