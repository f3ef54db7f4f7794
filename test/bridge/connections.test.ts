import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { signWebhook, ticketCreate } from '../../sandbox/tawk/webhooks';
import { MAX_BODY_BYTES } from '../../src/bridge/http/body';
import { createHealth, Heartbeats } from '../../src/bridge/ops/health';
import { COMMAND } from '../command';
import { startProcess } from './process';
import { SECRET } from './ring';

const MIB = 1024 * 1024;

let folder: string;
let bridge: Awaited<ReturnType<typeof startProcess>>;
const sockets: Socket[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-connections-'));
  bridge = await startProcess(COMMAND, folder);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(async () => {
  bridge.kill('SIGTERM');
  await bridge.exited;
  rmSync(folder, { recursive: true });
});

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(bridge.url).port), '127.0.0.1');
  sockets.push(socket.on('error', () => {}));
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** @param length of the body that is said to come */
const head = (length: number, more = '') =>
  `POST /webhooks/tawk HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n` +
  `x-tawk-signature: ${'ab'.repeat(20)}\r\nx-hook-event-id: 1\r\n${more}\r\n`;

/** Sends all of it and only then reads, as most senders do; the first line that came back, or how it broke. */
async function sendThenRead(bytes: Buffer | string): Promise<string> {
  const socket = await open();
  socket.pause();
  const broken = new Promise<string>((resolve) => socket.once('error', (error) => resolve(error.message)));
  const sent = new Promise<undefined>((resolve) => socket.write(bytes, () => resolve(undefined)));
  const problem = await Promise.race([broken, sent]);
  if (problem !== undefined) return problem;
  const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  socket.resume();
  return (await Promise.race([answer, broken])).split('\r\n')[0] as string;
}

describe('a sender whose event is refused sees why:', () => {
  test('a body of twice the size, sent to its end before anything is read', async () => {
    const length = 2 * MAX_BODY_BYTES;
    const bytes = Buffer.concat([Buffer.from(head(length)), Buffer.alloc(length, 0x20)]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendThenRead(bytes)));
    expect(answers).toEqual(answers.map(() => 'HTTP/1.1 413 Payload Too Large'));
  });

  test('a large body without a signature', async () => {
    const text = head(MIB).replace(/x-tawk-signature.*\r\n/, '');
    const answer = await sendThenRead(Buffer.concat([Buffer.from(text), Buffer.alloc(MIB, 0x20)]));
    expect(answer).toBe('HTTP/1.1 401 Unauthorized');
  });

  test('a sender that asks before it sends is told without a byte of the body, or told to go on', async () => {
    expect(await sendThenRead(head(MAX_BODY_BYTES + 1, 'expect: 100-continue\r\n'))).toBe(
      'HTTP/1.1 413 Payload Too Large',
    );
    expect(await sendThenRead(head(10, 'expect: 100-continue\r\n'))).toBe('HTTP/1.1 100 Continue');
  });
});

test('100 bodies of 2 MiB that do not end, with invented signatures, cost little, and events are taken meanwhile', async () => {
  const before = memory();
  const part = Buffer.alloc(2 * MIB - 1000, 0x20);
  for (let i = 0; i < 100; i++) {
    const socket = await open();
    socket.write(head(2 * MIB));
    await new Promise((resolve) => socket.write(part, resolve));
  }
  const visitor = { name: 'S', email: 's@example.com', type: 'visitor' as const };
  const { body, headers } = signWebhook(ticketCreate({ humanId: 1, subject: 's', message: 'm' }, visitor), SECRET);
  const { status } = await fetch(`${bridge.url}/webhooks/tawk`, { method: 'POST', body, headers });
  expect(status).toBe(200);
  // 200 MiB were sent
  expect(memory() - before).toBeLessThan(130);
});

/** Resident memory of the bridge, MiB. */
function memory(): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bridge.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

describe('/healthz tells of', () => {
  test('each part that has not moved for a minute, and of no part that has nothing to do', () => {
    let now = 0;
    const heartbeats = new Heartbeats(() => now);
    const { healthz } = createHealth(
      heartbeats,
      async () => true,
      () => false,
    );
    heartbeats.beat('worker a');
    heartbeats.beat('worker b');
    heartbeats.beat('webhook handler');
    heartbeats.rest('webhook handler');
    now = 59_000;
    heartbeats.beat('worker a');
    expect(healthz()).toEqual({ ok: true, stuck: [] });
    now = 61_000;
    expect(healthz()).toEqual({ ok: false, stuck: ['worker b'] });
  });
});
