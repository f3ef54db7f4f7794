/**
 * The SQLite file. Invariants that the code relies on:
 * - `due_at` is not null exactly in the states `waiting` and `delivering`; all indexes of the work to do
 *   cover only those rows, so that they stay small however many events were ever delivered.
 * - `lease` is not null exactly in the state `delivering`.
 * - `hook_id` and `digest` outlive the erasure of `payload`: they tell duplicates.
 * - the same content has the same `sent_at`, so a leading `sent_at` keeps `digest` unique; it makes new entries go
 *   to the index's end: half the pages written for each event
 * - `id` grows with arrival: within a subject it is the order of delivery.
 */
export const SCHEMA = `
create table if not exists events (
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
  error text,
  error_detail text,
  outcome text,
  finished_at integer,
  payload text
) strict;
create unique index if not exists events_hook on events (property, hook_id);
create unique index if not exists events_digest on events (sent_at, digest);
create index if not exists events_due on events (property, due_at) where due_at is not null;
create index if not exists events_subject on events (property, subject, id) where due_at is not null;
create index if not exists events_set_aside on events (id) where state = 'set_aside';
create index if not exists events_set_aside_codes on events (property, error) where state = 'set_aside';
create index if not exists events_to_erase on events (finished_at) where finished_at is not null and payload is not null;
create table if not exists locks (name text primary key, lease text not null, until integer not null) strict, without rowid;
`;

/** A row's columns under the names of StoredEvent. PostgreSQL needs the quotes, SQLite takes them. */
export const COLUMNS = `id, property, hook_id as "hookId", kind, subject, received_at as "receivedAt", waiting_since as "waitingSince",
  state, due_at as "dueAt", attempts, error, error_detail as "errorDetail", outcome, payload`;
