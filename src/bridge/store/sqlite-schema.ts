/** The version of the schema below, in SQLite's `user_version`. That of release 2.0.0 had 0. */
export const VERSION = 6;

const NOTES = `
create table notes (
  id integer primary key,
  property text not null,
  chat text not null,
  name text not null,
  recipient text not null,
  text text,
  person text,
  state text not null,
  mark integer,
  due_at integer,
  noted_at integer not null,
  finished_at integer
) strict;
create unique index notes_name on notes (property, chat, name);
create index notes_due on notes (property, chat, id) where due_at is not null;
create index notes_finished on notes (finished_at) where finished_at is not null;
`;

/**
 * The SQLite file. Invariants that the code relies on:
 * - `due_at` is not null exactly in the states `waiting` and `delivering`; all indexes of pending work cover only those
 *   rows, so that they stay small however many events were delivered.
 * - `lease` is not null exactly in the state `delivering`.
 * - `unfinished` is over 0 only while a delivery is running, or after one that ended without a verdict.
 * - `digest` stays after the payload is erased: it identifies duplicates. `hook_id` does not, because it is not signed.
 * - The same content has the same `sent_at`, so `digest` is unique also with `sent_at` in front of it; new entries then
 *   go to the end of the index, which halves the pages written for each event.
 * - `id` grows with arrival: within a subject it is the order of delivery.
 * - a payload has a table of its own, because SQLite writes a row as a whole: each change of state would write it again.
 * - the one row of `probe` is what `check` writes.
 * - `positions` says up to where the chats of a property are fetched, if its provider calls no webhook.
 * - `notes` has what the bridge tells in chats. `due_at` and `text` of a note are not null exactly until it is told or
 *   given up; its name stays, so that it is told only once.
 * - `forgotten` has the fingerprints of recently forgotten persons and chats; it is nearly always empty.
 */
export const SCHEMA = `
create table events (
  id integer primary key,
  property text not null,
  hook_id text not null,
  sent_at integer not null,
  digest blob not null,
  kind text not null,
  subject text not null,
  received_at integer not null,
  waiting_since integer not null,
  state text not null,
  due_at integer,
  lease text,
  attempts integer not null default 0,
  unfinished integer not null default 0,
  error text,
  error_detail text,
  outcome text,
  tickets text,
  finished_at integer,
  erased integer not null default 0
) strict;
create table payloads (event integer primary key, payload text not null) strict;
create unique index events_digest on events (sent_at, digest);
create index events_due on events (property, due_at) where due_at is not null;
create index events_subject on events (property, subject, id) where due_at is not null;
create index events_unfinished on events (property, due_at) where unfinished > 0;
create index events_set_aside on events (id) where state = 'set_aside';
create index events_set_aside_codes on events (property, error) where state = 'set_aside';
create index events_to_erase on events (finished_at) where finished_at is not null and erased = 0;
create index events_property on events (property);
create index events_erased on events (sent_at) where erased = 1;
create table locks (name text primary key, owner integer not null, lease text not null, until integer not null)
  strict, without rowid;
create table probe (id integer primary key, content blob not null) strict;
create table forgotten (name text primary key, until integer not null) strict, without rowid;
create table pauses (property text primary key, until integer not null, code text not null) strict, without rowid;
create table positions (property text primary key, position text not null) strict, without rowid;
${NOTES}`;

/** What upgrades a file of version n (the index in the list) to version n + 1. */
export const MIGRATIONS = [
  `
  drop index events_to_erase;
  alter table events add column unfinished integer not null default 0;
  alter table events add column erased integer not null default 0;
  create table payloads (event integer primary key, payload text not null) strict;
  insert into payloads select id, payload from events where payload is not null;
  update events set erased = 1 where payload is null;
  alter table events drop column payload;
  create index events_unfinished on events (property, due_at) where unfinished > 0;
  create index events_to_erase on events (finished_at) where finished_at is not null and erased = 0;
  create index if not exists events_set_aside_codes on events (property, error) where state = 'set_aside';
  drop table locks;
  create table locks (name text primary key, owner integer not null, lease text not null, until integer not null)
    strict, without rowid;
  create table probe (id integer primary key, content blob not null) strict;
  `,
  'create table forgotten (name text primary key, until integer not null) strict, without rowid;',
  'alter table events add column tickets text;',
  `
  create table pauses (property text primary key, until integer not null, code text not null) strict, without rowid;
  drop index events_hook;
  create index events_property on events (property);
  create index events_erased on events (sent_at) where erased = 1;
  `,
  'create table positions (property text primary key, position text not null) strict, without rowid;',
  NOTES,
];

/** The text columns of StoredEvent, by their names there. */
const TEXTS = {
  property: 'property',
  hookId: 'hook_id',
  kind: 'kind',
  subject: 'subject',
  state: 'state',
  error: 'error',
  errorDetail: 'error_detail',
  outcome: 'outcome',
  tickets: 'tickets',
};

/**
 * A row's columns under the names of StoredEvent, without the payload. Texts are read as bytes: in a damaged file, a
 * text that is not UTF-8 would end the whole process in libsql.
 */
export const COLUMNS = `id, received_at as receivedAt, waiting_since as waitingSince, due_at as dueAt, attempts, unfinished,
  erased, ${Object.entries(TEXTS)
    .map(([name, column]) => `cast(${column} as blob) as ${name}`)
    .join(', ')}`;
