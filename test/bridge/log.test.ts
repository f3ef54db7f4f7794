import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signWebhook, ticketCreate } from '../../sandbox/tawk/webhooks';
import { createLog } from '../../src/bridge/base/log';
import { counted } from '../../src/bridge/base/log-sink';
import { WorkerLog } from '../../src/bridge/outbox/worker-log';
import { ItopError } from '../../src/itop/rest/error';
import { COMMAND } from '../command';
import { startProcess } from './process';
import { SECRET } from './ring';
import { mountSmallDisk, onDisk, type SmallDisk } from './small-disk';

const STRANGER = { name: 'S', email: 's@example.com', type: 'visitor' as const };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-log-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function post(url: string, humanId: number): Promise<number> {
  const { body, headers } = signWebhook(ticketCreate({ humanId, subject: 's', message: 'm' }, STRANGER), SECRET);
  return (await fetch(`${url}/webhooks/tawk`, { method: 'POST', body, headers })).status;
}

const disk: SmallDisk | undefined = mountSmallDisk(1);
afterAll(() => disk?.remove());

describe('the process goes on, and obeys SIGTERM, with its log on', () => {
  test('a device that is always full', async () => {
    const file = openSync('/dev/full', 'w');
    const bridge = await startProcess(COMMAND, folder, { stdout: file, env: { LOG_LEVEL: 'trace' } });
    closeSync(file);
    expect(await post(bridge.url, 1)).toBe(200);
    bridge.kill('SIGTERM');
    expect(await bridge.exited).toBe(0);
  });

  test(
    'a full disk, and writes again once there is room',
    onDisk(disk, async ({ folder: small, fill, free }) => {
      const path = join(small, 'log');
      fill();
      const file = openSync(path, 'a');
      const bridge = await startProcess(COMMAND, folder, { stdout: file, env: { LOG_LEVEL: 'trace' } });
      closeSync(file);
      expect(await post(bridge.url, 1)).toBe(200);
      expect(readFileSync(path, 'utf8')).not.toContain('the bridge is open');
      free();
      bridge.kill('SIGTERM');
      expect(await bridge.exited).toBe(0);
      expect(readFileSync(path, 'utf8')).toMatch(/"lost":\d+[\s\S]*finishing deliveries in progress/);
    }),
  );

  test.each(['is gone', 'stands still'])('a pipe whose reader %s', async (what) => {
    const bridge = await startProcess(COMMAND, folder, { stdout: 'pipe', env: { LOG_LEVEL: 'trace' } });
    if (what === 'is gone') bridge.closeLog();
    expect(await post(bridge.url, 1)).toBe(200);
    bridge.kill('SIGTERM');
    expect(await bridge.exited).toBe(0);
  });
});

test('lines that could not be written are counted, and the count is told with the next that can', () => {
  let full = false;
  const written: string[] = [];
  const sink = counted((text) => {
    if (full) throw new Error('ENOSPC');
    written.push(text);
    return true;
  });
  sink.write('1');
  full = true;
  sink.write('2');
  sink.write('3');
  full = false;
  sink.write('4');
  expect(written).toEqual(['1', expect.stringContaining('"lost":2'), '4']);
});

test('levels are words, and a level that is none is told as a mistake of the configuration', () => {
  vi.stubEnv('LOG_LEVEL', 'info');
  const lines: string[] = [];
  createLog({ write: (line) => lines.push(line) }).info('x');
  expect(JSON.parse(lines[0] as string)).toMatchObject({ level: 'info', msg: 'x' });
  vi.stubEnv('LOG_LEVEL', 'verbose');
  expect(() => createLog()).toThrow('CONFIG');
});

test('a repeated error is said once a minute, with property and iTop; so is that an iTop is down, and that it is back', () => {
  vi.stubEnv('LOG_LEVEL', 'info');
  vi.useFakeTimers({ toFake: ['performance'] });
  const lines: string[] = [];
  const log = new WorkerLog(createLog({ write: (line) => lines.push(line) }), 'https://itop.example.com');
  const facts = { property: 'p', event: 1, kind: 'ticket:create', attempt: 1 };
  const error = new ItopError('ITOP_HTTP', '', false);
  const verdict = { state: 'waiting', delay: 5, error: 'ITOP_HTTP', errorDetail: '' } as const;
  for (let i = 0; i < 100; i++) {
    log.failed(facts, 'ITOP_HTTP', verdict, error);
    log.down('p', 'ITOP_HTTP');
  }
  vi.advanceTimersByTime(61_000);
  log.failed(facts, 'ITOP_HTTP', verdict, error);
  log.up('p');
  log.up('p');
  vi.useRealTimers();
  const said = lines.map((line) => JSON.parse(line));
  expect(said.map(({ level, msg }) => [level, msg])).toEqual([
    ['warn', 'iTop answered with an HTTP error'],
    ['warn', 'iTop is in trouble; its events wait: iTop answered with an HTTP error'],
    ['warn', 'iTop answered with an HTTP error'],
    ['info', 'iTop is back'],
  ]);
  expect(said[2]).toMatchObject({ itop: 'https://itop.example.com', property: 'p', more: 99 });
});
