import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** How long each of them is measured, milliseconds. */
const FOR = 1000;

/** How many commits per second the disk allows: appends of 4 KiB with fdatasync. */
export function diskRate(folder: string): number {
  const file = openSync(join(folder, 'fsync'), 'w');
  const block = Buffer.alloc(4096, 1);
  const until = performance.now() + FOR;
  let count = 0;
  while (performance.now() < until) {
    writeSync(file, block);
    fdatasyncSync(file);
    count += 1;
  }
  return count / (FOR / 1000);
}

/** Commits per second over one connection to PostgreSQL, one after the other, each of one row as large as an event. */
export async function commitRate(database: string): Promise<number> {
  const client = new pg.Client({ connectionString: database, options: '-c synchronous_commit=on' });
  await client.connect();
  await client.query('create table if not exists commits (id bigint generated always as identity, content text)');
  const content = 'x'.repeat(900);
  const until = performance.now() + FOR;
  let count = 0;
  while (performance.now() < until) {
    await client.query('insert into commits (content) values ($1)', [content]);
    count += 1;
  }
  await client.end();
  return count / (FOR / 1000);
}
