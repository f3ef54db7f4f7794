import { join } from 'node:path';
import type { TestPostgres } from '../postgres';
import { startProxy } from './proxy';
import { mountSmallDisk } from './small-disk';

/** Where a bridge's store is, and what can befall it. */
export interface Place {
  database: string;
  /** The same, past all trouble. */
  direct: string;
  begin: () => void;
  end: () => void;
  close: () => void | Promise<void>;
}

/** On a small disk, which can be full; where none can be mounted, in `folder`. */
export function onSqlite(folder: string): Place {
  const disk = mountSmallDisk(64);
  const database = join(disk?.folder ?? folder, 'bridge.db');
  const nothing = () => {};
  return {
    database,
    direct: database,
    begin: disk?.fill ?? nothing,
    end: disk?.free ?? nothing,
    close: disk?.remove ?? nothing,
  };
}

/** Through a proxy, whose connections can die silently. */
export async function onPostgres(postgres: TestPostgres): Promise<Place> {
  const direct = postgres.newDatabase();
  const proxy = await startProxy(direct);
  return { database: proxy.url(direct), direct, begin: proxy.goBlack, end: proxy.comeBack, close: proxy.close };
}
