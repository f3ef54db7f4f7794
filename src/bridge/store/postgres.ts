import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { BridgeError } from '../errors';
import { GroupCommit } from './group-commit';
import { LOCKS, SCHEMA } from './postgres-schema';
import { COLUMNS } from './sqlite-schema';
import type { Arrival, Claim, ListFilter, Store, StoredEvent, Totals, Verdict } from './store';

// ids and times are bigint, far below 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const DATABASE_CLOCK = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/**
 * The store in PostgreSQL, for several bridges that share the work.
 * Leases are measured by the database's clock, so the bridges' clocks need not agree.
 */
export class PostgresStore implements Store {
  readonly #pool: pg.Pool;
  readonly #now: () => string;
  readonly #arrivals = new GroupCommit((group: Arrival[]) => this.#insert(group));

  private constructor(pool: pg.Pool, clock?: () => number) {
    this.#pool = pool;
    this.#now = clock ? () => String(clock()) : () => DATABASE_CLOCK;
  }

  /**
   * @param clock milliseconds since 1970 instead of the database's clock, for tests
   * @throws BridgeError DATABASE when it cannot be reached, or the tables cannot be made
   */
  static async open(url: string, clock?: () => number): Promise<PostgresStore> {
    // What is acknowledged must be on disk, whatever the server's default says.
    const pool = new pg.Pool({ connectionString: url, max: 8, options: '-c synchronous_commit=on' });
    // A connection that breaks while idle is replaced; the query that needed one reports the error.
    pool.on('error', () => {});
    const store = new PostgresStore(pool, clock);
    try {
      // "create … if not exists" still collides when two bridges start at one time
      await store.#inTransaction(LOCKS.schema, (client) => client.query(SCHEMA));
    } catch (error) {
      await pool.end();
      throw new BridgeError('DATABASE', (error as Error).message);
    }
    return store;
  }

  add(arrival: Arrival): Promise<boolean> {
    return this.#arrivals.add(arrival);
  }

