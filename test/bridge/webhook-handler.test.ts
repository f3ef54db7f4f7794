import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES } from '../../src/bridge/http/body';
import { createBridgeServer, listen } from '../../src/bridge/http/server';
import { createWebhookHandler } from '../../src/bridge/http/webhook-handler';
import { Heartbeats } from '../../src/bridge/ops/health';
import { createMetrics, type Metrics } from '../../src/bridge/ops/metrics';
import { SqliteStore } from '../../src/bridge/store/sqlite';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const PROPERTY = '58ca8453b8a7e060cd3b1ecb';
const OTHER = '0123456789abcdef01234567';
const OLD_SECRET = '1a'.repeat(48);
const NEW_SECRET = '2b'.repeat(48);
const OTHER_SECRET = '3c'.repeat(48);
const MESSAGE = 'my printer is on fire';

let folder: string;
let store: SqliteStore;
let server: Server;
let metrics: Metrics;
let logged: string;
let woken: string[];
let base: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-webhook-'));
  store = new SqliteStore(join(folder, 'bridge.db'), () => NOW);
  metrics = createMetrics(store, [PROPERTY, OTHER], async () => true);
  logged = '';
  woken = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => (logged += line) });
  const keys = [
    { property: PROPERTY, secret: OLD_SECRET },
    { property: PROPERTY, secret: NEW_SECRET },
    { property: OTHER, secret: OTHER_SECRET },
  ];
  const stored = (property: string) => woken.push(property);
  const heartbeats = new Heartbeats();
  const handler = createWebhookHandler({ store, keys, metrics, log, heartbeats, stored, now: () => NOW });
  server = createBridgeServer({ handler });
  await listen(server, '127.0.0.1:0');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await store.close();
  rmSync(folder, { recursive: true });
});

const hmac = (body: string | Buffer, secret: string) => createHmac('sha1', secret).update(body).digest('hex');

const EVENT = {
  event: 'ticket:create',
  time: new Date(NOW).toISOString(),
  property: { id: PROPERTY, name: 'Desk' },
  requester: { name: 'Jane', email: 'jane@example.com', type: 'visitor' },
  ticket: { id: '70fe3290-99ad-11e9-a30a-51567162179f', humanId: 3, subject: 'Help', message: MESSAGE },
};

interface Change {
  event?: object;
  body?: string | Buffer;
  secret?: string;
  method?: string;
  path?: string;
  headers?: Record<string, string | undefined>;
}

/** Sends the event above as tawk.to would, except for what is given; undefined removes a header. */
async function send(change: Change = {}): Promise<{ status: number; text: string }> {
  const body = change.body ?? JSON.stringify({ ...EVENT, ...change.event });
  const headers = {
    'content-type': 'application/json',
    'x-tawk-signature': hmac(body, change.secret ?? NEW_SECRET),
    'x-hook-event-id': 'event-1',
    ...change.headers,
  };
  const response = await fetch(base + (change.path ?? '/webhooks/tawk'), {
    method: change.method ?? 'POST',
    headers: Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ...(change.method === 'GET' ? {} : { body: body as BodyInit }),
  });
  return { status: response.status, text: await response.text() };
}

const stored = () => store.list({ limit: 100 });

/** All that a counter counted, whatever the labels. */
async function count(counter: { get(): Promise<{ values: { value: number }[] }> }): Promise<number> {
  return (await counter.get()).values.reduce((sum, { value }) => sum + value, 0);
}

