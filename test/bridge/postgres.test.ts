import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { examineStore } from '../../src/bridge/doctor/store';
import { openStoreOfBridge } from '../../src/bridge/store/open';
import { PostgresStore } from '../../src/bridge/store/postgres';
import { sharedPostgres, type TestPostgres } from '../postgres';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});

const arrival = (number: number) => ({
  property: 'a'.repeat(24),
  hookId: `hook-${number}`,
  sentAt: 0,
  digest: createHash('sha256').update(String(number)).digest(),
  kind: 'ticket:create',
  subject: `subject-${number}`,
  payload: '{}',
  deliver: true,
});

test('a server that is not there is told as DATABASE', async () => {
  const opening = PostgresStore.open('postgres://nobody@127.0.0.1:9/none');
  await expect(opening).rejects.toMatchObject({ code: 'DATABASE' });
});

test('two bridges that start at one time both make the tables', async () => {
  const database = postgres.newDatabase();
  const stores = await Promise.all([PostgresStore.open(database), PostgresStore.open(database)]);
  await Promise.all(stores.map((store) => store.close()));
});

test('a database that no bridge has used is changed by no other command', async () => {
  const database = postgres.newDatabase();
  await expect(openStoreOfBridge(database)).rejects.toMatchObject({ code: 'DATABASE_EMPTY' });
  expect(await namesOfTables(database)).toEqual([]);
  expect(await examineStore(database)).toMatchObject({
    findings: [],
    passed: [expect.stringContaining('the bridge creates its tables')],
  });
  expect(await namesOfTables(database)).toEqual([]);
});

async function namesOfTables(database: string): Promise<unknown[]> {
  const client = new pg.Client(database);
  await client.connect();
  const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public'");
  await client.end();
  return rows;
}

test('tables of 2.0.0 are brought up to date by the bridge alone: they are then as new ones, with what was in them', async () => {
  const [old, fresh] = [postgres.newDatabase(), postgres.newDatabase()];
  const client = new pg.Client(old);
  await client.connect();
  await client.query(readFileSync('test/bridge/files/postgres-2.0.0.sql', 'utf8'));
  await client.query(`
    insert into itop_tawk_events (property, hook_id, sent_at, digest, kind, subject, received_at, waiting_since, state,
      due_at, payload)
    values ('${'a'.repeat(24)}', 'waiting', 0, '\\x00', 'ticket:create', 'subject', 1, 1, 'waiting', 1, '{}')`);
  await client.end();
  await expect(PostgresStore.open(old, undefined, false)).rejects.toMatchObject({ code: 'DATABASE_VERSION' });
  const stores = await Promise.all([old, fresh].map((database) => PostgresStore.open(database, undefined, true)));
  expect(await stores[0]?.claim('a'.repeat(24), 10, 1000)).toMatchObject([
    { event: { hookId: 'waiting', attempts: 1 } },
  ]);
  await Promise.all(stores.map((store) => store.close()));
  expect(await tables(old)).toEqual(await tables(fresh));
});

/** The columns and indexes of all tables. */
async function tables(database: string): Promise<unknown[]> {
  const client = new pg.Client(database);
  await client.connect();
  const { rows } = await client.query(`
    select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) as is
    from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select concat('version ', version) from itop_tawk_schema order by 1`);
  await client.end();
  return rows;
}

test('one event that reaches two bridges at one time is stored once', async () => {
  const database = postgres.newDatabase();
  const stores = await Promise.all([PostgresStore.open(database), PostgresStore.open(database)]);
  const twice = Array.from({ length: 50 }, (_, number) => stores.map((store) => store.add(arrival(number))));
  const results = await Promise.all(twice.map((both) => Promise.all(both)));
  expect(results.every((both) => both.filter(Boolean).length === 1)).toBe(true);
  await Promise.all(stores.map((store) => store.close()));
});

test('within a subject two bridges never deliver at one time, and claim the oldest first', async () => {
  const database = postgres.newDatabase();
  const stores = await Promise.all([PostgresStore.open(database), PostgresStore.open(database)]);
  const [first] = stores;
  for (let number = 0; number < 40; number++) {
    await first.add({ ...arrival(number), subject: `chat-${number % 4}` });
  }
  const order: number[] = [];
  const busy = new Set<string>();
  const worker = async (store: PostgresStore) => {
    while (order.length < 40) {
      const claims = await store.claim('a'.repeat(24), 3, 60_000);
      for (const { event } of claims) {
        expect(busy.has(event.subject)).toBe(false);
        busy.add(event.subject);
        order.push(event.id);
      }
      await Promise.all(
        claims.map((claim) => {
          busy.delete(claim.event.subject);
          return store.finish(claim, { state: 'delivered', outcome: '' });
        }),
      );
    }
  };
  await Promise.all(stores.flatMap((store) => [worker(store), worker(store)]));
  for (const chat of [0, 1, 2, 3]) {
    const ofChat = order.filter((id) => (id - 1) % 4 === chat);
    expect(ofChat).toEqual([...ofChat].sort((a, b) => a - b));
  }
  await Promise.all(stores.map((store) => store.close()));
});

test('connections that the server cuts, at any moment, are replaced', async () => {
  const database = postgres.newDatabase();
  const store = await PostgresStore.open(database);
  const admin = new pg.Client(database);
  await admin.connect();
  const cut =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  let failures = 0;
  for (let round = 0; round < 20; round++) {
    const note = () => {
      failures += 1;
    };
    const work = [store.add(arrival(round)), store.claim('a'.repeat(24), 1, 10), store.totals()];
    await Promise.all([...work.map((each) => each.catch(note)), admin.query(cut)]);
  }
  expect(failures).toBeGreaterThan(0);
  await admin.end();
  // connections that were cut while idle are noticed at their next use
  while ((await store.totals().catch(() => undefined)) === undefined);
  expect(await store.add(arrival(1000))).toBe(true);
  await store.close();
});
