import Database from 'libsql';
import { BridgeError } from '../errors';
import { SCHEMA } from './sqlite-schema';

export type SqliteDatabase = InstanceType<typeof Database>;

/** Opens the file, making it where there is none. @throws BridgeError DATABASE */
export function openSqliteFile(path: string): SqliteDatabase {
  try {
    const db = new Database(path);
    // WAL with synchronous=FULL: each commit is one append and one fsync, and survives a power cut.
    db.exec('pragma busy_timeout = 5000');
    db.exec('pragma journal_mode = wal');
    db.exec('pragma synchronous = full');
    // Pages that change often are copied into the file once per 8000 log pages (32 MB), not once per 1000: a third
    // more events a second.
    db.exec('pragma wal_autocheckpoint = 8000');
    // what is erased is overwritten, not only unlinked
    db.exec('pragma secure_delete = on');
    db.exec(SCHEMA);
    return db;
  } catch (error) {
    throw new BridgeError('DATABASE', `${path}: ${(error as Error).message}`);
  }
}

/**
 * Makes this process the only bridge on that file, until `release` or its death.
 * It is an open transaction on a neighbour file: the operating system frees it even after SIGKILL,
 * while `itop-tawk events` can still work on the file itself.
 * @throws BridgeError DATABASE_IN_USE when another process has it
 */
export function takeSqliteFile(path: string): { release: () => void } {
  const lock = new Database(`${path}.lock`);
  try {
    lock.exec('pragma busy_timeout = 0');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    const busy = /locked|busy/i.test((error as Error).message);
    throw new BridgeError(busy ? 'DATABASE_IN_USE' : 'DATABASE', `${path}: ${(error as Error).message}`);
  }
  return {
    release: () => {
      lock.exec('rollback');
      lock.close();
    },
  };
}