describe('an event that tawk.to signed', () => {
  test('is on disk before it is answered with 200, and the worker of its property is woken', async () => {
    expect((await send()).status).toBe(200);
    expect(await stored()).toMatchObject([{ state: 'waiting', kind: 'ticket:create', subject: EVENT.ticket.id }]);
    expect(woken).toEqual([PROPERTY]);
  });

  test('is taken under each of the secrets that are being rotated', async () => {
    expect((await send({ secret: OLD_SECRET })).status).toBe(200);
  });

  test('is 200 again on a retry, and stored once', async () => {
    await send();
    expect((await send()).status).toBe(200);
    expect((await send({ headers: { 'x-hook-event-id': 'event-2' } })).status).toBe(200);
    expect(await stored()).toHaveLength(1);
    expect(woken).toHaveLength(1);
    expect(await count(metrics.duplicates)).toBe(2);
  });

  test('is kept and not delivered when it only tells of a start or an end', async () => {
    await send({ event: { event: 'chat:start', chatId: 'c-1' }, headers: { 'x-hook-event-id': '1' } });
    await send({ event: { event: 'chat:end', chatId: 'c-1' }, headers: { 'x-hook-event-id': '2' } });
    expect((await stored()).map(({ state }) => state)).toEqual(['kept', 'kept']);
    expect(woken).toEqual([]);
  });

  test('is 200, counted and not stored when it is of a kind that the bridge does not use', async () => {
    expect((await send({ event: { event: 'call:ended' } })).status).toBe(200);
    expect(await stored()).toEqual([]);
    expect(await count(metrics.unused)).toBe(1);
  });

  test.each(['//webhooks/tawk', '/webhooks/tawk/', '//webhooks//tawk//', '/webhooks/tawk/?a=b'])(
    'is taken at %s too, as proxies and people write it',
    async (path) => {
      expect((await send({ path })).status).toBe(200);
      expect(await stored()).toHaveLength(1);
    },
  );

  test('is stored even where its ids are odd', async () => {
    expect((await send({ event: { ticket: { id: { $ne: '\u0000' } } } })).status).toBe(200);
    expect((await stored())[0]?.subject).toMatch(/^[0-9a-f]{64}$/);
  });
});

const LARGE = Buffer.alloc(MAX_BODY_BYTES + 1, 0x20);
const time = (offset: number) => ({ time: new Date(NOW + offset).toISOString() });
const HOUR = 3_600_000;

const REFUSED: [string, number, string, Change][] = [
  ['another address', 404, 'NOT_FOUND', { path: '/webhooks' }],
  ['an address that only begins so', 404, 'NOT_FOUND', { path: '/webhooks/tawk/more' }],
  ['GET', 405, 'METHOD', { method: 'GET' }],
  ['PUT', 405, 'METHOD', { method: 'PUT' }],
  ['a form', 415, 'CONTENT_TYPE', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['a type that only begins like JSON', 415, 'CONTENT_TYPE', { headers: { 'content-type': 'application/jsonp' } }],
  ['a compressed body', 415, 'CONTENT_TYPE', { headers: { 'content-encoding': 'gzip' } }],
  ['a body over the limit', 413, 'BODY_TOO_LARGE', { body: LARGE }],
  ['a body over the limit, whatever the method', 413, 'BODY_TOO_LARGE', { body: LARGE, method: 'PUT' }],
  ['no signature', 401, 'SIGNATURE_MISSING', { headers: { 'x-tawk-signature': undefined } }],
  ['an empty signature', 401, 'SIGNATURE_MISSING', { headers: { 'x-tawk-signature': '' } }],
  ['half a signature', 401, 'SIGNATURE_MISSING', { headers: { 'x-tawk-signature': 'ab'.repeat(10) } }],
  [
    'a signature that is not hexadecimal',
    401,
    'SIGNATURE_MISSING',
    { headers: { 'x-tawk-signature': 'zz'.repeat(20) } },
  ],
  ['a SHA-256 signature', 401, 'SIGNATURE_MISSING', { headers: { 'x-tawk-signature': 'ab'.repeat(32) } }],
  [
    'two signatures',
    401,
    'SIGNATURE_MISSING',
    { headers: { 'x-tawk-signature': `${'ab'.repeat(20)}, ${'cd'.repeat(20)}` } },
  ],
  ['a signature by another secret', 401, 'SIGNATURE_WRONG', { secret: 'f'.repeat(96) }],
  ['a signature of other bytes', 401, 'SIGNATURE_WRONG', { headers: { 'x-tawk-signature': hmac('{}', NEW_SECRET) } }],
  ['no event id', 400, 'EVENT_ID', { headers: { 'x-hook-event-id': undefined } }],
  ['an endless event id', 400, 'EVENT_ID', { headers: { 'x-hook-event-id': 'a'.repeat(201) } }],
  ['an event id with a space', 400, 'EVENT_ID', { headers: { 'x-hook-event-id': 'a b' } }],
  ['an empty body', 400, 'NOT_JSON', { body: '' }],
  ['half a body', 400, 'NOT_JSON', { body: '{"event":"ticket:cre' }],
  ['a hundred thousand brackets', 400, 'TOO_COMPLEX', { body: '['.repeat(100_000) }],
  ['null', 400, 'NOT_AN_EVENT', { body: 'null' }],
  ['a list', 400, 'NOT_AN_EVENT', { body: '[1]' }],
  ['no time', 400, 'NOT_AN_EVENT', { event: { time: undefined } }],
  ['a time that is none', 400, 'NOT_AN_EVENT', { event: { time: 'yesterday' } }],
  ['no property', 400, 'NOT_AN_EVENT', { event: { property: undefined } }],
  ['a kind that is no text', 400, 'NOT_AN_EVENT', { event: { event: {} } }],
  ["another property's event", 403, 'WRONG_PROPERTY', { event: { property: { id: OTHER } } }],
  ["this property's event under another's secret", 403, 'WRONG_PROPERTY', { secret: OTHER_SECRET }],
  ['a property that nobody configured', 403, 'WRONG_PROPERTY', { event: { property: { id: 'f'.repeat(24) } } }],
  ['an event signed 14 hours ago', 400, 'TOO_OLD', { event: time(-14 * HOUR) }],
  ['an event of tomorrow', 400, 'TOO_NEW', { event: time(24 * HOUR) }],
];

describe('refused, with nothing stored and nothing of it in the log or the answer:', () => {
  test.each(REFUSED)('%s → %i %s', async (_name, status, code, change) => {
    const answer = await send(change);
    expect([answer.status, JSON.parse(answer.text).error]).toEqual([status, code]);
    expect(await stored()).toEqual([]);
    for (const secret of [MESSAGE, OLD_SECRET, NEW_SECRET, OTHER_SECRET, 'jane@example.com']) {
      expect(logged + answer.text).not.toContain(secret);
    }
  });

  test('an event signed 12 hours and 59 minutes ago is still taken', async () => {
    expect((await send({ event: time(-12 * HOUR - 59 * 60_000) })).status).toBe(200);
  });

  test('an upper-case signature is right as well', async () => {
    const signature = hmac(JSON.stringify(EVENT), NEW_SECRET).toUpperCase();
    expect((await send({ headers: { 'x-tawk-signature': signature } })).status).toBe(200);
  });

  test('a body that grows over the limit without saying its length → 413', async () => {
    const status = await raw((socket) => {
      socket.write(
        `POST /webhooks/tawk HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n` +
          `x-tawk-signature: ${'ab'.repeat(20)}\r\ntransfer-encoding: chunked\r\n\r\n`,
      );
      const chunk = `${(65536).toString(16)}\r\n${' '.repeat(65536)}\r\n`;
      for (let i = 0; i < 33; i++) {
        socket.write(chunk);
      }
    });
    expect(status).toContain('413');
  });

  test('a connection that ends within the body does the bridge no harm', async () => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    socket.write(
      `POST /webhooks/tawk HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n` +
        `x-tawk-signature: ${'ab'.repeat(20)}\r\n\r\n{`,
    );
    await new Promise((resolve) => server.once('request', resolve));
    socket.destroy();
    expect((await send()).status).toBe(200);
  });

  test('a flood of one kind of refusal is a single line in the log', async () => {
    for (let i = 0; i < 20; i++) {
      await send({ secret: 'f'.repeat(96) });
    }
    expect(logged.trim().split('\n')).toHaveLength(1);
    expect(await count(metrics.rejected)).toBe(20);
  });
});

