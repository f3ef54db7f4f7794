import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { skipHere } from './not-tried';

/** A PostgreSQL of our own on a socket in a temporary folder; nothing of it is left after `stop`. */
export interface TestPostgres {
  /** The URL of a new, empty database. */
  newDatabase: () => string;
  stop: () => Promise<void>;
}

let shared: Promise<TestPostgres> | undefined;

/**
 * One server for all files that a worker runs, since a start costs seconds; it ends with the worker. Where there is no
 * PostgreSQL, a test that asks for a database is skipped, and named at the end of the run.
 */
export function sharedPostgres(): Promise<TestPostgres> {
  shared ??= findBinaries() === undefined ? Promise.resolve(NONE) : startPostgres();
  return shared;
}

const NONE: TestPostgres = {
  newDatabase: () => skipHere('needs PostgreSQL'),
  stop: async () => {},
};

/** Ends the server when told to, and when whoever has started it is gone: then its input ends. */
const UNTIL_INPUT_ENDS = 'exec 3<&0; "$@" <&- & server=$!; (read -r _ <&3; kill -INT $server) & wait $server';

/** No test cuts the power: what is not on the disk yet need not be waited for. */
const NO_SYNC = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts a real PostgreSQL server.
 * @param parent where its temporary folder is made
 * @throws Error saying what is missing where there is none
 */
export async function startPostgres(parent = tmpdir(), settings = NO_SYNC): Promise<TestPostgres> {
  const bin = findBinaries();
  if (bin === undefined) throw new Error(`No PostgreSQL server was found. ${HOW_TO_HAVE_POSTGRES}`);
  const folder = mkdtempSync(join(parent, 'itop-tawk-pg-'));
  const data = join(folder, 'data');
  const account = serverAccount();
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(folder, account.uid, account.gid);
  }
  const run = { ...account, cwd: folder, stdio: 'pipe' as const };
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(bin, 'initdb'), initdb, run);
  const options = ['listen_addresses=', 'max_connections=100', ...settings].flatMap((each) => ['-c', each]);
  const command = [join(bin, 'postgres'), '-D', data, '-k', folder, ...options];
  const server = spawn('sh', ['-c', UNTIL_INPUT_ENDS, 'sh', ...command], {
    ...account,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk;
      if (log.includes('ready to accept connections')) {
        resolve();
      }
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
  // it keeps nobody who has done what was to do
  server.unref();
  for (const stream of [server.stdin, server.stderr]) (stream as Socket).unref();
  let count = 0;
  return {
    newDatabase: () => {
      const name = `test${++count}`;
      execFileSync(join(bin, 'createdb'), ['-h', folder, '-U', 'postgres', name], run);
      return `postgres://postgres@/${name}?host=${encodeURIComponent(folder)}`;
    },
    stop: async () => {
      server.ref();
      server.stdin.end();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const HOW_TO_HAVE_POSTGRES =
  'Install it (Debian: apt-get install postgresql), or name the folder of initdb in POSTGRES_BIN.';

/** The folder of a PostgreSQL server's commands: POSTGRES_BIN, what pg_config says, the PATH, the newest of Debian's. */
export function findBinaries(): string | undefined {
  const { POSTGRES_BIN = '', PATH = '' } = process.env;
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    POSTGRES_BIN,
    folderOfPgConfig(),
    ...PATH.split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find(
    (folder) => folder !== '' && ['initdb', 'postgres'].every((each) => existsSync(join(folder, each))),
  );
}

/** '' where there is no pg_config. */
function folderOfPgConfig(): string {
  try {
    return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, the account that its package makes. */
function serverAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