  async claim(property: string, limit: number, leaseTime: number): Promise<Claim[]> {
    const lease = `${randomUUID()}:`;
    const now = this.#now();
    // One claim at a time, each seeing what the one before took: two snapshots could both find a subject free.
    const rows = await this.#inTransaction(LOCKS.claim, async (client) => {
      const result = await client.query(
        `update itop_tawk_events set state = 'delivering', lease = $1 || id, due_at = ${now} + $2::bigint, attempts = attempts + 1
         where id in (
           select e.id from itop_tawk_events e
           where e.property = $3 and e.due_at <= ${now} and not exists (
             select 1 from itop_tawk_events o
             where o.property = e.property and o.subject = e.subject and o.due_at is not null and o.id <> e.id
               and (o.id < e.id or (o.state = 'delivering' and o.due_at > ${now})))
           order by e.due_at limit $4
           for update skip locked)
         returning ${COLUMNS}`,
        [lease, Math.ceil(leaseTime), property, limit],
      );
      return result.rows as Claim['event'][];
    });
    return rows.sort((a, b) => a.id - b.id).map((event) => ({ event, lease: lease + event.id }));
  }

  async renew(claim: Claim, leaseTime: number): Promise<boolean> {
    return this.#changes(
      `update itop_tawk_events set due_at = ${this.#now()} + $1::bigint where id = $2 and lease = $3`,
      [Math.ceil(leaseTime), claim.event.id, claim.lease],
    );
  }

  async finish(claim: Claim, verdict: Verdict): Promise<boolean> {
    const { id } = claim.event;
    const now = this.#now();
    if (verdict.state === 'delivered') {
      return this.#changes(
        `update itop_tawk_events set state = 'delivered', outcome = $1, finished_at = ${now}, due_at = null,
           lease = null, error = null, error_detail = null
         where id = $2 and lease = $3`,
        [verdict.outcome, id, claim.lease],
      );
    }
    const delay = verdict.state === 'waiting' ? Math.ceil(verdict.delay) : null;
    return this.#changes(
      `update itop_tawk_events set state = $1, due_at = ${now} + $2::bigint, error = $3, error_detail = $4, lease = null
       where id = $5 and lease = $6`,
      [verdict.state, delay, verdict.error, verdict.errorDetail.replaceAll('\0', ''), id, claim.lease],
    );
  }

  async release(claims: Claim[]): Promise<void> {
    await this.#pool.query(
      `update itop_tawk_events e set state = 'waiting', due_at = ${this.#now()}, lease = null, attempts = attempts - 1
       from unnest($1::bigint[], $2::text[]) as c (id, lease) where e.id = c.id and e.lease = c.lease`,
      [claims.map(({ event }) => event.id), claims.map(({ lease }) => lease)],
    );
  }

  async lock(name: string, lease: string, leaseTime: number): Promise<boolean> {
    const now = this.#now();
    return this.#changes(
      `insert into itop_tawk_locks as l (name, lease, until) values ($1, $2, ${now} + $3::bigint)
       on conflict (name) do update set lease = excluded.lease, until = excluded.until
       where l.until <= ${now} or l.lease = excluded.lease`,
      [name, lease, Math.ceil(leaseTime)],
    );
  }

  async unlock(name: string, lease: string): Promise<void> {
    await this.#pool.query('delete from itop_tawk_locks where name = $1 and lease = $2', [name, lease]);
  }

  async list(filter: ListFilter): Promise<StoredEvent[]> {
    const result = await this.#pool.query(
      `select ${COLUMNS} from itop_tawk_events
       where ($1::text[] is null or state = any($1)) and ($2::text is null or property = $2)
       order by id desc limit $3`,
      [filter.states ?? null, filter.property ?? null, filter.limit],
    );
    return result.rows;
  }

  async get(id: number): Promise<StoredEvent | undefined> {
    const result = await this.#pool.query(`select ${COLUMNS} from itop_tawk_events where id = $1`, [id]);
    return result.rows[0];
  }

  async retry(id: number): Promise<boolean> {
    return this.#changes(
      `update itop_tawk_events set state = 'waiting', due_at = ${this.#now()}, waiting_since = ${this.#now()}, attempts = 0
       where id = $1 and state in ('waiting', 'set_aside') and payload is not null`,
      [id],
    );
  }

  async drop(id: number): Promise<boolean> {
    return this.#changes(
      `update itop_tawk_events set state = 'dropped', due_at = null, finished_at = ${this.#now()}
       where id = $1 and state in ('waiting', 'set_aside')`,
      [id],
    );
  }

  async totals(): Promise<Totals> {
    const result = await this.#pool.query(
      `select count(*) as waiting, coalesce(greatest(0, ${this.#now()} - min(received_at)), 0) as "oldestWaiting",
         (select count(*) from itop_tawk_events where state = 'set_aside') as "setAside"
       from itop_tawk_events where due_at is not null`,
    );
    return result.rows[0];
  }

  async erase(age: number): Promise<number> {
    const result = await this.#pool.query(
      `update itop_tawk_events set payload = null, error_detail = null
       where finished_at <= ${this.#now()} - $1::bigint and finished_at is not null and payload is not null`,
      [Math.ceil(age)],
    );
    return result.rowCount ?? 0;
  }

  async check(): Promise<void> {
    await this.unlock('', '');
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #insert(group: Arrival[]): Promise<boolean[]> {
    const now = this.#now();
    const result = await this.#pool.query({
      text: `insert into itop_tawk_events (property, hook_id, sent_at, digest, kind, subject, received_at, waiting_since,
          state, due_at, finished_at, payload)
        select property, hook_id, sent_at, digest, kind, subject, ${now}, ${now}, case when deliver then 'waiting' else 'kept' end,
          case when deliver then ${now} end, case when deliver then null else ${now} end, payload
        from unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::boolean[])
          with ordinality as a (property, hook_id, sent_at, digest, kind, subject, payload, deliver, place)
        order by place
        on conflict do nothing
        returning hook_id, digest`,
      values: [
        group.map((a) => a.property),
        group.map((a) => a.hookId),
        group.map((a) => a.sentAt),
        group.map((a) => a.digest),
        group.map((a) => a.kind),
        group.map((a) => a.subject),
        group.map((a) => a.payload),
        group.map((a) => a.deliver),
      ],
    });
    const stored = new Set(result.rows.map((row) => `${row.hook_id} ${row.digest.toString('hex')}`));
    // of two equal ones in a group only the first was stored
    return group.map((a) => stored.delete(`${a.hookId} ${a.digest.toString('hex')}`));
  }

  async #changes(text: string, values: unknown[]): Promise<boolean> {
    return (await this.#pool.query(text, values)).rowCount === 1;
  }

  /** @param advisoryLock held until the end of the transaction: whoever asks for the same one waits */
  async #inTransaction<T>(advisoryLock: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      // the connection may be what broke: it is thrown away, which also ends the transaction
      client.release(true);
      throw error;
    }
  }
}
