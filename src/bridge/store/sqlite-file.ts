import { chmodSync, closeSync, openSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Database from 'libsql';
import { BridgeError } from '../base/errors';
import { MIGRATIONS, SCHEMA, VERSION } from './sqlite-schema';

export type SqliteDatabase = InstanceType<typeof Database>;

let driver: typeof Database | undefined;

/**
 * SQLite's driver. Its part for this machine is a separate package; npm skips it when the download is incomplete. On
 * Node 20, an `import` that fails for this reason ends the process. The driver is loaded once: later, this process may
 * run as a user who may not read it.
 * @throws BridgeError DATABASE
 */
export function loadDriver(): typeof Database {
  try {
    driver ??= createRequire(import.meta.url)('libsql') as typeof Database;
    return driver;
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    throw new BridgeError('DATABASE', `SQLite's driver cannot be loaded (${why}): install itop-tawk again`, error);
  }
}

/**
 * Opens the file, readable for this user only.
 * @param migrate whether to create a missing file, and to upgrade one of an older version; no bridge of that version
 *   may be running
 * @throws BridgeError DATABASE, DATABASE_VERSION, DATABASE_EMPTY
 */
export function openSqliteFile(path: string, migrate = true): SqliteDatabase {
  const Sqlite = loadDriver();
  let db: SqliteDatabase | undefined;
  try {
    makePrivate(path);
    db = new Sqlite(path);
    // A blocked write is repeated without blocking the process: see busy.ts.
    db.exec('pragma busy_timeout = 0');
    // In WAL mode a commit is one append to the log. Writes that must survive a power cut use synchronous=FULL, which
    // is one more fsync. A process that dies loses nothing either way.
    db.exec('pragma journal_mode = wal');
    db.exec('pragma synchronous = normal');
    // Pages that change often are copied into the file once per 8000 log pages (32 MB), not once per 1000: a third more
    // events per second.
    db.exec('pragma wal_autocheckpoint = 8000');
    // the log shrinks again after a large transaction or a long reader
    db.exec('pragma journal_size_limit = 67108864');
    // erased content is overwritten, not only unlinked
    db.exec('pragma secure_delete = on');
    bringUpToDate(db, migrate);
    if (migrate) {
      shrinkLog(db);
    }
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof BridgeError) {
      throw new BridgeError(error.code, `${path}: ${error.detail}`);
    }
    throw databaseError(path, error);
  }
}

/**
 * A bridge that dies again and again soon after its start would never shrink the log, which would grow without limit.
 */
function shrinkLog(db: SqliteDatabase): void {
  try {
    db.prepare('pragma wal_checkpoint(truncate)').all();
  } catch {
    // the disk is full: the next write reports it
  }
}

/** The file holds users' data: only this user may read it. SQLite gives its other files the same permissions. */
function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  for (const each of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      chmodSync(each, 0o600);
    } catch {
      // it does not exist, or belongs to another user, who has to do it
    }
  }
}

function bringUpToDate(db: SqliteDatabase, migrate: boolean): void {
  const { user_version: found } = db.prepare('pragma user_version').get() as { user_version: number };
  const isNew = db.prepare("select count(*) as tables from sqlite_master where name = 'events'").get() as {
    tables: number;
  };
  if (found === VERSION) {
    return;
  }
  if (found > VERSION) {
    throw new BridgeError('DATABASE_VERSION', `expected version ${VERSION} or older, found ${found}`);
  }
  if (isNew.tables === 0 && !migrate) {
    throw new BridgeError('DATABASE_EMPTY', "expected a bridge's tables, and there are none");
  }
  if (!migrate) {
    throw new BridgeError(
      'DATABASE_VERSION',
      `expected version ${VERSION}, found ${found}: the bridge has not run yet`,
    );
  }
  db.exec('begin immediate');
  try {
    for (const step of isNew.tables === 0 ? [SCHEMA] : MIGRATIONS.slice(found)) {
      db.exec(step);
    }
    db.exec(`pragma user_version = ${VERSION}`);
    db.exec('commit');
  } catch (error) {
    if (db.inTransaction) {
      db.exec('rollback');
    }
    throw error;
  }
}

/**
 * Remembers the files that were opened. When one of them is no longer at its path, everything that is written would be
 * lost.
 */
export class OpenFiles {
  /** For each path, the file's id in its file system. */
  readonly #known = new Map<string, string>();

  constructor(private readonly path: string) {
    this.check();
  }

  /** @throws BridgeError STORE_FAILED */
  check(): void {
    for (const path of ['', '-wal', '-shm'].map((end) => this.path + end)) {
      const found = statSync(path, { throwIfNoEntry: false });
      const id = found === undefined ? undefined : `${found.dev} ${found.ino}`;
      const known = this.#known.get(path);
      if (known === undefined && id !== undefined) this.#known.set(path, id);
      else if (known !== id) {
        const is = id === undefined ? 'is gone' : 'is another file than the one that was opened';
        const todo = 'see docs/database.md, "The database\'s file is gone"';
        throw new BridgeError('STORE_FAILED', `${path} ${is}: ${todo}`);
      }
    }
  }
}

/**
 * Makes this process the only bridge on that file, until `release` or the end of the process. It is an open transaction
 * on a file next to it: the operating system ends it even after SIGKILL, and `itop-tawk events` can still use the file
 * itself.
 * @throws BridgeError DATABASE_IN_USE when another process has it, DATABASE
 */
export function takeSqliteFile(path: string): { release: () => void } {
  const Sqlite = loadDriver();
  let lock: SqliteDatabase | undefined;
  try {
    const file = onlyName(path);
    makePrivate(`${file}.lock`);
    lock = new Sqlite(`${file}.lock`);
    lock.exec('pragma busy_timeout = 0');
    lock.exec('begin exclusive');
  } catch (error) {
    lock?.close();
    if (error instanceof BridgeError) throw error;
    throw isBusy(error) ? new BridgeError('DATABASE_IN_USE', path) : databaseError(path, error);
  }
  const taken = lock;
  return {
    release: () => {
      taken.exec('rollback');
      taken.close();
    },
  };
}

/**
 * The file itself, with all symbolic links resolved: a bridge that uses another path must find the same lock file.
 * @throws BridgeError DATABASE where the file has further names (hard links), because a bridge that uses one of them
 *   would not be noticed
 */
function onlyName(path: string): string {
  // where no file exists yet, a link may still lead to its future place
  closeSync(openSync(path, 'a', 0o600));
  const file = realpathSync(path);
  const names = statSync(file).nlink;
  if (names > 1) {
    const say = `expected a file with one name, found ${names} (hard links): take the others away, or copy the file`;
    throw new BridgeError('DATABASE', `${path}: ${say}`);
  }
  return file;
}

/** Whether another process is writing at this moment. */
export function isBusy(error: unknown): boolean {
  return /SQLITE_BUSY|database is locked/i.test(`${(error as { code?: string }).code} ${(error as Error).message}`);
}

/** Whether the part of the file that was read is damaged. */
export function isCorrupt(error: unknown): boolean {
  return /SQLITE_(CORRUPT|NOTADB)|malformed/i.test(`${(error as { code?: string }).code} ${(error as Error).message}`);
}

function databaseError(path: string, error: unknown): BridgeError {
  return new BridgeError('DATABASE', `${path}: ${(error as Error).message}`, error);
}
