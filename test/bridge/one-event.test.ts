import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RestRequest, Trouble } from '../../sandbox/itop/rest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { withPause } from '../../src/cli/events-text';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { ofSecond, PROPERTY, type Ring, SECOND, startRing, until } from './ring';

const CLAUDE = { name: 'Claude', email: 'claude@example.com', type: 'visitor' as const };
const ticket = (humanId: number, message: string, email = CLAUDE.email) =>
  ticketCreate({ humanId, subject: `s${humanId}`, message }, { ...CLAUDE, email });
/** What a firewall, or a rule of iTop's own, cannot stand. */
const EVIL = 'SELECT-1-UNION';
const isEvil = (request: RestRequest) => JSON.stringify(request).includes(EVIL);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
const stores: [string, () => { database?: string }][] = [
  ['SQLite', () => ({})],
  ['PostgreSQL', () => ({ database: postgres.newDatabase() })],
];

let ring: Ring;
afterEach(() => ring.stop());

const metrics = async () => (await fetch(`${ring.bridge.adminUrl}/metrics`)).text();
const titles = () => ring.itop.model.all('UserRequest').map(({ title }) => title);
const inItop = (...wanted: string[]) => until(() => wanted.every((title) => titles().includes(title)));
/** Pauses that no test outlives: whatever waits for one does not end. */
const LONG = { first: '1h', longest: '1h' };

describe.each(stores)('with %s, the failure of one event concerns no other', (_name, store) => {
  test.each<Trouble>(['forbidden', 'too large', 'unavailable', 'html', 'die', 'gateway', 'hasty', 'refuse'])(
    'an iTop that fails at one text only (%s) gets all others at once, and the event is tried again by itself',
    async (trouble) => {
      ring = await startRing({ ...store(), retry: LONG });
      ring.itop.behave = (request) => ({ trouble: isEvil(request) ? trouble : undefined });
      for (let each = 1; each <= 12; each++) await ring.send(ticket(each, EVIL));
      for (let each = 13; each <= 15; each++) await ring.send(ticket(each, 'help'));
      await inItop('s13', 's14', 's15');
      const waiting = async () => (await ring.events('waiting')).filter(({ error }) => error === 'FAILS_ALONE');
      await until(async () => (await waiting()).length === 12);
      expect(ring.logged()).not.toContain('iTop is in trouble');
      expect(await metrics()).toMatch(/itop_tawk_failed_total\{.*code="FAILS_ALONE"\} 12/);
      expect(await metrics()).toMatch(/itop_tawk_failed_total\{.*code="ITOP_CREDENTIALS"\} 0/);
    },
  );

  test('an event at which iTop fails again and again is set aside under a code of its own, with the last answer', async () => {
    ring = await startRing({ ...store(), retry: { first: '1ms', longest: '2ms' } });
    ring.itop.behave = (request) => ({ trouble: isEvil(request) ? 'too large' : undefined });
    await ring.send(ticket(1, EVIL));
    await ring.settled();
    expect(await ring.events('set_aside')).toMatchObject([
      { error: 'FAILS_ALONE', errorDetail: expect.stringContaining('ITOP_HTTP: HTTP 413') },
    ]);
  });

  test('trouble of the whole iTop is no attempt of an event, and counts as a failure at each probe', async () => {
    ring = await startRing(store());
    ring.itop.behave = () => ({ trouble: 'unavailable' });
    await ring.send(ticket(1, 'help'));
    await until(async () => /itop_tawk_failed_total\{.*code="ITOP_HTTP"\} ([5-9]|\d\d)/.test(await metrics()));
    expect(await ring.events()).toMatchObject([{ state: 'waiting', attempts: 0, error: 'ITOP_HTTP' }]);
    ring.itop.behave = () => ({});
    await ring.settled();
    expect(await ring.events('delivered')).toMatchObject([{ attempts: 1 }]);
  });

  test('failures at the same moment of one outage count once: the second probe comes after the first pause', async () => {
    // 8 failures in a row would be a pause of minutes
    const itop = { concurrency: 8, timeout: '1m' };
    ring = await startRing({ ...store(), itop, retry: { first: '1s', longest: '1h' } });
    let asked = 0;
    let letGo = () => {};
    const once = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    ring.itop.behave = () => {
      asked += 1;
      if (asked === 8) letGo();
      // the ninth is the bridge's own look at iTop
      return asked <= 9 ? { trouble: 'refuse', once } : {};
    };
    await Promise.all(Array.from({ length: 8 }, (_, each) => ring.send(ticket(each, 'help'))));
    await ring.settled();
    expect(titles()).toHaveLength(8);
  });

  test('a 503 of a front end, behind which iTop goes on writing, makes no second ticket', async () => {
    ring = await startRing({ ...store(), itop: { settle: '600ms' } });
    let creates = 0;
    ring.itop.behave = ({ operation }) =>
      operation === 'core/create' && ++creates === 1 ? { trouble: 'hasty', before: 300 } : {};
    await ring.send(ticket(1, 'help'));
    await ring.settled();
    expect(titles()).toEqual(['s1']);
    expect(creates).toBe(1);
  });

  test('an event that a person retries is tried at once, however long the pause of its iTop', async () => {
    ring = await startRing({ ...store(), retry: LONG });
    ring.itop.behave = () => ({ trouble: 'maintenance' });
    await ring.send(ticket(1, 'help'));
    await until(async () => (await ring.events('waiting'))[0]?.error === 'ITOP_MAINTENANCE');
    await until(async () => (await ring.store.pauses()).length === 1);
    const [pause] = await ring.store.pauses();
    expect(pause).toMatchObject({ property: PROPERTY, code: 'ITOP_MAINTENANCE' });
    // what `events list` says
    const [event] = await ring.events();
    expect(event && withPause(event, pause ? [pause] : []).dueAt).toBe(pause?.until);
    ring.itop.behave = () => ({});
    expect(await ring.store.retry([1])).toEqual([1]);
    await ring.settled();
    expect(titles()).toEqual(['s1']);
    expect(await ring.store.pauses()).toEqual([]);
  });
});

