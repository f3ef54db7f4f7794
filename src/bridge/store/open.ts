import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BridgeError } from '../base/errors';
import type { Logger } from '../base/log';
import { createThrottle } from '../base/throttle';
import { isPostgres } from './database';
import type { Store } from './store';
import { mayPass } from './trouble';

/** How often a database that is not there yet is looked for, and how often that is said. Milliseconds. */
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

/** Loads both, for a process that may not be able to read this command's files when a store is opened; nothing is said here. */
export async function loadDrivers(): Promise<void> {
  const [{ loadDriver }] = await Promise.all([import('./sqlite-file'), loadSqlite(), loadPostgres()]);
  try {
    loadDriver();
  } catch {
    // opening an SQLite file says it
  }
}

/**
 * Opens the store that `database` names, and loads its driver and not the other's: `postgres://…`, or else the path of an SQLite file.
 * @param migrate whether it is made where it is not there, and one of an older version brought up to date; a bridge of that
 *   version must not be at work
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
 * Opens what a bridge has made, and makes nothing: a new SQLite file could belong to a user whose files the bridge cannot
 * write.
 * @throws BridgeError DATABASE, DATABASE_VERSION, DATABASE_EMPTY
 */
export async function openStoreOfBridge(database: string): Promise<Store> {
  if (!isPostgres(database) && !existsSync(database)) {
    throw new BridgeError('DATABASE_EMPTY', `${resolve(database)}: expected a bridge's file, and there is none`);
  }
  return openStore(database);
}

/**
 * Opens it for the one who delivers: of an SQLite file there can be only one. Where the database cannot be used yet,
 * because it is not up or its disk is full, it is waited for.
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
