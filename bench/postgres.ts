import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { findBinaries, startPostgres, type TestPostgres } from '../test/postgres';
import { progress } from './bench';

/**
 * A real PostgreSQL whose data is next to the sources and not in /tmp, which can be in memory; undefined if none is
 * installed.
 */
export async function startBenchPostgres(): Promise<TestPostgres | undefined> {
  if (findBinaries() === undefined) {
    progress('PostgreSQL is left out: none was found. Install it (Debian: apt-get install postgresql)');
    return undefined;
  }
  mkdirSync('.sandbox', { recursive: true });
  return startPostgres(resolve('.sandbox'), []);
}
