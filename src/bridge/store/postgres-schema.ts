import type pg from 'pg';
import { BridgeError } from '../base/errors';

/** The version of the schema below, in the table itop_tawk_schema. Release 2.0.0 had no such table: its version is 0. */
const VERSION = 6;

const NOTES = `
create table itop_tawk_notes (
  id bigint generated always as identity primary key,
  property text not null,
  chat text not null,
  name text not null,
  recipient text not null,
  text text,
  person text,
  state text not null,
  mark bigint,
  due_at bigint,
  noted_at bigint not null,
  finished_at bigint
);
create unique index itop_tawk_notes_name on itop_tawk_notes (property, chat, name);
create index itop_tawk_notes_due on itop_tawk_notes (property, chat, id) where due_at is not null;
create index itop_tawk_notes_finished on itop_tawk_notes (finished_at) where finished_at is not null;
`;

/**
 * The same tables, indexes and invariants as in sqlite-schema.ts, in PostgreSQL's types. Times are milliseconds since
 * 1970. The index of due events includes the id, as in SQLite, so that the totals read only the index.
 */
const SCHEMA = `
create table itop_tawk_events (
  id bigint generated always as identity primary key,
  property text not null,
  hook_id text not null,
  sent_at bigint not null,
  digest bytea not null,
  kind text not null,
  subject text not null,
  received_at bigint not null,
  waiting_since bigint not null,
  state text not null,
  due_at bigint,
  lease text,
  attempts integer not null default 0,
  unfinished integer not null default 0,
  error text,
  error_detail text,
  outcome text,
  tickets jsonb,
  finished_at bigint,
  payload text
);
create unique index itop_tawk_events_digest on itop_tawk_events (sent_at, digest);
create index itop_tawk_events_due on itop_tawk_events (property, due_at) include (id) where due_at is not null;
create index itop_tawk_events_subject on itop_tawk_events (property, subject, id) where due_at is not null;
create index itop_tawk_events_unfinished on itop_tawk_events (property, due_at) where unfinished > 0;
create index itop_tawk_events_set_aside on itop_tawk_events (id) where state = 'set_aside';
create index itop_tawk_events_set_aside_codes on itop_tawk_events (property, error) where state = 'set_aside';
create index itop_tawk_events_to_erase on itop_tawk_events (finished_at)
  where finished_at is not null and payload is not null;
create index itop_tawk_events_property on itop_tawk_events (property, id);
create index itop_tawk_events_erased on itop_tawk_events (sent_at) where payload is null;
create table itop_tawk_locks (name text primary key, owner bigint not null, lease text not null, until bigint not null);
create table itop_tawk_probe (id integer primary key, content text not null);
create table itop_tawk_forgotten (name text primary key, until bigint not null);
create table itop_tawk_pauses (property text primary key, until bigint not null, code text not null);
create table itop_tawk_positions (property text primary key, position text not null);
${NOTES}create table itop_tawk_schema (version integer not null);
insert into itop_tawk_schema values (${VERSION});
`;

/** What upgrades a schema of version n (the index in the list) to version n + 1. */
const MIGRATIONS = [
  `
  alter table itop_tawk_events add column unfinished integer not null default 0;
  create index itop_tawk_events_unfinished on itop_tawk_events (property, due_at) where unfinished > 0;
  create index if not exists itop_tawk_events_set_aside_codes on itop_tawk_events (property, error) where state = 'set_aside';
  drop index itop_tawk_events_due;
  create index itop_tawk_events_due on itop_tawk_events (property, due_at) include (id) where due_at is not null;
  drop table itop_tawk_locks;
  create table itop_tawk_locks (name text primary key, owner bigint not null, lease text not null, until bigint not null);
  create table itop_tawk_probe (id integer primary key, content text not null);
  create table itop_tawk_schema (version integer not null);
  insert into itop_tawk_schema values (1);
  `,
  `
  create table itop_tawk_forgotten (name text primary key, until bigint not null);
  update itop_tawk_schema set version = 2;
  `,
  `
  alter table itop_tawk_events add column tickets jsonb;
  update itop_tawk_schema set version = 3;
  `,
  `
  create table itop_tawk_pauses (property text primary key, until bigint not null, code text not null);
  drop index itop_tawk_events_hook;
  create index itop_tawk_events_property on itop_tawk_events (property, id);
  create index itop_tawk_events_erased on itop_tawk_events (sent_at) where payload is null;
  update itop_tawk_schema set version = 4;
  `,
  `
  create table itop_tawk_positions (property text primary key, position text not null);
  update itop_tawk_schema set version = 5;
  `,
  `${NOTES}update itop_tawk_schema set version = 6;`,
];

/** How long creating or changing the tables may take. Milliseconds. */
const MIGRATION_TIMEOUT_MS = 3_600_000;

/**
 * Creates the tables, or upgrades those of an older version. Call it in a transaction.
 * @param migrate whether tables may be created, and those of an older version changed; no bridge of that version may be
 *   running
 * @throws BridgeError DATABASE_VERSION, DATABASE_EMPTY
 */
export async function bringUpToDate(client: pg.ClientBase, migrate: boolean): Promise<void> {
  const exists = async (table: string) =>
    (await client.query<{ yes: boolean }>('select to_regclass($1) is not null as yes', [table])).rows[0]?.yes;
  const run = async (text: string) => {
    await client.query('set local statement_timeout = 0');
    await client.query({ text, query_timeout: MIGRATION_TIMEOUT_MS } as pg.QueryConfig);
  };
  if (!(await exists('itop_tawk_events'))) {
    if (!migrate) throw new BridgeError('DATABASE_EMPTY', "expected a bridge's tables, and there are none");
    await run(SCHEMA);
    return;
  }
  const found = (await exists('itop_tawk_schema'))
    ? ((await client.query<{ version: number }>('select version from itop_tawk_schema')).rows[0]?.version ?? 0)
    : 0;
  if (found > VERSION) {
    throw new BridgeError('DATABASE_VERSION', `expected version ${VERSION} or older, found ${found}`);
  }
  if (found < VERSION && !migrate) {
    throw new BridgeError(
      'DATABASE_VERSION',
      `expected version ${VERSION}, found ${found}: the bridge has not run yet`,
    );
  }
  for (const step of MIGRATIONS.slice(found)) {
    await run(step);
  }
}

/** A row's columns under the names of StoredEvent. */
export const COLUMNS = `id, property, hook_id as "hookId", kind, subject, received_at as "receivedAt", waiting_since as "waitingSince",
  state, due_at as "dueAt", attempts, unfinished, error, error_detail as "errorDetail", outcome, tickets, payload`;

/** Numbers of advisory locks: arbitrary, as long as nothing else in this database uses them. */
export const LOCKS = { schema: 840_411_001, claim: 840_411_002 };
