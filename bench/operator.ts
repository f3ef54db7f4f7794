import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { buildCli } from '../build/cli';
import { chatTranscript, type WebhookPayload } from '../sandbox/tawk/webhooks';
import { isPostgres } from '../src/bridge/store/database';
import { openStore } from '../src/bridge/store/open';
import { arrivalOf } from './arrival';
import { median, option, percentile, progress, report } from './bench';
import { startBenchPostgres } from './postgres';
import { end, startBridge, writeConfig } from './running';

/**
 * What an operator waits for while many events are waiting: a scrape of /metrics, and `events list`; for the command
 * also the time of its queries alone, without the start of Node. `--waiting=200000 --repeats=21 --json`
 */
const waiting = option('waiting', 200_000);
const repeats = option('repeats', 21);
const TARGET = 50;
const NOW = new Date().toISOString();
mkdirSync('.sandbox', { recursive: true });
const folder = mkdtempSync(resolve('.sandbox/bench-'));
const command = join(folder, 'itop-tawk.js');

/** An event that the bridge can deliver when iTop works again: it would set aside an unreadable one, at full speed. */
function waitingEvent(number: number): WebhookPayload {
  const said = { sender: { t: 'v' as const }, type: 'msg' as const, msg: 'My printer burns. '.repeat(35), time: NOW };
  return chatTranscript(`chat-${number}`, { name: 'Claude', email: 'claude@example.com' }, [said]);
}

async function fill(database: string): Promise<void> {
  const store = await openStore(database);
  const add = (number: number) => store.add(arrivalOf(waitingEvent(number), number));
  for (let from = 0; from < waiting; from += 1000) {
    await Promise.all(Array.from({ length: Math.min(1000, waiting - from) }, (_, index) => add(from + index)));
  }
  await store.close();
  if (isPostgres(database)) await vacuum(database);
}

/** As PostgreSQL's autovacuum does by itself within a minute or so. */
async function vacuum(database: string): Promise<void> {
  const client = new pg.Client(database);
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}

/** The milliseconds of each of several runs, one after the other. */
async function timed(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < repeats; run++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times;
}

async function measure(name: string, database: string) {
  await fill(database);
  progress(`${name}: ${waiting} events wait`);
  const config = writeConfig(folder, name, database);
  const bridge = await startBridge(command, config);
  const scrape = await timed(async () => (await fetch(`${bridge.admin}/metrics`)).text());
  const cli = promisify(execFile);
  const whole = await timed(() => cli(process.execPath, [command, 'events', 'list', '--config', config]));
  const bare = await timed(() => cli(process.execPath, [command, 'events', '--help']));
  const store = await openStore(database);
  const queries = await timed(async () => {
    await store.totals();
    await store.list({ limit: 50 });
  });
  await store.close();
  await end(bridge);
  return { name, scrape, queries, whole, bare };
}

const postgres = await startBenchPostgres();
try {
  await buildCli(command);
  const found = [await measure('SQLite', join(folder, 'bridge.db'))];
  if (postgres !== undefined) found.push(await measure('PostgreSQL', postgres.newDatabase()));
  const lines = found.flatMap(({ name, scrape, queries, whole, bare }) => [
    { what: `${name}: scrape of /metrics`, times: scrape },
    { what: `${name}: events list, its queries`, times: queries },
    { what: `${name}: events list, the whole command`, times: whole },
    { what: `${name}: a command without a database`, times: bare },
  ]);
  const results = lines.map(({ what, times }) => ({ what, median: median(times), p95: percentile(times, 0.95) }));
  report({ waiting, repeats, targetMs: TARGET, results }, [
    [`${waiting} events wait`, `median ms (to stay under: ${TARGET})`, 'p95 ms'],
    ...results.map((each) => [each.what, each.median, each.p95]),
  ]);
} finally {
  await postgres?.stop();
  rmSync(folder, { recursive: true });
}
