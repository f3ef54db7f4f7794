import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of our own on a socket in a temporary folder; nothing of it is left after `stop`. */
export interface TestPostgres {
  /** The URL of a new, empty database. */
  newDatabase: () => string;
  stop: () => Promise<void>;
}

/**
 * Starts a real PostgreSQL server, installing it with apt-get when the machine has none.
 * @param parent where its temporary folder is made
 * @throws Error saying what is missing when it can do neither
 */
export async function startPostgres(parent = tmpdir()): Promise<TestPostgres> {
  const bin = findBinaries() ?? installBinaries();
  const folder = mkdtempSync(join(parent, 'itop-tawk-pg-'));
  const data = join(folder, 'data');
  const account = serverAccount();
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(folder, account.uid, account.gid);
  }
  const run = { ...account, cwd: folder, stdio: 'pipe' as const };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], run);
  const options = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'max_connections=100'];
  const server = spawn(join(bin, 'postgres'), options, {
    ...account,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
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
  let count = 0;
  return {
    newDatabase: () => {
      const name = `test${++count}`;
      execFileSync(join(bin, 'createdb'), ['-h', folder, '-U', 'postgres', name], run);
      return `postgres://postgres@/${name}?host=${encodeURIComponent(folder)}`;
    },
    stop: async () => {
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the newest PostgreSQL server of this machine. */
export function findBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

function installBinaries(): string {
  try {
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], { stdio: 'pipe' });
  } catch (error) {
    throw new Error('The tests need PostgreSQL: install it (apt-get install postgresql) and run them again', {
      cause: error,
    });
  }
  const bin = findBinaries();
  if (bin === undefined) {
    throw new Error('apt-get installed PostgreSQL, but /usr/lib/postgresql/*/bin/initdb is not there');
  }
  return bin;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, the account that its package makes. */
function serverAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
