import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWidget, watchWidget } from '../build/widget';
import { BridgeError } from '../src/bridge/base/errors';
import { createLog } from '../src/bridge/base/log';
import { phpRuntime } from './itop/php-runtime';
import { keepItopInUtc } from './itop/times';
import { demoUser } from './itop/users';
import { itopVersion } from './itop/versions';
import { type Sandbox, startSandbox } from './sandbox';

/**
 * The PHP version of every iTop here, so that `npm ci` downloads only one; the tests have the others
 * (test/package.json).
 */
const PHP = '8.3';
const PORT = 8080;
const FOLDER = '.sandbox';
/** The file in which a second start finds the address of the first (start.mjs). */
const RUNNING = join(FOLDER, 'running.json');

const { values } = parseArgs({ options: { port: { type: 'string' }, watch: { type: 'boolean' } } });
const port = Number(values.port ?? PORT);
if (!Number.isInteger(port) || port < 1 || port > 65_534) {
  giveUp(`--port: expected a number from 1 to 65534, got "${values.port}"`);
}

keepItopInUtc();
say('Loaded: esbuild, the bridge and the rest');
// PHP loads while the others start, and has run a page before anybody asks for one.
const php = phpRuntime(PHP);
const sandbox = await start();
say('iTop, tawk.to and the bridge run');
sayPort(sandbox.itopUrl, port, 'iTop');
sayPort(sandbox.tawkUrl, port + 1, 'tawk.to');
await mkdir(FOLDER, { recursive: true });
await writeFile(RUNNING, JSON.stringify({ url: `${sandbox.itopUrl}/`, pid: process.pid }));
await buildWidget();
say('The chat bubble is built');
await php;
await runFirstPage();
say(`PHP ${PHP} has run its first page`);
console.log(`
Open  ${sandbox.itopUrl}/

It leads you from a chat to the ticket in four steps. Settings: ${sandbox.itop.configFile}. Ctrl-C ends the demo.
`);

const endWatch = values.watch ? await watchWidget((file) => console.log(`Built ${file}: reload the page`)) : undefined;

process.once('SIGINT', stop).once('SIGTERM', stop);

async function stop(): Promise<void> {
  await rm(RUNNING, { force: true });
  await endWatch?.();
  await sandbox.close();
  process.exit();
}

async function start(): Promise<Sandbox> {
  try {
    return await startSandbox({
      folder: FOLDER,
      phpVersion: PHP,
      ports: { itop: port, tawk: port + 1 },
      exactPorts: values.port !== undefined,
      log: createLog(),
    });
  } catch (error) {
    const { code, port: taken } = error as { code?: string; port?: number };
    if (code === 'EADDRINUSE') {
      return giveUp(`Port ${taken} is taken, so nothing was started. Choose another: npm start -- --port <number>`);
    }
    if (error instanceof BridgeError && code === 'DATABASE_IN_USE') {
      return giveUp(`Another demo has ${FOLDER}/bridge.db: end it first, with Ctrl-C there.`);
    }
    throw error;
  }
}

function runFirstPage(): Promise<unknown> {
  const page = { version: itopVersion('3.2'), appRootUrl: `${sandbox.itopUrl}/3.2/`, portal: 'itop-portal' };
  return sandbox.itop.runHooks({ ...page, user: demoUser('paula') });
}

/** Prints that something is done, and the time since the start. */
function say(done: string): void {
  console.log(`  ${(performance.now() / 1000).toFixed(1).padStart(4)} s  ${done}`);
}

function sayPort(url: string, wanted: number, what: string): void {
  const { port: used } = new URL(url);
  if (Number(used) !== wanted) console.log(`          Port ${wanted} is taken, so ${what} is on ${used}.`);
}

function giveUp(words: string): never {
  console.error(words);
  process.exit(1);
}
