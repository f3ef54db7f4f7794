import { hash } from 'node:crypto';
import {
  copyFileSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { examineStore } from '../../src/bridge/doctor/store';
import { openStoreAlone, openStoreOfBridge } from '../../src/bridge/store/open';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import type { Claim, StoredEvent } from '../../src/bridge/store/store';
import { details } from '../../src/cli/events-text';
import { PROPERTY, startRing, until } from './ring';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-file-'));
  path = join(folder, 'bridge.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const event = (payload: string) => ({
  property: PROPERTY,
  hookId: 'h1',
  sentAt: 1,
  digest: Buffer.alloc(32),
  kind: 'ticket:create',
  subject: 's',
  payload,
  deliver: true,
});
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

test("the database's files are the bridge's user's alone, also those that were open to everybody", async () => {
  copyFileSync('test/bridge/files/bridge-2.0.0.db', path);
  const store = new SqliteStore(path);
  await store.add(event('{}'));
  expect(['', '-wal', '-shm'].map((end) => mode(path + end))).toEqual(['600', '600', '600']);
  await store.close();
});

test('a second bridge that comes by a symbolic or hard link of the file is refused', async () => {
  const log = pino({ level: 'silent' });
  const { store, release } = await openStoreAlone(path, log);
  symlinkSync(path, join(folder, 'symbolic.db'));
  await expect(openStoreAlone(join(folder, 'symbolic.db'), log)).rejects.toMatchObject({ code: 'DATABASE_IN_USE' });
  linkSync(path, join(folder, 'hard.db'));
  await expect(openStoreAlone(join(folder, 'hard.db'), log)).rejects.toMatchObject({
    code: 'DATABASE',
    detail: expect.stringContaining('found 2 (hard links)'),
  });
  rmSync(join(folder, 'hard.db'));
  await store.close();
  release();
  const again = await openStoreAlone(join(folder, 'symbolic.db'), log);
  await again.store.close();
  again.release();
});

test('a database of 2.0.0 is brought up to date with all that is in it, by the bridge alone', async () => {
  // made by that release: 1 delivered and erased, 2 delivered, 3 set aside, 4 kept, 5 held by a dead process, 6 waiting
  copyFileSync('test/bridge/files/bridge-2.0.0.db', path);
  await expect(openStoreOfBridge(path)).rejects.toMatchObject({ code: 'DATABASE_VERSION' });
  const store = new SqliteStore(path);
  const events = (await store.list({ limit: 10 })).reverse();
  expect(events.map(({ state, payload }) => [state, payload])).toEqual([
    ['delivered', null],
    ['delivered', '{"number":2}'],
    ['set_aside', '{"number":3}'],
    ['kept', '{"number":4}'],
    ['delivering', '{"number":5}'],
    ['waiting', '{"number":6}'],
  ]);
  expect(events[2]).toMatchObject({ error: 'NO_CALLER', errorDetail: '0 active persons' });
  const claimed = await store.claim(PROPERTY, 10, 1000);
  expect(claimed.map(({ event }) => event.id).sort()).toEqual([5, 6]);
  expect(await store.retry([3])).toEqual([3]);
  expect(await store.erase(0)).toBe(2);
  await store.close();
  await new SqliteStore(join(folder, 'new.db')).close();
  expect(indexes(path)).toEqual(indexes(join(folder, 'new.db')));
  await (await openStoreOfBridge(path)).close();
});

test('a file that no bridge has used is changed by no other command', async () => {
  writeFileSync(path, '');
  await expect(openStoreOfBridge(path)).rejects.toMatchObject({ code: 'DATABASE_EMPTY' });
  expect(await examineStore(path)).toMatchObject({ findings: [] });
  expect(indexes(path)).toEqual([]);
});

/** All indexes, without how they are spelt. */
function indexes(file: string): unknown[] {
  const db = new Database(file);
  const rows = db.prepare("select lower(sql) as sql from sqlite_master where type = 'index' and sql is not null").all();
  db.close();
  return (rows as { sql: string }[]).map(({ sql }) => sql.replace(/if not exists |\s+/g, ' ')).sort();
}

test('a database of a newer version is refused, and left as it is', async () => {
  await new SqliteStore(path).close();
  const db = new Database(path);
  db.exec('pragma user_version = 99');
  db.close();
  await expect(openStoreOfBridge(path)).rejects.toMatchObject({ code: 'DATABASE_VERSION' });
  expect(() => new SqliteStore(path)).toThrow('DATABASE_VERSION');
});

test('a change of state does not write the payload again', async () => {
  const store = new SqliteStore(path);
  const megabyte = 1024 * 1024;
  await store.add(event(JSON.stringify({ text: 'x'.repeat(megabyte) })));
  const before = statSync(`${path}-wal`).size;
  const [claim] = (await store.claim(PROPERTY, 1, 1000)) as [Claim];
  await store.finish(claim, { state: 'delivered', outcome: '' });
  expect(statSync(`${path}-wal`).size - before).toBeLessThan(megabyte / 4);
  await store.close();
});

