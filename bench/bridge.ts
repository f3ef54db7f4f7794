import { type ChildProcess, spawn } from 'node:child_process';
import {
  fdatasyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { buildCli } from '../build/cli';
import { SANDBOX_PROPERTY } from '../sandbox/property';
import { median, option, percentile, progress, report } from './bench';
import { type LoadResult, makeRequests, sendAll } from './load';

/**
 * How many events a second the bridge takes, each stored with fsync before its answer; beside a bare node:http server
 * that only checks the HMAC, in the same run, and beside the disk's own fsync rate.
 * `--events=20000 --repeats=5 --connections=64 --json`; `--memory=1000000` sends so many and tells the memory instead.
 * iTop is not there: deliveries fail at once and wait, as they would in the storm that this is about.
 */
const SECRET = '2b'.repeat(48);
const connections = option('connections', 64);
const events = option('events', 20_000);
const repeats = option('repeats', 5);
const memoryEvents = option('memory', 0);
// beside the sources and not in /tmp, which can be memory
mkdirSync('.sandbox', { recursive: true });
const folder = mkdtempSync(resolve('.sandbox/bench-'));

interface Running {
  port: number;
  child: ChildProcess;
}

async function start(args: string[], port: (line: string) => number | undefined): Promise<Running> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${args.join(' ')}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const found = port(line);
      if (found !== undefined) {
        resolve({ port: found, child });
      }
    });
  });
}

async function end({ child }: Running): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exited;
}

const startBare = () => start(['--import', 'tsx', 'bench/bare-server.ts', SECRET], (line) => Number(line));

async function startBridge(name: string): Promise<Running> {
  const itop = { url: 'http://127.0.0.1:9/', user: 'nobody', password: 'n0body' };
  const config = {
    listen: '127.0.0.1:0',
    admin: 'off',
    database: join(folder, `${name}.db`),
    properties: [{ id: SANDBOX_PROPERTY.propertyId, secrets: [SECRET], itop }],
  };
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, JSON.stringify(config));
  return start([join(folder, 'itop-tawk.js'), 'bridge', '--config', file], (line) => {
    const { url } = JSON.parse(line) as { url?: string };
    return url === undefined ? undefined : Number(new URL(url).port);
  });
}

/** Commits a second that the disk allows for: appends of 4 KiB with fdatasync. */
function diskRate(): number {
  const file = openSync(join(folder, 'fsync'), 'w');
  const block = Buffer.alloc(4096, 1);
  const until = performance.now() + 1000;
  let count = 0;
  while (performance.now() < until) {
    writeSync(file, block);
    fdatasyncSync(file);
    count += 1;
  }
  return count;
}

/** Resident memory of a process, MiB. */
function memoryOf(child: ChildProcess): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function throughput(): Promise<void> {
  const runs: { bare: LoadResult; bridge: LoadResult; disk: number }[] = [];
  for (let run = 0; run < repeats; run++) {
    const disk = diskRate();
    const bareServer = await startBare();
    const bridgeServer = await startBridge(`run${run}`);
    for (const { port } of [bareServer, bridgeServer]) {
      await sendAll(port, makeRequests(2000, SECRET), connections);
    }
    const bare = await sendAll(bareServer.port, makeRequests(events, SECRET), connections);
    const bridge = await sendAll(bridgeServer.port, makeRequests(events, SECRET), connections);
    await end(bareServer);
    await end(bridgeServer);
    runs.push({ bare, bridge, disk });
    progress(`run ${run + 1} of ${repeats}: ${Math.round(bridge.perSecond)} events/s`);
  }
  const figures = (which: 'bare' | 'bridge') => ({
    perSecond: median(runs.map((run) => run[which].perSecond)),
    p50: median(runs.map((run) => percentile(run[which].latencies, 0.5))),
    p99: median(runs.map((run) => percentile(run[which].latencies, 0.99))),
  });
  const [bare, bridge] = [figures('bare'), figures('bridge')];
  const ratio = median(runs.map((run) => run.bridge.perSecond / run.bare.perSecond));
  const fsyncsPerSecond = median(runs.map((run) => run.disk));
  const result = { events, connections, repeats, bridge, bare, ratio, target: 0.25, fsyncsPerSecond };
  report(result, [
    ['', 'events/s', 'p50 ms', 'p99 ms'],
    ['bridge, stored with fsync', bridge.perSecond, bridge.p50, bridge.p99],
    ['bare node:http, HMAC only', bare.perSecond, bare.p50, bare.p99],
    ['ratio (to reach: 0.25)', ratio, '', ''],
    ['fsyncs/s of the disk', fsyncsPerSecond, '', ''],
  ]);
}

async function memory(): Promise<void> {
  const step = 50_000;
  const bridge = await startBridge('memory');
  const resident: number[] = [];
  for (let sent = 0; sent < memoryEvents; sent += step) {
    await sendAll(bridge.port, makeRequests(step, SECRET), connections);
    resident.push(memoryOf(bridge.child));
    progress(`${sent + step} events: ${Math.round(resident.at(-1) as number)} MiB`);
  }
  await end(bridge);
  const result = { events: memoryEvents, everyEvents: step, residentMiB: resident.map(Math.round) };
  report(result, [['after events', 'resident MiB'], ...resident.map((mib, i) => [String((i + 1) * step), mib])]);
}

try {
  await buildCli(join(folder, 'itop-tawk.js'));
  await (memoryEvents > 0 ? memory() : throughput());
} finally {
  rmSync(folder, { recursive: true });
}
