import type { SqliteDatabase } from './sqlite-file';
import { COLUMNS } from './sqlite-schema';
import { totalsQuery } from './totals';

export type Statements = ReturnType<typeof prepareStatements>;

/** The statements of the SQLite store, in the order of the Store interface; parameters are in the order of the `?`. */
export function prepareStatements(db: SqliteDatabase) {
  return {
    begin: db.prepare('begin immediate'),
    commit: db.prepare('commit'),
    rollback: db.prepare('rollback'),
    insert: db.prepare(`
      insert into events (property, hook_id, sent_at, digest, kind, subject, received_at, waiting_since, state, due_at,
        finished_at, outcome, erased)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`),
    knows: db.prepare('select 1 as yes from events where sent_at = ? and digest = ?'),
    position: db.prepare('select position from positions where property = ?'),
    setPosition: db.prepare(`
      insert into positions (property, position) values (?, ?)
      on conflict (property) do update set position = excluded.position`),
    anyForgotten: db.prepare('select 1 as yes from forgotten limit 1'),
    isForgotten: db.prepare(
      'select 1 as yes from forgotten where name in (select value from json_each(?)) and until >= ?',
    ),
    insertPayload: db.prepare('insert into payloads (event, payload) values (?, ?)'),
    recoverHeld: db.prepare(
      "update events set due_at = ? where property = ? and due_at is not null and state = 'delivering'",
    ),
    recoverWaiting: db.prepare("update events set due_at = ? where property = ? and due_at > ? and state = 'waiting'"),
    recoverForgotten: db.prepare(`
      update events set due_at = ?1 where property = ?2 and due_at is not null and due_at < ?1 and state = 'waiting'`),
    recoverLocks: db.prepare('update locks set until = ?'),
    // An event can be claimed when no older event of its subject is waiting, and no event of the subject is being
    // delivered. The index is named because SQLite would choose events_due, and read the whole backlog for each event.
    claim: db.prepare(claim('events_due', 'e.unfinished = 0')),
    claimUnfinished: db.prepare(claim('events_unfinished', 'e.unfinished > 0')),
    renew: db.prepare('update events set due_at = ? where id = ? and lease = ?'),
    delivered: db.prepare(`
      update events set state = ?, outcome = ?, tickets = ?, finished_at = ?, due_at = null, lease = null, unfinished = 0,
        error = null, error_detail = null
      where id = ? and lease = ?`),
    failed: db.prepare(`
      update events set state = ?, due_at = ?, error = ?, error_detail = ?, attempts = attempts - ?, lease = null,
        unfinished = 0
      where id = ? and lease = ?`),
    release: db.prepare(`
      update events set state = 'waiting', due_at = ?, lease = null, attempts = attempts - 1, unfinished = unfinished - 1
      where id = ? and lease = ?`),
    postpone: db.prepare(`
      update events set state = 'waiting', due_at = ?, lease = null, attempts = attempts - 1, unfinished = 0
      where id = ? and lease = ?`),
    pause: db.prepare(`
      insert into pauses (property, until, code) values (?, ?, ?)
      on conflict (property) do update set until = excluded.until, code = excluded.code`),
    resume: db.prepare('delete from pauses where property = ?'),
    pauses: db.prepare('select property, until, code from pauses order by property'),
    endPauses: db.prepare(`
      update pauses set until = 0
      where property in (select property from events where id in (select value from json_each(?)))`),
    lock: db.prepare(`
      insert into locks (name, owner, lease, until) values (?, ?, ?, ?)
      on conflict (name) do update set owner = excluded.owner, lease = excluded.lease, until = excluded.until
      where until <= ? or owner = excluded.owner`),
    unlock: db.prepare('delete from locks where name = ? and lease = ?'),
    get: db.prepare(`select ${COLUMNS} from events where id = ?`),
    digest: db.prepare('select digest, cast(hook_id as blob) as name from events where id = ?'),
    payload: db.prepare('select cast(payload as blob) as bytes from payloads where event = ?'),
    retry: db.prepare(`
      update events set state = 'waiting', due_at = 0, waiting_since = ?, attempts = 0, unfinished = 0,
        outcome = null, tickets = null, finished_at = null
      where id in (select value from json_each(?)) and state in ('waiting', 'set_aside', 'no_ticket') and erased = 0
      returning id`),
    drop: db.prepare(`
      update events set state = 'dropped', due_at = null, finished_at = ?, unfinished = 0
      where id in (select value from json_each(?)) and state in ('waiting', 'set_aside')
      returning id`),
    read: db.prepare(`select ${COLUMNS} from events where id > ? order by id limit ?`),
    forget: db.prepare(`
      update events set state = case when finished_at is null then 'dropped' else state end,
        finished_at = coalesce(finished_at, ?1), due_at = null, lease = null, unfinished = 0, erased = 1,
        error_detail = null
      where id in (select value from json_each(?2)) and (state <> 'delivering' or due_at <= ?1)
      returning id`),
    forgetPayloads: db.prepare('delete from payloads where event in (select value from json_each(?))'),
    remember: db.prepare(`
      insert into forgotten (name, until) select value, ?2 from json_each(?1) where true
      on conflict (name) do update set until = max(until, excluded.until)`),
    purgeForgotten: db.prepare('delete from forgotten where until < ?'),
    purgeLocks: db.prepare('delete from locks where until < ?'),
    wipe: db.prepare('pragma wal_checkpoint(truncate)'),
    // SQLite would choose events_property, and read every event of the property
    payloads: db.prepare(`
      select p.event from events e indexed by events_digest join payloads p on p.event = e.id
      where e.sent_at between ? and ? and e.property = ? and e.kind = ? and instr(lower(p.payload), ?) > 0
      order by e.sent_at desc limit ?`),
    // bytes instead of texts: see COLUMNS
    totals: db.prepare(`
      select cast(property as blob) as property, cast(code as blob) as code, count, oldest
      from (${totalsQuery('events')})`),
    // ids grow with arrival, and each entry of events_property contains its event's id: only the last event is read
    lastReceived: db.prepare(`
      select received_at as at from events where id = (select max(id) from events indexed by events_property where property = ?)`),
    lastDelivered: db.prepare(`
      select finished_at as at from events
      where property = ? and state = 'delivered' and finished_at is not null and erased = 0
      order by finished_at desc limit 1`),
    toErase: db.prepare(`
      select id from events where finished_at <= ? and finished_at is not null and erased = 0 limit ?`),
    // the newest event of each property stays: it shows when the last event came, and no number is used twice
    purge: db.prepare(`
      delete from events where id in (
        select e.id from events e indexed by events_erased
        where e.erased = 1 and e.sent_at < ?
          and e.id < (select max(id) from events n indexed by events_property where n.property = e.property)
        limit ?)`),
    erase: db.prepare('update events set erased = 1, error_detail = null where id = ?'),
    erasePayload: db.prepare('delete from payloads where event = ?'),
    quickCheck: db.prepare('pragma quick_check(10)'),
    unfinished: db.prepare(
      "select id from events where (due_at is not null or state = 'set_aside') and id > ? order by id limit ?",
    ),
    probe: db.prepare('insert or replace into probe (id, content) values (1, randomblob(?))'),
  };
}

function claim(index: string, which: string): string {
  return `
    update events set state = 'delivering', lease = ? || id, due_at = ?, attempts = attempts + 1, unfinished = unfinished + 1
    where id in (
      select e.id from events e indexed by ${index}
      where e.property = ? and e.due_at <= ? and ${which} and not exists (
        select 1 from events o indexed by events_subject
        where o.property = e.property and o.subject = e.subject and o.due_at is not null and o.id <> e.id
          and (o.id < e.id or (o.state = 'delivering' and o.due_at > ?)))
      order by e.due_at limit ?)
    returning ${COLUMNS}`;
}
