import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ItopRestStandIn } from '../../sandbox/itop/rest';
import { sendWebhook, ticketCreate } from '../../sandbox/tawk/webhooks';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import { COMMAND } from '../command';
import { ACCOUNT, PROPERTY, SECRET, until } from './ring';

const STRANGER = { name: 'Stranger', email: 'stranger@example.com', type: 'visitor' as const };
const HELP = { humanId: 1, subject: 'Printer on fire', message: 'It burns.' };

let folder: string;
let config: string;
let itop: ItopRestStandIn;
let site: Awaited<ReturnType<ItopRestStandIn['listen']>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-cli-'));
  config = join(folder, 'bridge.yaml');
  itop = new ItopRestStandIn([ACCOUNT]);
  site = await itop.listen();
  const { user, password } = ACCOUNT;
  const property = { id: PROPERTY, secrets: [SECRET], itop: { url: site.url, user, password } };
  writeFileSync(
    config,
    JSON.stringify({
      listen: '127.0.0.1:0',
      admin: '127.0.0.1:0',
      database: join(folder, 'b.db'),
      properties: [property],
    }),
  );
});
afterEach(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [COMMAND, ...args, '--config', config], (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** A running bridge; `stop` gives its exit code. */
async function startBridge() {
  const child = spawn(process.execPath, [COMMAND, 'bridge', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let log = '';
  const { url, admin } = await new Promise<{ url: string; admin: string }>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      log += `${line}\n`;
      const { url, admin } = JSON.parse(line) as { url?: string; admin: string };
      if (url !== undefined) {
        resolve({ url, admin });
      }
    });
  });
  const stop = () => {
    child.kill('SIGTERM');
    return exited;
  };
  const target = { url: `${url}/webhooks/tawk`, secret: SECRET };
  return { target, admin, pid: child.pid as number, stop, log: () => log };
}

test('a second bridge on the same SQLite file is told so and stops; the first goes on', async () => {
  const bridge = await startBridge();
  const second = await run('bridge');
  expect(second.code).toBe(2);
  expect(second.err).toContain('DATABASE_IN_USE: another bridge uses this SQLite file');
  expect(await sendWebhook(bridge.target, ticketCreate(HELP, STRANGER))).toBe(1);
  expect(await bridge.stop()).toBe(0);
});

test('a bridge goes on after SIGHUP', async () => {
  const bridge = await startBridge();
  process.kill(bridge.pid, 'SIGHUP');
  await until(() => bridge.log().includes('continuing after SIGHUP'));
  expect(await sendWebhook(bridge.target, ticketCreate(HELP, STRANGER))).toBe(1);
  expect(await bridge.stop()).toBe(0);
});

test('a wrong configuration is told value by value, and the bridge does not start', async () => {
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replace(PROPERTY, 'PUT_YOUR_PROPERTY_ID_HERE').replace(SECRET, 'short'),
  );
  const { code, err } = await run('bridge');
  expect(code).toBe(2);
  expect(err).toContain('properties[0].id: expected');
  expect(err).toContain('properties[0].secrets[0]: expected');
});

test('events are shown without the secrets at hand, but never out of a database that no bridge has made', async () => {
  const text = readFileSync(config, 'utf8').replace(SECRET, `$\{TAWK_WEBHOOK_SECRET}`);
  writeFileSync(config, text);
  expect(await run('events', 'list')).toMatchObject({
    code: 2,
    err: expect.stringContaining(`${join(folder, 'b.db')}: expected a bridge's file`),
  });
  expect(existsSync(join(folder, 'b.db'))).toBe(false);
  await new SqliteStore(join(folder, 'b.db')).close();
  const listed = await run('events', 'list', '--json');
  expect([listed.code, JSON.parse(listed.out)]).toEqual([0, { totals: [], pauses: [], events: [] }]);
});

