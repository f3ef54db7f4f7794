import { randomUUID } from 'node:crypto';
import { BridgeError } from '../base/errors';
import { namesOf } from '../payload/whose';
import { conditions, parameters } from './filter';
import { GroupCommit } from './group-commit';
import type { Move, Note, NoteEnd, NoteToTell, NoteTotals } from './notes';
import { columnsOf, PostgresNotes } from './postgres-notes';
import { PostgresPool } from './postgres-pool';
import { bringUpToDate, COLUMNS, LOCKS } from './postgres-schema';
import { statements } from './postgres-statements';
import {
  type Arrival,
  type Claim,
  type EventFilter,
  type Latest,
  type LockOwner,
  type Pause,
  type PayloadSearch,
  REMEMBERED_FOR_MS,
  type Store,
  type StoredEvent,
  type Totals,
  type Verdict,
} from './store';
import { type TotalsRow, toTotals } from './totals';

const DATABASE_CLOCK = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/** How many events one erasing statement processes: few enough for a statement's deadline. */
const EVENTS_PER_ERASE = 2000;

/** What `check` writes: about the size of an event. Random, because PostgreSQL would compress repeated characters. */
const probe = () => Array.from({ length: 450 }, () => randomUUID()).join('');

/**
 * The store in PostgreSQL, for several bridges that share the work.
 * Leases are measured by the database's clock, so the bridges' clocks need not agree.
 */
export class PostgresStore implements Store {
  readonly #pool: PostgresPool;
  readonly #clock: (() => number) | undefined;
  readonly #notes: PostgresNotes;
  readonly #arrivals = new GroupCommit((group: Arrival[]) => this.#insert(group));

  private constructor(pool: PostgresPool, clock?: () => number) {
    this.#pool = pool;
    this.#clock = clock;
    this.#notes = new PostgresNotes(pool, () => (clock === undefined ? DATABASE_CLOCK : String(clock())));
  }

  /**
   * @param clock milliseconds since 1970 instead of the database's clock, for tests
   * @param migrate see bringUpToDate
   * @throws BridgeError DATABASE (with pg's error as its cause) when it cannot be reached or the tables cannot be
   *   created; DATABASE_VERSION, DATABASE_EMPTY, DATABASE_POOLER
   */
  static async open(url: string, clock?: () => number, migrate = true): Promise<PostgresStore> {
    const pool = new PostgresPool(url);
    try {
      await pool.assertSettings();
      // two bridges may start at the same time
      await pool.transaction(LOCKS.schema, (client) => bringUpToDate(client, migrate));
    } catch (error) {
      await pool.end();
      throw error instanceof BridgeError ? error : new BridgeError('DATABASE', messageOf(error), error);
    }
    return new PostgresStore(pool, clock);
  }

  add(arrival: Arrival): Promise<boolean> {
    return this.#arrivals.add(arrival);
  }

