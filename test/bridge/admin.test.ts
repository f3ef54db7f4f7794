import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { ERRORS } from '../../src/bridge/base/errors';
import { createAdminServer } from '../../src/bridge/http/admin';
import { listen } from '../../src/bridge/http/server';
import { createHealth, createStoreCheck, Heartbeats } from '../../src/bridge/ops/health';
import { createMetrics, type Metrics } from '../../src/bridge/ops/metrics';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import { PROPERTY, startRing } from './ring';

const OTHER = '0123456789abcdef01234567';
const NOW = Date.parse('2026-03-01T12:00:00Z');

let folder: string;
let store: SqliteStore;
let server: Server;
let metrics: Metrics;
let base: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-admin-'));
  store = new SqliteStore(join(folder, 'bridge.db'), () => NOW);
  await restart();
});
afterEach(async () => {
  await closeServer();
  await store.close();
  rmSync(folder, { recursive: true });
});

async function closeServer(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Metrics as they are right after a start of the bridge. */
async function restart(): Promise<void> {
  if (server?.listening) await closeServer();
  const canStore = createStoreCheck(new Heartbeats(), store);
  metrics = createMetrics(store, [PROPERTY, OTHER], canStore);
  server = createAdminServer({ health: createHealth(new Heartbeats(), canStore, () => false), metrics });
  base = await listen(server, '127.0.0.1:0');
}

/** The samples at /metrics, by name and labels. */
async function scrape(): Promise<Map<string, number>> {
  const text = await (await fetch(`${base}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

let number = 0;
async function add(property: string, deliver = true): Promise<void> {
  number += 1;
  const digest = Buffer.alloc(32, number);
  const kind = deliver ? 'ticket:create' : 'chat:start';
  const event = { property, hookId: `h${number}`, sentAt: NOW, digest, kind, subject: `s${number}`, payload: '{}' };
  await store.add({ ...event, deliver });
}
async function setAside(error: string): Promise<void> {
  const [claim] = await store.claim(PROPERTY, 1, 60_000);
  if (claim === undefined) throw new Error('expected an event to claim');
  await store.finish(claim, { state: 'set_aside', error, errorDetail: '' });
}

describe('health', () => {
  test('/healthz and /readyz answer 200 while events can be stored', async () => {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
  });

  test('/readyz is 503 while the store cannot be written', async () => {
    store.check = () => Promise.reject(new Error('disk full'));
    expect((await fetch(`${base}/readyz`)).status).toBe(503);
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
  });
});

describe('metrics', () => {
  test('counters stand at 0 before anything happens, for each property, kind and code', async () => {
    const samples = await scrape();
    for (const property of [PROPERTY, OTHER]) {
      for (const labels of [
        `itop_tawk_received_total{property="${property}",kind="ticket:create"}`,
        `itop_tawk_received_total{property="${property}",kind="chat:end"}`,
        `itop_tawk_delivered_total{property="${property}",kind="chat:transcript_created"}`,
        `itop_tawk_duplicates_total{property="${property}"}`,
        `itop_tawk_unused_total{property="${property}"}`,
        `itop_tawk_delivery_seconds_count{property="${property}"}`,
        `itop_tawk_events_waiting{property="${property}"}`,
        `itop_tawk_oldest_waiting_seconds{property="${property}"}`,
        `itop_tawk_last_received_timestamp_seconds{property="${property}"}`,
        `itop_tawk_last_delivered_timestamp_seconds{property="${property}"}`,
        ...codes(({ next }) => next !== undefined).map(
          (code) => `itop_tawk_failed_total{property="${property}",code="${code}"}`,
        ),
        ...codes(({ next }) => next === 'set_aside').map(
          (code) => `itop_tawk_events_set_aside{property="${property}",code="${code}"}`,
        ),
      ]) {
        expect([labels, samples.get(labels)]).toEqual([labels, 0]);
      }
    }
    for (const code of codes(({ status }) => status !== undefined)) {
      expect([code, samples.get(`itop_tawk_rejected_total{code="${code}"}`)]).toEqual([code, 0]);
    }
  });

  test('waiting and set-aside events are counted by property, also for properties that are not configured', async () => {
    await add(PROPERTY);
    await add(PROPERTY);
    await add('f'.repeat(24));
    await setAside('NO_CALLER');
    const samples = await scrape();
    expect(samples.get(`itop_tawk_events_waiting{property="${PROPERTY}"}`)).toBe(1);
    expect(samples.get(`itop_tawk_events_waiting{property="${'f'.repeat(24)}"}`)).toBe(1);
    expect(samples.get(`itop_tawk_events_set_aside{property="${PROPERTY}",code="NO_CALLER"}`)).toBe(1);
  });

  test('what is done with is 0 again', async () => {
    await add(PROPERTY);
    await setAside('NO_CALLER');
    await scrape();
    await store.drop([1]);
    expect((await scrape()).get(`itop_tawk_events_set_aside{property="${PROPERTY}",code="NO_CALLER"}`)).toBe(0);
  });

  test('all gauges of all simultaneous scrapes cost one query', async () => {
    let queries = 0;
    const totals = store.totals.bind(store);
    store.totals = () => {
      queries += 1;
      return totals();
    };
    await scrape();
    expect(queries).toBe(1);
  });

  test('the times of the last events outlive a restart', async () => {
    await add(PROPERTY, false);
    await add(PROPERTY);
    const [claim] = await store.claim(PROPERTY, 1, 60_000);
    if (claim) await store.finish(claim, { state: 'delivered', outcome: '' });
    await restart();
    const samples = await scrape();
    expect(samples.get(`itop_tawk_last_received_timestamp_seconds{property="${PROPERTY}"}`)).toBe(NOW / 1000);
    expect(samples.get(`itop_tawk_last_delivered_timestamp_seconds{property="${PROPERTY}"}`)).toBe(NOW / 1000);
    expect(samples.get(`itop_tawk_last_received_timestamp_seconds{property="${OTHER}"}`)).toBe(0);
  });

  test('a store that does not answer is told, and what this process counted is there all the same', async () => {
    store.totals = () => Promise.reject(new Error('disk full'));
    const samples = await scrape();
    expect(samples.get('itop_tawk_store_up')).toBe(0);
    expect(samples.get('itop_tawk_rejected_total{code="STORE_FAILED"}')).toBe(0);
    expect(samples.has(`itop_tawk_events_waiting{property="${PROPERTY}"}`)).toBe(false);
  });

  test('version and time of the start are told', async () => {
    const samples = await scrape();
    expect(samples.get('itop_tawk_build_info{version="0.0.0-dev"}')).toBe(1);
    expect(samples.get('process_start_time_seconds')).toBeGreaterThan(0);
  });
});

test('an event is counted from its arrival to iTop, at the address of health and metrics and not at the public one', async () => {
  const ring = await startRing();
  try {
    base = ring.bridge.adminUrl as string;
    const before = Date.now() / 1000;
    await ring.send(
      ticketCreate(
        { humanId: 1, subject: 's', message: 'm' },
        { name: 'C', email: 'claude@example.com', type: 'visitor' },
      ),
    );
    await ring.settled();
    await expect
      .poll(async () => (await scrape()).get(`itop_tawk_delivered_total{property="${PROPERTY}",kind="ticket:create"}`))
      .toBe(1);
    const samples = await scrape();
    expect(samples.get(`itop_tawk_received_total{property="${PROPERTY}",kind="ticket:create"}`)).toBe(1);
    for (const what of ['received', 'delivered']) {
      const at = samples.get(`itop_tawk_last_${what}_timestamp_seconds{property="${PROPERTY}"}`);
      expect(at).toBeGreaterThanOrEqual(before);
    }
    for (const path of ['/metrics', '/healthz', '/readyz']) {
      expect((await fetch(ring.bridge.url + path)).status).toBe(404);
      expect((await fetch(base + path)).status).toBe(200);
    }
  } finally {
    await ring.stop();
  }
});

function codes(wanted: (entry: { status?: number; next?: string }) => boolean): string[] {
  return Object.entries(ERRORS)
    .filter(([, entry]) => wanted(entry))
    .map(([code]) => code);
}
