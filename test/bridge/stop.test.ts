import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { type Ring, startRing, until } from './ring';

const CLAUDE = { name: 'Claude', email: 'claude@example.com', type: 'visitor' as const };
const HEAD =
  'POST /webhooks/tawk HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n' +
  `x-tawk-signature: ${'ab'.repeat(20)}\r\n`;

let ring: Ring;
let stopped = false;
afterEach(async () => {
  if (!stopped) await ring.stop();
  stopped = false;
});

describe('a stop is not held up by', () => {
  test.each([
    ['a connection that has sent nothing', ''],
    ['half a head', HEAD.slice(0, 60)],
    ['half a body', `${HEAD}\r\n{"event":`],
  ])('%s', async (_name, bytes) => {
    ring = await startRing();
    const { port } = new URL(ring.bridge.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    if (bytes !== '') await new Promise((resolve) => socket.write(bytes, resolve));
    // so that the server has surely seen it
    await ring.send(ticketCreate({ humanId: 1, subject: 's', message: 'm' }, CLAUDE));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const began = performance.now();
    await ring.stop();
    stopped = true;
    await closed;
    // it waited 75 s and more; its own deadline is 30 s
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

test('a stop has a deadline: a delivery that does not end is left, and done after the next start', async () => {
  ring = await startRing({ stop: '300ms', itop: { timeout: '100s' } });
  let asked = false;
  ring.itop.behave = () => {
    asked = true;
    return { before: 60_000 };
  };
  await ring.send(ticketCreate({ humanId: 1, subject: 's', message: 'm' }, CLAUDE));
  await until(() => asked);
  const began = performance.now();
  await ring.bridge.stop();
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(ring.logged()).toContain('exiting during a delivery');
  expect(await ring.events('delivering')).toHaveLength(1);
});
