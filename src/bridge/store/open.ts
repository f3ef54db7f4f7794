import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BridgeError } from '../errors';
import { PostgresStore } from './postgres';
import { SqliteStore } from './sqlite';
import { takeSqliteFile } from './sqlite-file';
import type { Store } from './store';

/** Opens the store that `database` names: `postgres://…`, or else the path of an SQLite file. */
export async function openStore(database: string): Promise<Store> {
  return isPostgres(database) ? PostgresStore.open(database) : new SqliteStore(database);
}

/**
 * Opens what a bridge has made. A new SQLite file would be empty, and could belong to a user whose files the bridge
 * cannot write.
 * @throws BridgeError DATABASE
 */
export async function openStoreOfBridge(database: string): Promise<Store> {
  if (!isPostgres(database) && !existsSync(database)) {
    throw new BridgeError('DATABASE', `${resolve(database)}: expected the file of a bridge, which is not there`);
  }
  return openStore(database);
}

/**
 * Opens it for the one who delivers: of an SQLite file there can be only one.
 * @throws BridgeError DATABASE_IN_USE
 */
export async function openStoreAlone(database: string): Promise<{ store: Store; release: () => void }> {
  if (isPostgres(database)) {
    return { store: await openStore(database), release: () => {} };
  }
  const { release } = takeSqliteFile(database);
  return { store: await openStore(database), release };
}

export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:\/\//.test(database);
}
