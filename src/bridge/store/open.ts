import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BridgeError } from '../base/errors';
import type { Logger } from '../base/log';
import { createThrottle } from '../base/throttle';
import { isPostgres } from './database';
import type { Store } from './store';
import { mayPass } from './trouble';

/** How often to try again while a database is not available, and how often to log it. Milliseconds. */
const OPEN_RETRY_MS = 1000;
const REPEAT_LOG_LINE_MS = 60_000;

let sqlite: Promise<typeof import('./sqlite')> | undefined;
let postgres: Promise<typeof import('./postgres')> | undefined;
const loadSqlite = () => {
  sqlite ??= import('./sqlite');
  return sqlite;
};
const loadPostgres = () => {
  postgres ??= import('./postgres');
  return postgres;
};

/**
 * Loads both drivers, for a process that may lose the right to read this command's files before it opens a store.
 * Errors are ignored here.
 */
export async function loadDrivers(): Promise<void> {
  const [{ loadDriver }] = await Promise.all([import('./sqlite-file'), loadSqlite(), loadPostgres()]);
  try {
    loadDriver();
  } catch {
    // opening an SQLite file reports it
  }
}

/**
 * Opens the store that `database` names (`postgres://…`, or the path of an SQLite file), and loads only its driver.
 * @param migrate whether to create a missing store, and to upgrade one of an older version; no bridge of that version
 *   may be running
 * @throws BridgeError DATABASE, DATABASE_VERSION, DATABASE_EMPTY
 */
export async function openStore(database: string, migrate = false): Promise<Store> {
  if (isPostgres(database)) {
    const { PostgresStore } = await loadPostgres();
    return PostgresStore.open(database, undefined, migrate);
  }
  const { SqliteStore } = await loadSqlite();
  return new SqliteStore(database, undefined, migrate);
}

/**
 * Opens a store that a bridge has created, and creates nothing: a new SQLite file could get an owner whose files the
 * bridge cannot write.
 * @throws BridgeError DATABASE, DATABASE_VERSION, DATABASE_EMPTY
 */
export async function openStoreOfBridge(database: string): Promise<Store> {
  if (!isPostgres(database) && !existsSync(database)) {
    throw new BridgeError('DATABASE_EMPTY', `${resolve(database)}: expected a bridge's file, and there is none`);
  }
  return openStore(database);
}

/**
 * Opens the store for delivering: an SQLite file can have only one bridge. Waits for a database that is not available
 * yet, because it is not up or its disk is full.
 * @throws BridgeError DATABASE_IN_USE; DATABASE and DATABASE_VERSION where waiting does not help
 */
export async function openStoreAlone(database: string, log: Logger): Promise<{ store: Store; release: () => void }> {
  const throttle = createThrottle(REPEAT_LOG_LINE_MS);
  for (;;) {
    try {
      return await openAlone(database);
    } catch (error) {
      if (!mayPass(error, isPostgres(database))) {
        throw error;
      }
      if (throttle('waiting') !== undefined) {
        const { detail } = error as BridgeError;
        log.warn({ code: 'DATABASE', error: detail }, 'the database cannot be used yet: waiting for it');
      }
    }
    await new Promise((resolve) => setTimeout(resolve, OPEN_RETRY_MS));
  }
}

async function openAlone(database: string): Promise<{ store: Store; release: () => void }> {
  if (isPostgres(database)) {
    return { store: await openStore(database, true), release: () => {} };
  }
  const { takeSqliteFile } = await import('./sqlite-file');
  const { release } = takeSqliteFile(database);
  try {
    return { store: await openStore(database, true), release };
  } catch (error) {
    release();
    throw error;
  }
}
