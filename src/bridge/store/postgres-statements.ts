import { addNotesAfter, forgetNotes } from './postgres-notes';
import { COLUMNS } from './postgres-schema';
import { NOT_KEPT } from './store';
import { totalsQuery } from './totals';

/**
 * The statements of the PostgreSQL store, in the order of the Store interface.
 * @param now the time in SQL, milliseconds since 1970
 */
export function statements(now: string) {
  return {
    insert: `
      insert into itop_tawk_events (property, hook_id, sent_at, digest, kind, subject, received_at, waiting_since, state,
        due_at, finished_at, payload, outcome)
      select property, hook_id, sent_at, digest, kind, subject, ${now}, ${now},
        case when is_forgotten then 'dropped' when deliver then 'waiting' else 'kept' end,
        case when deliver and not is_forgotten then ${now} end, case when deliver and not is_forgotten then null else ${now} end,
        case when is_forgotten then null else payload end, case when is_forgotten then '${NOT_KEPT}' end
      from (
        select *, exists (
          select 1 from itop_tawk_forgotten f where f.name = any(string_to_array(names, ' ')) and f.until >= sent_at
        ) as is_forgotten
        from unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::boolean[],
            $9::text[])
          with ordinality as a (property, hook_id, sent_at, digest, kind, subject, payload, deliver, names, place)) a
      order by place
      on conflict do nothing
      returning hook_id, digest`,
    knows: `
      select e.digest is not null as yes
      from unnest($1::bigint[], $2::bytea[]) with ordinality as a (sent_at, digest, place)
      left join itop_tawk_events e on e.sent_at = a.sent_at and e.digest = a.digest
      order by a.place`,
    position: 'select position from itop_tawk_positions where property = $1',
    setPosition: `
      insert into itop_tawk_positions (property, position) values ($1, $2)
      on conflict (property) do update set position = excluded.position`,
    recover: `
      update itop_tawk_events set due_at = ${now} + case when state = 'waiting' then $3::bigint else $2::bigint end
      where property = $1 and due_at > ${now} + least($2::bigint, $3::bigint)
        and due_at > ${now} + case when state = 'waiting' then $3::bigint else $2::bigint end`,
    recoverLocks: `update itop_tawk_locks set until = ${now} + $1::bigint where until > ${now} + $1::bigint`,
    claim: claim(now, 'e.unfinished = 0'),
    claimUnfinished: claim(now, 'e.unfinished > 0'),
    renew: `update itop_tawk_events set due_at = ${now} + $1::bigint where id = $2 and lease = $3`,
    delivered: delivered(now),
    deliveredWithNotes: `
      with done as (${delivered(now)} returning id), noted as (${addNotesAfter('done', now, 6)})
      select id from done`,
    failed: `
      update itop_tawk_events set state = $1, due_at = ${now} + $2::bigint, error = $3, error_detail = $4,
        attempts = attempts - $5::integer, lease = null, unfinished = 0
      where id = $6 and lease = $7`,
    release: `
      update itop_tawk_events e set state = 'waiting', due_at = ${now}, lease = null, attempts = attempts - 1,
        unfinished = unfinished - 1
      from unnest($1::bigint[], $2::text[]) as c (id, lease) where e.id = c.id and e.lease = c.lease`,
    postpone: `
      update itop_tawk_events set state = 'waiting', due_at = ${now} + $1::bigint, lease = null, attempts = attempts - 1,
        unfinished = 0
      where id = $2 and lease = $3`,
    pause: `
      insert into itop_tawk_pauses (property, until, code) values ($1, ${now} + $2::bigint, $3)
      on conflict (property) do update set until = excluded.until, code = excluded.code`,
    resume: 'delete from itop_tawk_pauses where property = $1',
    pauses: 'select property, until, code from itop_tawk_pauses order by property',
    lock: `
      insert into itop_tawk_locks as l (name, owner, lease, until) values ($1, $2, $3, ${now} + $4::bigint)
      on conflict (name) do update set owner = excluded.owner, lease = excluded.lease, until = excluded.until
      where l.until <= ${now} or l.owner = excluded.owner`,
    unlock: 'delete from itop_tawk_locks where name = $1 and lease = $2',
    get: `select ${COLUMNS} from itop_tawk_events where id = $1`,
    retry: `
      with sent as (
      update itop_tawk_events set state = 'waiting', due_at = ${now}, waiting_since = ${now}, attempts = 0,
        unfinished = 0,
        outcome = null, tickets = null, finished_at = null
      where id = any($1::bigint[]) and state in ('waiting', 'set_aside', 'no_ticket') and payload is not null
      returning id, property),
      ended as (update itop_tawk_pauses set until = 0 where property in (select property from sent))
      select id from sent`,
    drop: `
      update itop_tawk_events set state = 'dropped', due_at = null, finished_at = ${now}, unfinished = 0
      where id = any($1::bigint[]) and state in ('waiting', 'set_aside')
      returning id`,
    read: `select ${COLUMNS} from itop_tawk_events where id > $1 order by id limit $2`,
    forget: `
      with forgotten as (
      update itop_tawk_events set state = case when finished_at is null then 'dropped' else state end,
        finished_at = coalesce(finished_at, ${now}), due_at = null, lease = null, unfinished = 0, payload = null,
        error_detail = null
      where id = any($1::bigint[]) and (state <> 'delivering' or due_at <= ${now})
      returning id, property, subject),
      silent as (${forgetNotes('forgotten', now)})
      select id from forgotten`,
    remember: `
      insert into itop_tawk_forgotten as f (name, until) select unnest($1::text[]), $2::bigint
      on conflict (name) do update set until = greatest(f.until, excluded.until)`,
    purgeForgotten: `delete from itop_tawk_forgotten where until < ${now} - $1::bigint`,
    purgeLocks: `delete from itop_tawk_locks where until < ${now} - $1::bigint`,
    payloads: `
      select payload from itop_tawk_events
      where sent_at between $1 and $2 and property = $3 and kind = $4 and strpos(lower(payload), $5) > 0
      order by sent_at desc limit $6`,
    totals: `select t.*, ${now} as now from (${totalsQuery('itop_tawk_events')}) t`,
    lastReceived: 'select received_at as at from itop_tawk_events where property = $1 order by id desc limit 1',
    lastDelivered: `
      select finished_at as at from itop_tawk_events
      where property = $1 and state = 'delivered' and finished_at is not null and payload is not null
      order by finished_at desc limit 1`,
    erase: `
      update itop_tawk_events set payload = null, error_detail = null
      where id in (
        select id from itop_tawk_events
        where finished_at <= ${now} - $1::bigint and finished_at is not null and payload is not null limit $2)`,
    purge: `
      delete from itop_tawk_events where id in (
        select e.id from itop_tawk_events e
        where e.payload is null and e.sent_at < ${now} - $1::bigint
          and e.id < (select max(n.id) from itop_tawk_events n where n.property = e.property)
        limit $2)`,
    probe: `
      insert into itop_tawk_probe (id, content) values (1, $1)
      on conflict (id) do update set content = excluded.content`,
  };
}

function delivered(now: string): string {
  return `
    update itop_tawk_events set state = $1, outcome = $2, tickets = $3, finished_at = ${now}, due_at = null,
      lease = null, unfinished = 0, error = null, error_detail = null
    where id = $4 and lease = $5`;
}

/**
 * An event can be claimed when no older event of its subject is waiting, and no event of the subject is being
 * delivered.
 */
function claim(now: string, which: string): string {
  return `
    update itop_tawk_events set state = 'delivering', lease = $1 || id, due_at = ${now} + $2::bigint,
      attempts = attempts + 1, unfinished = unfinished + 1
    where id in (
      select e.id from itop_tawk_events e
      where e.property = $3 and e.due_at <= ${now} and ${which} and not exists (
        select 1 from itop_tawk_events o
        where o.property = e.property and o.subject = e.subject and o.due_at is not null and o.id <> e.id
          and (o.id < e.id or (o.state = 'delivering' and o.due_at > ${now})))
      order by e.due_at limit $4
      for update skip locked)
    returning ${COLUMNS}, ${now} - waiting_since as waited`;
}