test('events that a dead process had claimed stay claimed for a whole lease after the restart, whatever the clock says', async () => {
  const day = 86_400_000;
  let clock = 10 * day;
  const dead = new SqliteStore(path, () => clock);
  await dead.add(event('{}'));
  await dead.add({ ...event('{}'), hookId: 'h2', digest: Buffer.alloc(32, 1), subject: 'other' });
  const [, other] = (await dead.claim(PROPERTY, 2, 1000)) as [Claim, Claim];
  await dead.finish(other, { state: 'waiting', delay: 5000, error: 'ITOP_HTTP', errorDetail: '' });
  await dead.close();
  for (const step of [-day, 3 * day]) {
    clock += step;
    const store = new SqliteStore(path, () => clock);
    await store.recover(PROPERTY, 1000, 60_000);
    clock += 999;
    expect(await store.claim(PROPERTY, 2, 1000, true)).toEqual([]);
    clock += 1;
    expect(await store.claim(PROPERTY, 2, 1000, true)).toHaveLength(1);
    clock += 59_000;
    expect((await store.get(2))?.dueAt).toBeLessThanOrEqual(clock);
    await store.close();
  }
});

test("events whose claims a power cut may have lost are not delivered for a whole lease after the machine's start", async () => {
  let clock = 1_000_000;
  const dead = new SqliteStore(path, () => clock);
  await dead.add(event('{}'));
  await dead.close();
  clock += 5000;
  const store = new SqliteStore(
    path,
    () => clock,
    true,
    () => 400,
  );
  await store.recover(PROPERTY, 1000, 60_000);
  // what comes now was held by nobody
  await store.add({ ...event('{}'), hookId: 'h2', digest: Buffer.alloc(32, 1), subject: 'other' });
  expect((await store.claim(PROPERTY, 2, 1000)).map(({ event }) => event.hookId)).toEqual(['h2']);
  clock += 599;
  expect(await store.claim(PROPERTY, 2, 1000)).toEqual([]);
  clock += 1;
  expect((await store.claim(PROPERTY, 2, 1000)).map(({ event }) => event.hookId)).toEqual(['h1']);
  await store.close();
});

test('another process that holds the write lock holds up nothing but what is to be written', async () => {
  const ring = await startRing();
  const other = new Database(ring.database);
  other.exec('begin immediate');
  let answered = false;
  const sending = ring.post(ticketCreate({ humanId: 1, subject: 's', message: 'm' }, person)).then((status) => {
    answered = true;
    return status;
  });
  // the process answers, though the event cannot be stored yet
  for (let i = 0; i < 5; i++) {
    expect((await fetch(`${ring.bridge.adminUrl}/healthz`)).status).toBe(200);
  }
  expect(answered).toBe(false);
  other.exec('commit');
  expect(await sending).toBe(200);
  await ring.settled();
  other.close();
  await ring.stop();
});
const person = { name: 'Claude', email: 'claude@example.com', type: 'visitor' as const };

test('a file that another process writes at the start is waited for; a folder that is not there is told', async () => {
  await new SqliteStore(path).close();
  const other = new Database(path);
  other.exec('pragma user_version = 0; drop table events; begin immediate');
  const lines: string[] = [];
  const log = { warn: (_facts: object, text: string) => lines.push(text) } as never;
  const opening = openStoreAlone(path, log);
  await expect.poll(() => lines).toEqual(['the database cannot be used yet: waiting for it']);
  other.exec(
    'drop table locks; drop table payloads; drop table probe; drop table forgotten; drop table pauses; drop table positions; drop table notes; commit',
  );
  other.close();
  const { store, release } = await opening;
  expect(await store.add(event('{}'))).toBe(true);
  await store.close();
  release();
  const nowhere = openStoreAlone(join(folder, 'no', 'such', 'bridge.db'), log);
  await expect(nowhere).rejects.toMatchObject({ code: 'DATABASE', detail: expect.stringContaining('no such file') });
});

test('forgotten data is gone from the files, even while another process has them open', async () => {
  const bridge = new SqliteStore(path);
  const large = JSON.stringify({ email: 'claude@example.com', text: 'My printer burns. '.repeat(5000) });
  for (let i = 0; i < 5; i++) {
    await bridge.add({ ...event(large), hookId: `h${i}`, digest: Buffer.alloc(32, i), subject: `s${i}` });
  }
  const [claim] = (await bridge.claim(PROPERTY, 1, 1000)) as [Claim];
  await bridge.finish(claim, { state: 'set_aside', error: 'NO_CALLER', errorDetail: 'of claude@example.com' });
  const inFiles = () => ['', '-wal'].map((end) => readFileSync(path + end).includes(Buffer.from('claude@example.com')));
  expect(inFiles()).toContain(true);
  const beside = await openStoreOfBridge(path);
  await beside.forget((await beside.read(0, 9)).map(({ id }) => id));
  expect(await beside.wipe()).toBe(true);
  expect(inFiles()).toEqual([false, false]);
  await beside.close();
  await bridge.close();
});

