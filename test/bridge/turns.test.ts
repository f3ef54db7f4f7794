import { hash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { chatTranscript, ticketCreate } from '../../sandbox/tawk/webhooks';
import type { PropertyConfig } from '../../src/bridge/config/config';
import { ticketLock } from '../../src/bridge/delivery/lock-names';
import { openStore } from '../../src/bridge/store/open';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import { PROPERTY, type Ring, startRing, until } from './ring';

const CLAUDE = { name: 'Claude', email: 'claude@example.com' };
const REFERENCE = 'R-000901';
const transcript = (chat: number) =>
  chatTranscript(`chat-${chat}`, CLAUDE, [
    { sender: { t: 'a', n: 'Ann' }, type: 'msg', msg: `${REFERENCE} word-${chat}.`, time: new Date().toISOString() },
  ]);

let ring: Ring;
afterEach(() => ring.stop());

/** A ticket of the visitor's. */
function putTicket({ itop }: Ring): void {
  const [person] = itop.model.find('Person', { email: CLAUDE.email });
  itop.model.put('UserRequest', { ref: REFERENCE, org_id: '1', caller_id: person?.[0] });
}

const logOf = (ring: Ring) =>
  ring.itop.model
    .all('UserRequest')
    .flatMap((each) => each.private_log as { message: string }[])
    .map(({ message }) => message)
    .join();

test('an event whose answer from iTop was dropped does not wait for its own lock', async () => {
  // the lock of the first attempt lasts 4 × 20 s: whoever waits for it does not end within this test
  ring = await startRing({ itop: { timeout: '20s', settle: '100ms' } });
  putTicket(ring);
  let dropped = false;
  ring.itop.behave = ({ operation }) => {
    const drop = operation === 'core/update' && !dropped;
    dropped ||= drop;
    return drop ? { trouble: 'die' } : {};
  };
  await ring.send(transcript(1));
  await ring.settled();
  expect(await ring.events('delivered')).toMatchObject([{ attempts: 2 }]);
  expect(logOf(ring).split('word-1.')).toHaveLength(2);
});

test("waiting for another event's lock costs no attempt and no backoff", async () => {
  ring = await startRing({ itop: { timeout: '20s', concurrency: 4 }, retry: { first: '5ms', longest: '1h' } });
  putTicket(ring);
  ring.itop.behave = ({ operation }) => (operation === 'core/update' ? { before: 300 } : {});
  // they come together, and each holds the ticket for so long that the others meet the lock often
  await Promise.all([1, 2, 3, 4].map((chat) => ring.send(transcript(chat))));
  await ring.settled();
  const delivered = await ring.events('delivered');
  expect(delivered.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
  for (const chat of [1, 2, 3, 4]) {
    expect(logOf(ring).split(`word-${chat}.`)).toHaveLength(2);
  }
  expect(ring.logged()).not.toContain('"level":40');
  expect(ring.logged()).toContain('TICKET_BUSY');
  const metrics = await (await fetch(`${ring.bridge.adminUrl}/metrics`)).text();
  expect(metrics).toMatch(/itop_tawk_postponed_total\{.*\} [1-9]/);
  expect(metrics).toMatch(/itop_tawk_failed_total\{.*code="TICKET_BUSY"\} 0/);
});

test('an event that waits for a lock for longer than retry.for is set aside', async () => {
  ring = await startRing({ itop: { timeout: '20s' }, retry: { first: '5ms', longest: '5ms', for: '50ms' } });
  putTicket(ring);
  const [ticket] = ring.itop.model.find('UserRequest', { ref: REFERENCE });
  const name = ticketLock(ring.config.properties[0] as PropertyConfig, {
    class: 'UserRequest',
    key: ticket?.[0] ?? '',
  });
  const store = await openStore(ring.database);
  await store.lock(name, { event: { id: -1 }, lease: 'another' }, 3_600_000);
  await store.close();
  await ring.send(transcript(1));
  await ring.settled();
  expect(await ring.events('set_aside')).toMatchObject([
    { error: 'GAVE_UP', errorDetail: expect.stringContaining('TICKET_BUSY') },
  ]);
});

test('an event that ended the process three times is set aside, and the others are delivered', async () => {
  const died = async (database: string) => {
    let clock = Date.now() - 10_000;
    const store = new SqliteStore(database, () => clock);
    const add = (number: number) => {
      const payload = JSON.stringify(
        ticketCreate(
          { id: `t-${number}`, humanId: number, subject: 's', message: 'm' },
          { ...CLAUDE, type: 'visitor' },
        ),
      );
      const digest = hash('sha256', payload, 'buffer');
      const event = { property: PROPERTY, hookId: `h${number}`, sentAt: 1, digest, kind: 'ticket:create' };
      return store.add({ ...event, subject: `t-${number}`, payload, deliver: true });
    };
    // the process dies with the first in its hands, then twice with it alone, and once with the second
    await add(1);
    await store.claim(PROPERTY, 1, 1000);
    for (let time = 0; time < 2; time++) {
      clock += 1000;
      await store.claim(PROPERTY, 1, 1000, true);
    }
    await add(2);
    await store.claim(PROPERTY, 1, 1000);
    await store.close();
  };
  ring = await startRing({ itop: { timeout: '500ms' }, prepare: died });
  await until(async () => (await ring.events('waiting', 'delivering')).length === 0);
  const events = await ring.events();
  expect(events.map(({ state, error }) => [state, error])).toEqual([
    ['delivered', null],
    ['set_aside', 'POISONOUS'],
  ]);
});