test('whatever is signed, the answer is never a 5xx and the bridge lives on', async () => {
  const piece = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant(PROPERTY), fc.constant(EVENT.time));
  const event = fc.record(
    {
      event: fc.oneof(fc.constantFrom('ticket:create', 'chat:start', 'chat:transcript_created'), piece),
      time: fc.oneof(fc.constant(EVENT.time), piece),
      property: fc.oneof(fc.constant(EVENT.property), piece),
      chatId: piece,
      chat: piece,
      ticket: piece,
    },
    { requiredKeys: [] },
  );
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  const body = fc.oneof(
    event.map((value) => Buffer.from(JSON.stringify(value))),
    bytes,
  );
  const id = fc.stringMatching(/^[!-~]{1,30}$/);
  await fc.assert(
    fc.asyncProperty(body, id, async (body, id) => {
      const { status } = await send({ body, headers: { 'x-hook-event-id': id } });
      expect([200, 400, 403]).toContain(status);
    }),
    { numRuns: 500 },
  );
});

test('a store that fails is a 503, so that tawk.to sends the event again', async () => {
  store.add = () => Promise.reject(new Error('disk full'));
  expect((await send()).status).toBe(503);
});

test.each(['/metrics', '/healthz', '/readyz'])('%s is not shown to the world', async (path) => {
  expect((await fetch(base + path)).status).toBe(404);
});

/** Writes to a bare socket and gives the first line that comes back. */
function raw(write: (socket: ReturnType<typeof connect>) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1', () => write(socket));
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
