create table if not exists itop_tawk_events (
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
  error text,
  error_detail text,
  outcome text,
  finished_at bigint,
  payload text
);
create unique index if not exists itop_tawk_events_hook on itop_tawk_events (property, hook_id);
create unique index if not exists itop_tawk_events_digest on itop_tawk_events (sent_at, digest);
create index if not exists itop_tawk_events_due on itop_tawk_events (property, due_at) where due_at is not null;
create index if not exists itop_tawk_events_subject on itop_tawk_events (property, subject, id) where due_at is not null;
create index if not exists itop_tawk_events_set_aside on itop_tawk_events (id) where state = 'set_aside';
create index if not exists itop_tawk_events_to_erase on itop_tawk_events (finished_at)
  where finished_at is not null and payload is not null;
create table if not exists itop_tawk_locks (name text primary key, lease text not null, until bigint not null);
