import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildCli } from '../build/cli';
import { commitRate, diskRate } from './baselines';
import { median, option, percentile, progress, report } from './bench';
import { type LoadResult, makeRequests, sendAll } from './load';
import { startBenchPostgres } from './postgres';
import { end, type Running, SECRET, startBare, startBridge, writeConfig } from './running';

/**
 * How many events per second the bridge accepts, each stored durably before its answer: on SQLite, and on PostgreSQL
 * with 1, 2 and 4 bridges. In the same run it measures, for comparison, a bare node:http server that only checks the
 * HMAC, and how many commits the disk and one connection to PostgreSQL can do. Load, servers and database share this
 * machine. `--events=20000 --repeats=5 --connections=64 --json`; `--memory=1000000` sends that many events and reports
 * the memory instead; `--sqlite` leaves PostgreSQL out; `--profile` writes a profile of the bridge on SQLite
 * (.cpuprofile) to .sandbox. There is no iTop: deliveries fail at once and wait, as in the storm that this measures.
 */
const connections = option('connections', 64);
const events = option('events', 20_000);
const repeats = option('repeats', 5);
const memoryEvents = option('memory', 0);
const profile = process.argv.includes('--profile') ? ['--cpu-prof', '--cpu-prof-dir=.sandbox'] : [];
/** The target with SQLite on a quiet machine. */
const TARGET = 0.45;
const BRIDGES = [1, 2, 4];
const BARE = 'bare node:http, HMAC only';
// next to the sources and not in /tmp, which can be in memory
mkdirSync('.sandbox', { recursive: true });
const folder = mkdtempSync(resolve('.sandbox/bench-'));
const command = join(folder, 'itop-tawk.js');

interface Measured extends LoadResult {
  /** Processor time of the servers per event, microseconds: other work on the machine hardly changes it. */
  cpu: number;
}

/** Sends `events` to servers, after a tenth of them to warm up, and stops the servers. */
async function loaded(servers: Running[]): Promise<Measured> {
  const ports = servers.map(({ port }) => port);
  await sendAll(ports, makeRequests(events / 10, SECRET), connections);
  const requests = makeRequests(events, SECRET);
  const cpu = () => servers.reduce((sum, server) => sum + cpuOf(server), 0);
  const before = cpu();
  const result = await sendAll(ports, requests, connections);
  const used = cpu() - before;
  await Promise.all(servers.map(end));
  return { ...result, cpu: used / events };
}

function bridges(name: string, database: string, count: number, flags: string[] = []): Promise<Running[]> {
  const config = writeConfig(folder, name, database);
  return Promise.all(Array.from({ length: count }, () => startBridge(command, config, flags)));
}

async function throughput(): Promise<void> {
  const postgres = process.argv.includes('--sqlite') ? undefined : await startBenchPostgres();
  const results = new Map<string, Measured[]>();
  const rates = new Map<string, number[]>();
  const note = <T>(map: Map<string, T[]>, name: string, value: T) => map.set(name, [...(map.get(name) ?? []), value]);
  try {
    for (let run = 0; run < repeats; run++) {
      note(rates, 'fsyncs/s of the disk', diskRate(folder));
      note(results, BARE, await loaded([await startBare()]));
      note(results, 'SQLite', await loaded(await bridges(`run${run}`, join(folder, `run${run}.db`), 1, profile)));
      for (const count of postgres === undefined ? [] : BRIDGES) {
        const database = postgres?.newDatabase() as string;
        if (count === 1) note(rates, 'commits/s of one PostgreSQL connection', await commitRate(database));
        note(
          results,
          `PostgreSQL, bridges: ${count}`,
          await loaded(await bridges(`run${run}-${count}`, database, count)),
        );
      }
      progress(
        `run ${run + 1} of ${repeats}: ${[...results].map(([name, all]) => `${name} ${Math.round(all.at(-1)?.perSecond ?? 0)}/s`).join(', ')}`,
      );
    }
  } finally {
    await postgres?.stop();
  }
  const bare = results.get(BARE) ?? [];
  const servers = [...results].map(([name, runs]) => ({
    name,
    perSecond: median(runs.map(({ perSecond }) => perSecond)),
    ratio: median(runs.map(({ perSecond }, run) => perSecond / (bare[run]?.perSecond ?? Number.NaN))),
    cpu: median(runs.map(({ cpu }) => cpu)),
    p50: median(runs.map(({ latencies }) => percentile(latencies, 0.5))),
    p99: median(runs.map(({ latencies }) => percentile(latencies, 0.99))),
  }));
  const limits = [...rates].map(([name, values]) => ({ name, perSecond: median(values) }));
  report({ events, connections, repeats, target: TARGET, servers, limits }, [
    [
      `medians of ${repeats} runs`,
      'events/s',
      `ratio (SQLite to reach: ${TARGET})`,
      'CPU µs an event',
      'p50 ms',
      'p99 ms',
    ],
    ...servers.map((each) => [each.name, each.perSecond, each.ratio, each.cpu, each.p50, each.p99]),
    ...limits.map((each) => [each.name, each.perSecond, '', '', '', '']),
  ]);
}

async function memory(): Promise<void> {
  const step = 50_000;
  const [bridge] = (await bridges('memory', join(folder, 'memory.db'), 1)) as [Running];
  const resident: number[] = [];
  for (let sent = 0; sent < memoryEvents; sent += step) {
    await sendAll([bridge.port], makeRequests(step, SECRET), connections);
    resident.push(memoryOf(bridge));
    progress(`${sent + step} events: ${Math.round(resident.at(-1) as number)} MiB`);
  }
  await end(bridge);
  const result = { events: memoryEvents, everyEvents: step, residentMiB: resident.map(Math.round) };
  report(result, [['after events', 'resident MiB'], ...resident.map((mib, i) => [String((i + 1) * step), mib])]);
}

/** Processor time of a process since its start, microseconds: the kernel counts in hundredths of a second. */
function cpuOf({ child }: Running): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** Resident memory of a process, MiB. */
function memoryOf({ child }: Running): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

try {
  await buildCli(command);
  await (memoryEvents > 0 ? memory() : throughput());
} finally {
  rmSync(folder, { recursive: true });
}
