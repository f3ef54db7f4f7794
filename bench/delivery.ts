import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { startBridge } from '../src/bridge/bridge';
import { configSchema } from '../src/bridge/config/config';
import { SqliteStore } from '../src/bridge/store/sqlite';
import { ItopRest } from '../src/itop/rest/rest';
import { arrivalOf } from './arrival';
import { median, option, progress, report } from './bench';
import { WORKS, type Work } from './delivery-work';
import { ACCOUNT, PROPERTY, startItop } from './running';

/**
 * How many tickets, and how many whole chats, the bridge delivers per second if iTop takes 0, 20 and 100 ms for each
 * call; compared with a bare loop that makes the same calls, as many at a time, and stores nothing.
 * `--only=tickets|chats --count=1000 --repeats=5 --concurrency=4 --json`
 */
const concurrency = option('concurrency', 4);
const repeats = option('repeats', 5);
mkdirSync('.sandbox', { recursive: true });
const folder = mkdtempSync(resolve('.sandbox/bench-'));

/** The bridge's rate per second: all events wait in the store before it starts. */
async function bridgeRate(work: Work, url: string, name: string, count: number): Promise<number> {
  const database = join(folder, `${name}.db`);
  const store = new SqliteStore(database);
  const sentAt = Date.now();
  const events = Array.from({ length: count }, (_, number) => work.events(number)).flat();
  await Promise.all(events.map((event) => store.add(arrivalOf(event, sentAt))));
  await store.close();
  const config = configSchema.parse({
    listen: '127.0.0.1:0',
    admin: 'off',
    database,
    properties: [
      { id: PROPERTY, secrets: ['2b'.repeat(48)], itop: { url, ...ACCOUNT, concurrency }, chats: work.chats },
    ],
  });
  let delivered = 0;
  let allDelivered = () => {};
  const done = new Promise<void>((resolve) => {
    allDelivered = resolve;
  });
  const finished = /"msg":"(delivered|went into no ticket)"/;
  const countLine = (line: string) => {
    if (finished.test(line) && ++delivered === events.length) {
      allDelivered();
    }
  };
  const began = performance.now();
  const bridge = await startBridge(config, pino({}, { write: countLine }));
  await done;
  const rate = count / ((performance.now() - began) / 1000);
  await bridge.stop();
  return rate;
}

/** The rate per second of the same calls in a bare loop. */
async function bareRate(work: Work, url: string, count: number): Promise<number> {
  const itop = new ItopRest({ url, credentials: ACCOUNT, timeout: 30_000 });
  let next = 0;
  const worker = async () => {
    while (next++ < count) {
      await work.bare(itop);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return count / ((performance.now() - began) / 1000);
}

/** Each measurement has its own iTop, with the same content. */
async function measured(delay: number, measure: (url: string) => Promise<number>): Promise<number> {
  const itop = await startItop(delay);
  const rate = await measure(itop.url);
  await itop.end();
  return rate;
}

const TARGETS = { tickets: { 0: 0.9, 20: 0.95, 100: 0.95 }, chats: { 0: undefined, 20: 0.9, 100: 0.9 } };

try {
  const results: { what: string; calls: number; delayMs: number; bridge: number; bare: number; ratio: number }[] = [];
  const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  for (const work of WORKS.filter(({ name }) => only === undefined || name === only)) {
    for (const delay of [0, 20, 100]) {
      const all = option('count', 1000);
      const count = Math.ceil((delay === 0 ? all : all / (delay / 5)) * (3 / work.calls));
      const bridge: number[] = [];
      const bare: number[] = [];
      for (let run = 0; run < repeats; run++) {
        bare.push(await measured(delay, (url) => bareRate(work, url, count)));
        bridge.push(await measured(delay, (url) => bridgeRate(work, url, `${work.name}-${delay}-${run}`, count)));
        progress(`${work.name}, ${delay} ms a call, run ${run + 1} of ${repeats}`);
      }
      const ratio = median(bridge.map((rate, run) => rate / (bare[run] as number)));
      const { name: what, calls } = work;
      results.push({ what, calls, delayMs: delay, bridge: median(bridge), bare: median(bare), ratio });
    }
  }
  const rows = results.map((r) => [
    `${r.what} (${r.calls} calls each), ${r.delayMs} ms a call`,
    r.bridge,
    r.bare,
    r.ratio,
  ]);
  report({ concurrency, repeats, targets: TARGETS, results }, [
    ['', 'bridge, a second', 'bare loop', 'ratio (to reach: tickets 0.95, at 0 ms 0.9; chats 0.9)'],
    ...rows,
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
