import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { SANDBOX_PROPERTY } from '../sandbox/property';
import { ticketCreate } from '../sandbox/tawk/webhooks';
import { startBridge } from '../src/bridge/bridge';
import { configSchema } from '../src/bridge/config';
import { SqliteStore } from '../src/bridge/store/sqlite';
import { ItopRest } from '../src/itop/rest';
import { median, option, progress, report } from './bench';

/**
 * How many tickets a second the bridge brings into iTop, at 0, 20 and 100 ms that iTop takes for each call, beside a bare
 * loop that makes the same three calls for each ticket, as many at a time, and remembers nothing.
 * `--tickets=1000 --repeats=5 --concurrency=4 --json`
 */
const PROPERTY = SANDBOX_PROPERTY.propertyId;
const EMAIL = 'claude@example.com';
const account = { user: 'bridge', password: 'b3nch' };
const concurrency = option('concurrency', 4);
const repeats = option('repeats', 5);
mkdirSync('.sandbox', { recursive: true });
const folder = mkdtempSync(resolve('.sandbox/bench-'));

async function startItop(delay: number): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/itop-stand-in.ts', String(delay)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { url: url.toString().trim(), child };
}

/** Tickets per second of the bridge: all events wait in the store before it starts. */
async function bridgeRate(url: string, name: string, tickets: number): Promise<number> {
  const database = join(folder, `${name}.db`);
  const store = new SqliteStore(database);
  const sentAt = Date.now();
  const add = (number: number) => {
    const event = ticketCreate(
      { humanId: number, subject: 's', message: 'm' },
      { name: 'C', email: EMAIL, type: 'visitor' },
    );
    const payload = JSON.stringify(event);
    const digest = createHash('sha256').update(payload).digest();
    const subject = (event.ticket as { id: string }).id;
    const hookId = String(number);
    return store.add({
      property: PROPERTY,
      hookId,
      sentAt,
      digest,
      kind: 'ticket:create',
      subject,
      payload,
      deliver: true,
    });
  };
  await Promise.all(Array.from({ length: tickets }, (_, number) => add(number)));
  await store.close();
  const config = configSchema.parse({
    listen: '127.0.0.1:0',
    admin: 'off',
    database,
    properties: [{ id: PROPERTY, secrets: ['2b'.repeat(48)], itop: { url, ...account, concurrency } }],
  });
  let delivered = 0;
  let allDelivered = () => {};
  const done = new Promise<void>((resolve) => {
    allDelivered = resolve;
  });
  const count = (line: string) => {
    if (line.includes('"msg":"delivered"') && ++delivered === tickets) {
      allDelivered();
    }
  };
  const began = performance.now();
  const bridge = await startBridge(config, pino({}, { write: count }));
  await done;
  const rate = tickets / ((performance.now() - began) / 1000);
  await bridge.stop();
  return rate;
}

/** Tickets per second of the same calls in a bare loop. */
async function bareRate(url: string, tickets: number): Promise<number> {
  const itop = new ItopRest({ url, credentials: account, timeout: 30_000 });
  let next = 0;
  const worker = async () => {
    while (next++ < tickets) {
      const tawkto_id = randomUUID();
      await itop.find('UserRequest', { tawkto_id }, ['id', 'ref']);
      const [person] = await itop.find('Person', { email: EMAIL, status: 'active' }, ['id', 'org_id', 'email']);
      const fields = { org_id: person?.fields.org_id, caller_id: person?.key, title: 's', description: '<p>m</p>' };
      await itop.create('UserRequest', { origin: 'chat', ...fields, tawkto_ref: '1', tawkto_id }, ['id', 'ref']);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return tickets / ((performance.now() - began) / 1000);
}

/** Each measurement has an iTop of its own, as full as the other's. */
async function measured(delay: number, measure: (url: string) => Promise<number>): Promise<number> {
  const { url, child } = await startItop(delay);
  const exited = once(child, 'exit');
  const rate = await measure(url);
  child.kill();
  await exited;
  return rate;
}

try {
  const results: { delayMs: number; bridge: number; bare: number; ratio: number }[] = [];
  for (const delay of [0, 20, 100]) {
    const tickets = delay === 0 ? option('tickets', 1000) : Math.ceil(option('tickets', 1000) / (delay / 5));
    const bridge: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < repeats; run++) {
      bare.push(await measured(delay, (url) => bareRate(url, tickets)));
      bridge.push(await measured(delay, (url) => bridgeRate(url, `${delay}-${run}`, tickets)));
      progress(`${delay} ms a call, run ${run + 1} of ${repeats}`);
    }
    const ratio = median(bridge.map((rate, run) => rate / (bare[run] as number)));
    results.push({ delayMs: delay, bridge: median(bridge), bare: median(bare), ratio });
  }
  const rows = results.map((r) => [`${r.delayMs} ms a call`, r.bridge, r.bare, r.ratio]);
  report({ concurrency, repeats, targets: { '0': 0.9, '20': 0.95, '100': 0.95 }, results }, [
    ['', 'bridge tickets/s', 'bare loop', 'ratio (to reach: 0.95, at 0 ms 0.9)'],
    ...rows,
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
