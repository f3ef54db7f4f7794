import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import { confirm } from '../../src/cli/confirm';
import { register } from '../../src/cli/events';
import { runCommand } from './run-command';

const PROPERTY = '58ca8453b8a7e060cd3b1ecb';
const OTHER = 'b'.repeat(24);
const HOUR = 3_600_000;

let folder: string;
let store: SqliteStore;
let offset = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-events-'));
  writeFileSync(
    join(folder, 'bridge.yaml'),
    `database: ${folder}/b.db
properties:
  - { id: ${PROPERTY}, secrets: ["\${NOT_SET}"], itop: { url: https://itop.example.com/, user: u, password: "\${NOT_SET}" } }
`,
  );
  offset = 0;
  store = new SqliteStore(join(folder, 'b.db'), () => Date.now() + offset);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

let number = 0;
/** An event that came so many hours ago and is set aside with that error, or waits. */
async function put({ error, hours = 0, property = PROPERTY }: { error?: string; hours?: number; property?: string }) {
  number += 1;
  offset = -hours * HOUR;
  const names = {
    hookId: `h${number}`,
    subject: `s${number}`,
    digest: createHash('sha256').update(String(number)).digest(),
  };
  await store.add({ ...names, property, sentAt: 1, kind: 'ticket:create', payload: '{"m":"burns"}', deliver: true });
  if (error !== undefined) {
    const [claim] = await store.claim(property, 1, 1000);
    if (claim) await store.finish(claim, { state: 'set_aside', error, errorDetail: 'burns' });
  }
  offset = 0;
}
const events = (...args: string[]) => runCommand(register, 'events', ...args, '--config', join(folder, 'bridge.yaml'));
const states = async () => (await store.list({ limit: 100 })).map(({ state }) => state).reverse();

describe('itop-tawk events list', () => {
  it('says what there is to do: totals, iTop, next attempt, and what each error asks for', async () => {
    await put({ error: 'NO_CALLER', hours: 5 });
    await put({ error: 'GAVE_UP' });
    await put({ error: 'GAVE_UP', property: OTHER });
    await put({ hours: 2 });
    const [claim] = await store.claim(PROPERTY, 1, 1000);
    const verdict = { state: 'waiting', delay: 90_500, error: 'ITOP_TIMEOUT', errorDetail: '' } as const;
    if (claim) await store.finish(claim, verdict);
    const { stdout } = await events('list');
    expect(stdout).toMatch(/^waiting: 1 \(the oldest for 2h\), set aside: 3 \(GAVE_UP 2, NO_CALLER 1\)\n\nid {2}state/);
    expect(stdout).toMatch(/^4 +waiting +ticket:create +itop.example.com +2h +1 +in 1m +ITOP_TIMEOUT$/m);
    expect(stdout).toMatch(/^3 +set_aside +ticket:create +- +0s +1 +GAVE_UP$/m);
    expect(stdout).toContain('GAVE_UP: retried for as long as configured (`retry.for`)\n  → fix what the last error');
    expect(stdout).not.toContain('burns');
  });

  it('--json says the same', async () => {
    await put({ error: 'NO_CALLER' });
    const { totals, events: listed } = JSON.parse((await events('list', '--json')).stdout);
    expect(totals).toEqual([{ property: PROPERTY, waiting: 0, oldestWaiting: 0, setAside: { NO_CALLER: 1 } }]);
    expect(listed).toMatchObject([
      { id: 1, itop: 'https://itop.example.com/', todo: expect.stringContaining('create the person'), dueAt: null },
    ]);
  });

  it('takes state, code, time and property', async () => {
    await put({ error: 'NO_CALLER', hours: 50 });
    await put({ error: 'GAVE_UP' });
    await put({ error: 'GAVE_UP', property: OTHER });
    const ids = async (...args: string[]) =>
      JSON.parse((await events('list', '--json', ...args)).stdout).events.map(({ id }: { id: number }) => id);
    expect(await ids('--code', 'gave_up')).toEqual([3, 2]);
    expect(await ids('--since', '2d')).toEqual([3, 2]);
    expect(await ids('--since', '3d')).toEqual([3, 2, 1]);
    expect(await ids('--property', OTHER)).toEqual([3]);
    expect(await ids('--state', 'waiting', 'delivering')).toEqual([]);
  });

  it('an unknown code or time is told, with the nearest', async () => {
    expect(await events('list', '--code', 'GIVE_UP')).toMatchObject({ status: 2 });
    expect(await events('list', '--since', 'yesterday')).toMatchObject({ status: 2 });
  });
});

describe('itop-tawk events retry and drop', () => {
  it('after a long outage one command sends all that gave up', async () => {
    await put({ error: 'NO_CALLER' });
    await Promise.all(Array.from({ length: 1200 }, () => put({})));
    const claims = await store.claim(PROPERTY, 1200, 1000);
    const gaveUp = { state: 'set_aside', error: 'GAVE_UP', errorDetail: '' } as const;
    await Promise.all(claims.map((claim) => store.finish(claim, gaveUp)));
    expect(await events('retry', '--code', 'GAVE_UP')).toMatchObject({
      status: 0,
      stdout: '1200 events will be delivered\n',
    });
    expect(await store.totals()).toMatchObject([{ waiting: 1200, setAside: { NO_CALLER: 1 } }]);
  });

  it('--all is all that are set aside; waiting ones only where they are named', async () => {
    await put({ error: 'GAVE_UP' });
    await put({});
    expect((await events('drop', '--all', '--yes', '--json')).stdout).toBe('{\n  "drop": [\n    1\n  ]\n}\n');
    expect(await states()).toEqual(['dropped', 'waiting']);
    expect((await events('drop', '--state', 'waiting', '--yes')).stdout).toBe('1 events dropped\n');
  });

  it('takes time and property', async () => {
    await put({ error: 'GAVE_UP', hours: 50 });
    await put({ error: 'GAVE_UP', property: OTHER });
    await put({ error: 'GAVE_UP' });
    await events('retry', '--since', '2d', '--property', PROPERTY);
    expect(await states()).toEqual(['set_aside', 'set_aside', 'waiting']);
  });

  it('dropping without a terminal and without --yes is refused', async () => {
    await put({ error: 'GAVE_UP' });
    const { status, stderr } = await events('drop', '--all');
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('nothing was dropped of 1 events: there is no termin'),
    ]);
    expect(await states()).toEqual(['set_aside']);
  });

  it('neither, or numbers and a filter together, is refused', async () => {
    await put({ error: 'GAVE_UP' });
    for (const args of [[], ['1', '--all']]) {
      expect(await events('retry', ...args)).toMatchObject({ status: 2, stderr: expect.stringContaining('--all') });
    }
    expect(await states()).toEqual(['set_aside']);
  });
});

describe('before something is given up, a person is asked', () => {
  const asked = async (answer: string) => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    const answered = confirm('Drop 3 events?', terminal);
    terminal.end(answer);
    return answered.finally(() => vi.restoreAllMocks());
  };
  it.each(['y\n', 'yes\n', 'Y\n'])('%j is a yes', async (answer) => expect(await asked(answer)).toBe(true));
  it.each(['\n', 'n\n', 'yeah no\n', ''])('%j is a no', async (answer) => expect(await asked(answer)).toBe(false));
});