  async knows(events: Pick<Arrival, 'sentAt' | 'digest'>[]): Promise<boolean[]> {
    const columns = [events.map(({ sentAt }) => sentAt), events.map(({ digest }) => digest)];
    return (await this.#pool.query<{ yes: boolean }>(this.#sql.knows, columns)).rows.map(({ yes }) => yes);
  }

  async position(property: string): Promise<string | undefined> {
    return (await this.#pool.query<{ position: string }>(this.#sql.position, [property])).rows[0]?.position;
  }

  async setPosition(property: string, position: string): Promise<void> {
    await this.#pool.query(this.#sql.setPosition, [property, position]);
  }

  async recover(property: string, leaseTime: number, longestWait: number): Promise<void> {
    await this.#pool.query(this.#sql.recover, [property, leaseTime, longestWait]);
    await this.#pool.query(this.#sql.recoverLocks, [leaseTime]);
  }

  async claim(property: string, limit: number, leaseTime: number, unfinished = false): Promise<Claim[]> {
    const statement = unfinished ? this.#sql.claimUnfinished : this.#sql.claim;
    const lease = `${randomUUID()}:`;
    // One claim at a time, each seeing what the one before took: two snapshots could both find a subject free.
    const result = await this.#pool.transaction(LOCKS.claim, (client) =>
      client.query<Claim['event'] & { waited: number }>(statement, [lease, leaseTime, property, limit]),
    );
    return result.rows
      .sort((a, b) => a.id - b.id)
      .map(({ waited, ...event }) => ({ event, lease: lease + event.id, waited }));
  }

  async renew(claim: Claim, leaseTime: number): Promise<boolean> {
    return this.#changes(this.#sql.renew, [leaseTime, claim.event.id, claim.lease]);
  }

  async finish({ event, lease }: Claim, verdict: Verdict): Promise<boolean> {
    if ('outcome' in verdict) {
      const { state, outcome, tickets = [], notes = [] } = verdict;
      const values = [state, outcome, JSON.stringify(tickets), event.id, lease];
      return notes.length === 0
        ? this.#changes(this.#sql.delivered, values)
        : this.#changes(this.#sql.deliveredWithNotes, [...values, ...columnsOf(notes)]);
    }
    const delay = verdict.state === 'waiting' ? verdict.delay : null;
    // PostgreSQL's text type cannot hold a NUL, and iTop's message may contain one
    const detail = verdict.errorDetail.replaceAll('\0', '');
    const counted = verdict.state === 'waiting' && verdict.isNoAttempt ? 1 : 0;
    return this.#changes(this.#sql.failed, [verdict.state, delay, verdict.error, detail, counted, event.id, lease]);
  }

  async release(claims: Claim[]): Promise<void> {
    await this.#pool.query(this.#sql.release, [claims.map(({ event }) => event.id), claims.map(({ lease }) => lease)]);
  }

  async postpone({ event, lease }: Claim, delay: number): Promise<void> {
    await this.#pool.query(this.#sql.postpone, [delay, event.id, lease]);
  }

  async pause(property: string, delay: number, code: string): Promise<void> {
    await this.#pool.query(this.#sql.pause, [property, delay, code]);
  }

  async resume(property: string): Promise<void> {
    await this.#pool.query(this.#sql.resume, [property]);
  }

  async pauses(): Promise<Pause[]> {
    return (await this.#pool.query<Pause>(this.#sql.pauses)).rows;
  }

  async lock(name: string, { event, lease }: LockOwner, leaseTime: number): Promise<boolean> {
    return this.#changes(this.#sql.lock, [name, event.id, lease, leaseTime]);
  }

  async unlock(name: string, { lease }: LockOwner): Promise<void> {
    await this.#pool.query(this.#sql.unlock, [name, lease]);
  }

  async list({ limit, ...filter }: EventFilter & { limit: number }): Promise<StoredEvent[]> {
    const { values, parameter } = parameters('$');
    const where = conditions(filter, parameter);
    const newest = `select ${COLUMNS} from itop_tawk_events where ${where} order by id desc limit ${parameter(limit)}`;
    return (await this.#pool.query<StoredEvent>(newest, values)).rows;
  }

  async pick(filter: EventFilter, after: number, limit: number): Promise<number[]> {
    const { values, parameter } = parameters('$');
    const where = `${conditions(filter, parameter)} and id > ${parameter(after)}`;
    return this.#ids(`select id from itop_tawk_events where ${where} order by id limit ${parameter(limit)}`, values);
  }

  async get(id: number): Promise<StoredEvent | undefined> {
    return (await this.#pool.query<StoredEvent>(this.#sql.get, [id])).rows[0];
  }

  async retry(wanted: number[]): Promise<number[]> {
    return this.#ids(this.#sql.retry, [wanted]);
  }

  async drop(wanted: number[]): Promise<number[]> {
    return this.#ids(this.#sql.drop, [wanted]);
  }

  async read(after: number, limit: number): Promise<StoredEvent[]> {
    return (await this.#pool.query<StoredEvent>(this.#sql.read, [after, limit])).rows;
  }

  async forget(wanted: number[]): Promise<number[]> {
    return this.#ids(this.#sql.forget, [wanted]);
  }

  async remember(names: string[], until: number): Promise<void> {
    await this.#pool.query(this.#sql.remember, [[...new Set(names)], until]);
  }

  /** PostgreSQL keeps erased data in its files until its own vacuum, and in its write-ahead log. */
  async wipe(): Promise<boolean> {
    return true;
  }

  async payloads({ property, kind, from, to, words, limit }: PayloadSearch): Promise<string[]> {
    const { rows } = await this.#pool.query(this.#sql.payloads, [from, to, property, kind, words, limit]);
    return rows.map(({ payload }) => payload);
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
    let erased = 0;
    await this.#pool.query(this.#sql.purgeForgotten, [REMEMBERED_FOR_MS]);
    await this.#pool.query(this.#sql.purgeLocks, [age]);
    for (;;) {
      const { rowCount } = await this.#pool.query(this.#sql.erase, [age, EVENTS_PER_ERASE]);
      erased += rowCount ?? 0;
      if ((rowCount ?? 0) < EVENTS_PER_ERASE) {
        break;
      }
    }
    await this.#notes.erase(age);
    for (let purged = EVENTS_PER_ERASE; purged === EVENTS_PER_ERASE; ) {
      purged = (await this.#pool.query(this.#sql.purge, [REMEMBERED_FOR_MS, EVENTS_PER_ERASE])).rowCount ?? 0;
    }
    return erased;
  }

  addNotes(notes: Note[], move?: Move): Promise<boolean> {
    return this.#notes.add(notes, move);
  }

  notesToTell(property: string, limit: number): Promise<NoteToTell[]> {
    return this.#notes.toTell(property, limit);
  }

  beginNote(id: number, mark: number, settle: number): Promise<boolean> {
    return this.#notes.begin(id, mark, settle);
  }

  postponeNote(id: number, delay: number): Promise<void> {
    return this.#notes.postpone(id, delay);
  }

  endNote(id: number, end: NoteEnd): Promise<boolean> {
    return this.#notes.end(id, end);
  }

  recoverNotes(property: string, settle: number): Promise<void> {
    return this.#notes.recover(property, settle);
  }

  noteTotals(): Promise<NoteTotals[]> {
    return this.#notes.totals();
  }

  async damage(): Promise<string[]> {
    return [];
  }

  async check(): Promise<void> {
    await this.#pool.query(this.#sql.probe, [probe()]);
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
      group.map((arrival) => namesOf(arrival).join(' ')),
    ]);
    const name = (hookId: string, digest: Buffer) => `${hookId} ${digest.toString('hex')}`;
    const stored = new Set(result.rows.map((row) => name(row.hook_id, row.digest)));
    // of two equal events in a group only the first was stored
    return group.map((arrival) => stored.delete(name(arrival.hookId, arrival.digest)));
  }

  async #ids(text: string, values: unknown[]): Promise<number[]> {
    return (await this.#pool.query<{ id: number }>(text, values)).rows.map(({ id }) => id);
  }

  async #changes(text: string, values: unknown[]): Promise<boolean> {
    return (await this.#pool.query(text, values)).rowCount === 1;
  }
}

const BY_DATABASE_CLOCK = statements(DATABASE_CLOCK);

/** When several addresses were tried in vain, Node's error has no message of its own. */
function messageOf(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  return message || (code ?? 'no connection');
}