test('what is set aside is listed, shown, retried and dropped while the bridge runs', async () => {
  const bridge = await startBridge();
  await sendWebhook(bridge.target, ticketCreate(HELP, STRANGER));
  await sendWebhook(bridge.target, ticketCreate({ ...HELP, humanId: 2 }, STRANGER));
  const setAside = async () => JSON.parse((await run('events', 'list', '--state', 'set_aside', '--json')).out).events;
  await until(async () => (await setAside()).length === 2);
  expect((await run('events', 'list')).out).toContain('NO_CALLER');
  expect((await run('events', 'list', '--json')).out).not.toContain('burns');

  const shown = JSON.parse((await run('events', 'show', '1', '--json')).out);
  expect(shown).toMatchObject({
    id: 1,
    state: 'set_aside',
    error: 'NO_CALLER',
    payload: { ticket: { message: 'It burns.' } },
  });
  expect((await run('events', 'show', '1')).out).toContain('create the person, or configure');

  itop.model.put('Person', {
    email: STRANGER.email,
    status: 'active',
    org_id: itop.model.put('Organization', { name: 'D' }),
  });
  expect((await run('events', 'retry', '1')).out).toBe('event 1 will be delivered\n');
  await until(() => itop.model.all('UserRequest').length === 1);
  expect(JSON.parse((await run('events', 'drop', '2', '--json')).out)).toEqual({ drop: [2], refused: [] });
  expect(await run('events', 'drop', '2')).toMatchObject({
    code: 1,
    err: expect.stringContaining('event 2: expected'),
  });
  expect(await run('events', 'show', '99')).toMatchObject({ code: 1 });
  expect(await bridge.stop()).toBe(0);
  for (const secret of [SECRET, ACCOUNT.password, 'burns', STRANGER.email]) {
    expect(bridge.log()).not.toContain(secret);
  }
});

test('a running bridge shows its secrets nowhere: not in its log, its database, its metrics or the list of processes', async () => {
  // iTop refuses it, so that each error has a reason to tell of them
  const password = 'another horse';
  writeFileSync(config, readFileSync(config, 'utf8').replace(ACCOUNT.password, password));
  const bridge = await startBridge();
  await sendWebhook(bridge.target, ticketCreate(HELP, STRANGER));
  await until(() => bridge.log().includes('ITOP_CREDENTIALS'));
  const shown = new Map([['log', bridge.log()]]);
  for (const path of ['metrics', 'healthz', 'readyz'])
    shown.set(path, await (await fetch(`${bridge.admin}/${path}`)).text());
  for (const args of [['events', 'list'], ['events', 'show', '1'], ['doctor']]) {
    const { out, err } = await run(...args);
    shown.set(args.join(' '), out + err);
  }
  if (existsSync('/proc/self/cmdline')) shown.set('processes', readFileSync(`/proc/${bridge.pid}/cmdline`, 'latin1'));
  expect(await bridge.stop()).toBe(0);
  const files = readdirSync(folder).filter((name) => name.startsWith('b.db'));
  expect(files).toContain('b.db');
  for (const name of files) shown.set(name, readFileSync(join(folder, name), 'latin1'));
  for (const [where, text] of shown) {
    for (const secret of [SECRET, password]) expect([where, text.includes(secret)]).toEqual([where, false]);
  }
});

test('a bridge whose secrets everybody may read, or that sends them over the network in the clear, says so when it starts', async () => {
  chmodSync(folder, 0o755);
  chmodSync(config, 0o644);
  writeFileSync(config, readFileSync(config, 'utf8').replace(site.url, 'http://itop.invalid/'));
  const bridge = await startBridge();
  expect(await bridge.stop()).toBe(0);
  const lines = bridge.log().trim().split('\n');
  const told = lines.map((line) => JSON.parse(line)).filter(({ remedy }) => remedy !== undefined);
  expect(told).toMatchObject([
    { level: 'warn', code: 'readable-secrets', remedy: expect.stringContaining(`chmod 600 ${config}`) },
    { level: 'warn', code: 'not-encrypted', msg: expect.stringContaining('http://itop.invalid/') },
  ]);
  expect(bridge.log()).not.toContain(SECRET);
});
