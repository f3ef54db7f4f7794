import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { BridgeError } from '../errors';
import { conditions, parameters } from './filter';
import { GroupCommit } from './group-commit';
import { LOCKS, SCHEMA } from './postgres-schema';
import { statements } from './postgres-statements';
import { COLUMNS } from './sqlite-schema';
import type { Arrival, Claim, EventFilter, Latest, Store, StoredEvent, Totals, Verdict } from './store';
import { type TotalsRow, toTotals } from './totals';

// ids and times are bigint, far below 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const DATABASE_CLOCK = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/**
 * The store in PostgreSQL, for several bridges that share the work.
 * Leases are measured by the database's clock, so the bridges' clocks need not agree.
 */
export class PostgresStore implements Store {
  readonly #pool: pg.Pool;
  readonly #clock: (() => number) | undefined;
  readonly #arrivals = new GroupCommit((group: Arrival[]) => this.#insert(group));

  private constructor(pool: pg.Pool, clock?: () => number) {
    this.#pool = pool;
    this.#clock = clock;
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
    // One claim at a time, each seeing what the one before took: two snapshots could both find a subject free.
    const result = await this.#inTransaction(LOCKS.claim, (client) =>
      client.query<Claim['event']>(this.#sql.claim, [lease, leaseTime, property, limit]),
    );
    return result.rows.sort((a, b) => a.id - b.id).map((event) => ({ event, lease: lease + event.id }));
  }

  async renew(claim: Claim, leaseTime: number): Promise<boolean> {
    return this.#changes(this.#sql.renew, [leaseTime, claim.event.id, claim.lease]);
  }

  async finish({ event, lease }: Claim, verdict: Verdict): Promise<boolean> {
    if ('outcome' in verdict) {
      return this.#changes(this.#sql.delivered, [verdict.state, verdict.outcome, event.id, lease]);
    }
    const delay = verdict.state === 'waiting' ? verdict.delay : null;
    // PostgreSQL's text cannot hold a NUL, and iTop's message may
    const detail = verdict.errorDetail.replaceAll('\0', '');
    return this.#changes(this.#sql.failed, [verdict.state, delay, verdict.error, detail, event.id, lease]);
  }

  async release(claims: Claim[]): Promise<void> {
    await this.#pool.query(this.#sql.release, [claims.map(({ event }) => event.id), claims.map(({ lease }) => lease)]);
  }

  async lock(name: string, lease: string, leaseTime: number): Promise<boolean> {
    return this.#changes(this.#sql.lock, [name, lease, leaseTime]);
  }

  async unlock(name: string, lease: string): Promise<void> {
    await this.#pool.query(this.#sql.unlock, [name, lease]);
  }

  async list({ limit, ...filter }: EventFilter & { limit: number }): Promise<StoredEvent[]> {
    const { values, parameter } = parameters('$');
    const where = conditions(filter, parameter);
    const newest = `select ${COLUMNS} from itop_tawk_events where ${where} order by id desc limit ${parameter(limit)}`;
    return (await this.#pool.query(newest, values)).rows;
  }

  async pick(filter: EventFilter, after: number, limit: number): Promise<number[]> {
    const { values, parameter } = parameters('$');
    const where = `${conditions(filter, parameter)} and id > ${parameter(after)}`;
    return this.#ids(`select id from itop_tawk_events where ${where} order by id limit ${parameter(limit)}`, values);
  }

  async get(id: number): Promise<StoredEvent | undefined> {
    return (await this.#pool.query(this.#sql.get, [id])).rows[0];
  }

  async retry(wanted: number[]): Promise<number[]> {
    return this.#ids(this.#sql.retry, [wanted]);
  }

  async drop(wanted: number[]): Promise<number[]> {
    return this.#ids(this.#sql.drop, [wanted]);
  }

  async totals(): Promise<Totals[]> {
    const { rows } = await this.#pool.query<TotalsRow & { now: number }>(this.#sql.totals);
    return toTotals(rows, rows[0]?.now ?? 0);
  }

  async latest(property: string): Promise<Latest> {
    const at = async (query: string) => (await this.#pool.query(query, [property])).rows[0]?.at ?? 0;
    return { received: await at(this.#sql.lastReceived), delivered: await at(this.#sql.lastDelivered) };
  }

  async erase(age: number): Promise<number> {
    return (await this.#pool.query(this.#sql.erase, [age])).rowCount ?? 0;
  }

  async check(): Promise<void> {
    await this.unlock('', '');
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  get #sql(): ReturnType<typeof statements> {
    return this.#clock === undefined ? BY_DATABASE_CLOCK : statements(String(this.#clock()));
  }

  async #insert(group: Arrival[]): Promise<boolean[]> {
    const column = <Key extends keyof Arrival>(key: Key) => group.map((arrival) => arrival[key]);
    const result = await this.#pool.query(this.#sql.insert, [
      column('property'),
      column('hookId'),
      column('sentAt'),
      column('digest'),
      column('kind'),
      column('subject'),
      column('payload'),
      column('deliver'),
    ]);
    const name = (hookId: string, digest: Buffer) => `${hookId} ${digest.toString('hex')}`;
    const stored = new Set(result.rows.map((row) => name(row.hook_id, row.digest)));
    // of two equal ones in a group only the first was stored
    return group.map((arrival) => stored.delete(name(arrival.hookId, arrival.digest)));
  }

  async #ids(text: string, values: unknown[]): Promise<number[]> {
    return (await this.#pool.query<{ id: number }>(text, values)).rows.map(({ id }) => id);
  }

  async #changes(text: string, values: unknown[]): Promise<boolean> {
    return (await this.#pool.query(text, values)).rowCount === 1;
  }

  /** @param advisoryLock held until the end of the transaction: whoever asks for the same one waits */
  async #inTransaction<T>(advisoryLock: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    // A connection that breaks between two queries would end the process; the next query reports it.
    const ignore = () => {};
    client.on('error', ignore);
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
      const result = await work(client);
      await client.query('commit');
      client.off('error', ignore);
      client.release();
      return result;
    } catch (error) {
      // the connection may be what broke: it is thrown away, which also ends the transaction
      client.release(true);
      throw error;
    }
  }
}

const BY_DATABASE_CLOCK = statements(DATABASE_CLOCK);