test('while somebody reads the file, it says that it cannot be wiped yet', async () => {
  const store = new SqliteStore(path);
  await store.add(event('{}'));
  const reader = new Database(path);
  reader.exec('begin');
  reader.prepare('select * from events').all();
  await store.add({ ...event('{}'), hookId: 'h2', digest: Buffer.alloc(32, 1) });
  expect(await store.wipe()).toBe(false);
  reader.exec('commit');
  expect(await store.wipe()).toBe(true);
  reader.close();
  await store.close();
});

/** Damages one byte of the closed file, where this text stands: it is no text any more, or another one. */
function damage(at: string, byte = 0xff): void {
  const bytes = readFileSync(path);
  const place = bytes.indexOf(at);
  expect(place).toBeGreaterThan(0);
  bytes[place] = byte;
  writeFileSync(path, bytes);
}

test('one damaged byte: its event is set aside and named, all others are delivered, and it can be shown', async () => {
  const store = new SqliteStore(path);
  for (let humanId = 1; humanId <= 30; humanId++) {
    const payload = JSON.stringify(ticketCreate({ humanId, subject: 's', message: `MARK-${humanId}-` }, person));
    const digest = hash('sha256', payload, 'buffer');
    await store.add({ ...event(payload), hookId: `HOOK-${humanId}-`, digest, subject: `s${humanId}` });
  }
  await store.close();
  damage('MARK-7-');
  // what is known of an event can be damaged too
  damage('HOOK-9-');
  const ring = await startRing({ database: path });
  await ring.settled();
  expect(await ring.events('delivered')).toHaveLength(29);
  const [found] = await ring.events('set_aside');
  expect(found).toMatchObject({ id: 7, error: 'DAMAGED', payload: expect.stringContaining('\ufffdARK-7-') });
  expect(details(found as StoredEvent, new Map()).join()).toContain('ARK-7-');
  expect(await ring.store.damage()).toEqual(['the content of the events 7']);
  expect(await (await fetch(`${ring.bridge.adminUrl}/metrics`)).text()).toMatch(/set_aside\{.*code="DAMAGED"\} 1/);
  await ring.stop();
});

test('one damaged byte that makes another text of it: its event is set aside, and nobody gets what was never said', async () => {
  const store = new SqliteStore(path);
  const said = ['R-000001', 'R-000002', 'half \ud83d'].map((message, i) =>
    ticketCreate({ humanId: i, subject: 's', message }, person),
  );
  for (const [i, payload] of said.map((each) => JSON.stringify(each)).entries()) {
    const digest = hash('sha256', payload, 'buffer');
    await store.add({ ...event(payload), hookId: `h${i}`, digest, subject: `s${i}` });
  }
  // signed bytes that are no text: what is stored of them differs from the beginning
  const odd = JSON.stringify(ticketCreate({ humanId: 3, subject: 's', message: '\ufffd' }, person));
  await store.add({ ...event(odd), hookId: 'h3', digest: Buffer.alloc(32), subject: 's3' });
  await store.close();
  damage('R-000002', 'S'.charCodeAt(0));
  const ring = await startRing({ database: path });
  expect(await ring.store.damage()).toEqual(['the content of the events 2']);
  await ring.settled();
  expect((await ring.events('set_aside')).map(({ id, error }) => [id, error])).toEqual([[2, 'DAMAGED']]);
  expect(await ring.events('delivered')).toHaveLength(3);
  await ring.stop();
});

test.each<[string, () => void]>([
  ['are deleted', () => ['', '-wal', '-shm', '.lock'].forEach((end) => void rmSync(path + end))],
  ['lose what is not in the file yet', () => rmSync(`${path}-wal`)],
  [
    'are replaced by a copy',
    () => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
  ],
])(
  'files that %s under a running bridge: webhooks and /readyz get 503, and the gauge of the alarm is 0',
  async (_what, change) => {
    const ring = await startRing({ database: path });
    const ready = async () => (await fetch(`${ring.bridge.adminUrl}/readyz`)).status;
    const post = (humanId: number) => ring.post(ticketCreate({ humanId, subject: 's', message: 'm' }, person));
    expect(await post(1)).toBe(200);
    await ring.settled();
    expect(await ready()).toBe(200);
    change();
    expect(await post(2)).toBe(503);
    // the answer from before holds for a second
    await expect.poll(ready).toBe(503);
    expect(await (await fetch(`${ring.bridge.adminUrl}/metrics`)).text()).toContain('\nitop_tawk_store_up 0\n');
    // what it has it still delivers, into an iTop that would know it again
    await until(() => ring.itop.model.all('UserRequest').length === 2);
    await ring.stop();
  },
);