test('an iTop that can be read but not written gets one event at a time, after growing pauses', async () => {
  ring = await startRing({ retry: { first: '5ms', longest: '1h' } });
  ring.itop.behave = () => ({ trouble: 'readonly' });
  for (let each = 1; each <= 20; each++) await ring.send(ticket(each, 'help'));
  const asked = () => ring.itop.calls.filter(({ operation }) => operation === 'core/create').length;
  await until(() => asked() > 8);
  // of the first failures, several were under way at one time; each later one doubles the pause
  await until(async () => ((await ring.store.pauses())[0]?.until ?? 0) - Date.now() > 500);
  expect(asked()).toBeLessThan(25);
  expect((await ring.events('waiting')).every(({ attempts }) => attempts === 0)).toBe(true);
});

test('the wrong password of one property holds up no other property with the same iTop', async () => {
  ring = await startRing({
    retry: LONG,
    second: ({ itop }) => ({ itop: { ...itop, password: 'not it' } }),
  });
  await ring.send(ofSecond(ticket(1, 'help')));
  await until(async () => (await ring.events('waiting'))[0]?.error === 'ITOP_CREDENTIALS');
  await ring.send(ticket(2, 'help'));
  await inItop('s2');
  expect((await ring.events('waiting')).map(({ property }) => property)).toEqual([SECOND.id]);
});

test('halves of characters and control characters, in whatever a visitor gives, come to iTop as text that it takes', async () => {
  ring = await startRing({ ticket: { fallback: { organization: 'Demo' } }, retry: LONG });
  const odd = '\ud83d\u0000\u0007x';
  await ring.send(
    ticketCreate({ humanId: 1, subject: odd, message: odd }, { ...CLAUDE, name: odd, email: `${odd}@b` }),
  );
  await ring.settled();
  expect(titles()).toEqual(['\ufffdx']);
});

test('an outage that is longer than retry.for: its events are given up, and none of them is lost', async () => {
  ring = await startRing({ retry: { for: '100ms' } });
  ring.itop.behave = () => ({ trouble: 'refuse' });
  for (let each = 1; each <= 5; each++) await ring.send(ticket(each, 'help'));
  await ring.settled();
  const found = await ring.events('set_aside');
  expect(found).toHaveLength(5);
  for (const event of found) {
    expect(event).toMatchObject({ error: 'GAVE_UP', errorDetail: expect.stringContaining('ITOP_UNREACHABLE') });
  }
});
