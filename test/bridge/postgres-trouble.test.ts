import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { openStoreAlone, openStoreOfBridge } from '../../src/bridge/store/open';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { startProxy } from './proxy';
import { startRing } from './ring';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});

const ticket = (humanId: number) =>
  ticketCreate(
    { humanId, subject: 's', message: 'm' },
    { name: 'Claude', email: 'claude@example.com', type: 'visitor' },
  );

/** Where tawk.to has given up. */
const TAWK_TIMEOUT = 30_000;

test('connections that died silently: 503 in time, found again without a restart, and no stop is held up', async () => {
  const direct = postgres.newDatabase();
  const proxy = await startProxy(direct);
  const ring = await startRing({ database: proxy.url(direct), direct, itop: { timeout: '1s' } });
  expect(await ring.post(ticket(1))).toBe(200);
  await ring.settled();
  proxy.goBlack();
  const began = performance.now();
  const ready = fetch(`${ring.bridge.adminUrl}/readyz`);
  expect(await ring.post(ticket(2))).toBe(503);
  expect((await ready).status).toBe(503);
  expect(performance.now() - began).toBeLessThan(TAWK_TIMEOUT);
  expect((await fetch(`${ring.bridge.adminUrl}/healthz`)).status).toBe(200);
  proxy.comeBack();
  await ring.send(ticket(2));
  await ring.settled();
  expect((await fetch(`${ring.bridge.adminUrl}/readyz`)).status).toBe(200);
  expect(ring.itop.model.all('UserRequest')).toHaveLength(2);
  proxy.goBlack();
  const stopping = performance.now();
  await ring.stop();
  // the stop's own deadline, and that of closing
  expect(performance.now() - stopping).toBeLessThan(60_000);
  await proxy.close();
});

test('a database that may only be read: the webhook handler, /readyz and the gauge of the alarm say so', async () => {
  const database = postgres.newDatabase();
  const ring = await startRing({ database });
  const client = new pg.Client(database);
  await client.connect();
  const set = async (value: 'on' | 'off') => {
    const { rows } = await client.query('select current_database() as name');
    await client.query('set default_transaction_read_only = off');
    await client.query(`alter database ${rows[0]?.name} set default_transaction_read_only = ${value}`);
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  };
  const up = async () => {
    const text = await (await fetch(`${ring.bridge.adminUrl}/metrics`)).text();
    return /^itop_tawk_store_up (\d)$/m.exec(text)?.[1];
  };
  await expect.poll(up).toBe('1');
  await set('on');
  await expect.poll(() => ring.post(ticket(1))).toBe(503);
  await expect.poll(async () => (await fetch(`${ring.bridge.adminUrl}/readyz`)).status).toBe(503);
  await expect.poll(up).toBe('0');
  await set('off');
  await client.end();
  await ring.send(ticket(2));
  await expect.poll(up).toBe('1');
  await ring.settled();
  await ring.stop();
});

test('a server that is not up at the start is waited for, and that is said', async () => {
  const direct = postgres.newDatabase();
  const first = await startProxy(direct);
  const url = first.url(direct);
  await first.close();
  const lines: string[] = [];
  const opening = openStoreAlone(url, { warn: (_facts: object, text: string) => lines.push(text) } as never);
  await expect.poll(() => lines).toEqual(['the database cannot be used yet: waiting for it']);
  const proxy = await startProxy(direct, Number(new URL(url).port));
  const { store } = await opening;
  await store.check();
  await store.close();
  await proxy.close();
});

test('an error that waiting cannot solve is reported at once', async () => {
  const log = { warn: () => {} } as never;
  const direct = postgres.newDatabase();
  const unknown = direct.replace('postgres@', 'nobody@');
  await expect(openStoreAlone(unknown, log)).rejects.toMatchObject({ code: 'DATABASE' });
  const none = direct.replace(/@\/\w+/, '@/nothing');
  await expect(openStoreAlone(none, log)).rejects.toMatchObject({ code: 'DATABASE' });
});

test('tables of 2.0.0 are brought up to date by the bridge alone; those of a newer version are refused', async () => {
  const url = postgres.newDatabase();
  const client = new pg.Client(url);
  await client.connect();
  await client.query(TABLES_OF_2_0_0);
  await expect(openStoreOfBridge(url)).rejects.toMatchObject({ code: 'DATABASE_VERSION' });
  const { store } = await openStoreAlone(url, { warn: () => {} } as never);
  const [claim] = await store.claim('p', 1, 1000);
  expect(claim?.event).toMatchObject({ payload: '{"number":1}', unfinished: 1 });
  expect(claim && (await store.lock('ticket', claim, 1000))).toBe(true);
  await store.close();
  await (await openStoreOfBridge(url)).close();
  await client.query('update itop_tawk_schema set version = 99');
  await expect(openStoreAlone(url, { warn: () => {} } as never)).rejects.toMatchObject({ code: 'DATABASE_VERSION' });
  await client.end();
});

/** As that release made them, with one event that waits. */
const TABLES_OF_2_0_0 = `
create table itop_tawk_events (
  id bigint generated always as identity primary key, property text not null, hook_id text not null,
  sent_at bigint not null, digest bytea not null, kind text not null, subject text not null, received_at bigint not null,
  waiting_since bigint not null, state text not null, due_at bigint, lease text, attempts integer not null default 0,
  error text, error_detail text, outcome text, finished_at bigint, payload text);
create unique index itop_tawk_events_hook on itop_tawk_events (property, hook_id);
create unique index itop_tawk_events_digest on itop_tawk_events (sent_at, digest);
create index itop_tawk_events_due on itop_tawk_events (property, due_at) where due_at is not null;
create index itop_tawk_events_subject on itop_tawk_events (property, subject, id) where due_at is not null;
create index itop_tawk_events_set_aside on itop_tawk_events (id) where state = 'set_aside';
create index itop_tawk_events_to_erase on itop_tawk_events (finished_at)
  where finished_at is not null and payload is not null;
create table itop_tawk_locks (name text primary key, lease text not null, until bigint not null);
insert into itop_tawk_events (property, hook_id, sent_at, digest, kind, subject, received_at, waiting_since, state, due_at, payload)
values ('p', 'h', 1, 'd', 'ticket:create', 's', 1, 1, 'waiting', 1, '{"number":1}')`;
