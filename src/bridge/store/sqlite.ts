import { randomUUID } from 'node:crypto';
import { conditions, parameters } from './filter';
import { GroupCommit } from './group-commit';
import { openSqliteFile, type SqliteDatabase } from './sqlite-file';
import { COLUMNS } from './sqlite-schema';
import { prepareStatements, type Statements } from './sqlite-statements';
import type { Arrival, Claim, EventFilter, Latest, Store, StoredEvent, Totals, Verdict } from './store';
import { type TotalsRow, toTotals } from './totals';

/** How many events one erasing transaction takes: short enough that arrivals hardly wait for it. */
const ERASE_STEP = 500;

/**
 * The store in one SQLite file, for one bridge (and `itop-tawk events` beside it).
 * The calls into SQLite are synchronous: grouping the commits was measured to be worth more than a thread.
 */
export class SqliteStore implements Store {
  readonly #db: SqliteDatabase;
  readonly #sql: Statements;
  readonly #arrivals = new GroupCommit((group: Arrival[]) =>
    this.#inTransaction(() => group.map((each) => this.#insert(each))),
  );
  readonly #verdicts = new GroupCommit((group: { claim: Claim; verdict: Verdict }[]) =>
    this.#withoutFsync(() => group.map(({ claim, verdict }) => this.#note(claim, verdict))),
  );

  constructor(
    path: string,
    private readonly now: () => number = Date.now,
  ) {
    this.#db = openSqliteFile(path);
    this.#sql = prepareStatements(this.#db);
  }

  add(arrival: Arrival): Promise<boolean> {
    return this.#arrivals.add(arrival);
  }

  async claim(property: string, limit: number, leaseTime: number): Promise<Claim[]> {
    const now = this.now();
    const lease = `${randomUUID()}:`;
    const events = this.#sql.claim.all(lease, now + leaseTime, property, now, now, limit).map(toEvent);
    return events
      .sort((a, b) => a.id - b.id)
      .map((event) => ({ event: event as Claim['event'], lease: lease + event.id }));
  }

  async renew(claim: Claim, leaseTime: number): Promise<boolean> {
    return this.#sql.renew.run(this.now() + leaseTime, claim.event.id, claim.lease).changes === 1;
  }

  finish(claim: Claim, verdict: Verdict): Promise<boolean> {
    return this.#verdicts.add({ claim, verdict });
  }

  async release(claims: Claim[]): Promise<void> {
    this.#inTransaction(() => {
      for (const claim of claims) {
        this.#sql.release.run(this.now(), claim.event.id, claim.lease);
      }
    });
  }

  async lock(name: string, lease: string, leaseTime: number): Promise<boolean> {
    const now = this.now();
    return this.#sql.lock.run(name, lease, now + leaseTime, now).changes === 1;
  }

  async unlock(name: string, lease: string): Promise<void> {
    this.#sql.unlock.run(name, lease);
  }

  async list({ limit, ...filter }: EventFilter & { limit: number }): Promise<StoredEvent[]> {
    const { values, parameter } = parameters('?');
    const where = conditions(filter, parameter);
    const newest = `select ${COLUMNS} from events where ${where} order by id desc limit ${parameter(limit)}`;
    return this.#db
      .prepare(newest)
      .all(...values)
      .map(toEvent);
  }

  async pick(filter: EventFilter, after: number, limit: number): Promise<number[]> {
    const { values, parameter } = parameters('?');
    const where = `${conditions(filter, parameter)} and id > ${parameter(after)}`;
    return ids(
      this.#db.prepare(`select id from events where ${where} order by id limit ${parameter(limit)}`).all(...values),
    );
  }

  async get(id: number): Promise<StoredEvent | undefined> {
    return this.#sql.get.all(id).map(toEvent)[0];
  }

  async retry(wanted: number[]): Promise<number[]> {
    return ids(this.#sql.retry.all(this.now(), this.now(), JSON.stringify(wanted)));
  }

  async drop(wanted: number[]): Promise<number[]> {
    return ids(this.#sql.drop.all(this.now(), JSON.stringify(wanted)));
  }

  async totals(): Promise<Totals[]> {
    return toTotals(this.#sql.totals.all() as TotalsRow[], this.now());
  }

  async latest(property: string): Promise<Latest> {
    const at = (rows: unknown[]) => (rows[0] as { at: number } | undefined)?.at ?? 0;
    return {
      received: at(this.#sql.lastReceived.all(property)),
      delivered: at(this.#sql.lastDelivered.all(property)),
    };
  }

  async erase(age: number): Promise<number> {
    let erased = 0;
    for (;;) {
      const step = this.#sql.erase.run(this.now() - age, ERASE_STEP).changes;
      erased += step;
      if (step < ERASE_STEP) {
        break;
      }
      await new Promise(setImmediate);
    }
    if (erased > 0) {
      // the write-ahead log still holds what was erased
      this.#truncateLog();
    }
    return erased;
  }

  async check(): Promise<void> {
    this.#inTransaction(() => this.#sql.unlock.run('', ''));
  }

  /** Moves the write-ahead log into the file, unless somebody else is writing: libsql leaves it beside the file. */
  async close(): Promise<void> {
    this.#db.exec('pragma busy_timeout = 0');
    this.#truncateLog();
    this.#db.close();
  }

  #truncateLog(): void {
    this.#db.prepare('pragma wal_checkpoint(truncate)').all();
  }

  #insert(a: Arrival): boolean {
    const now = this.now();
    const state = a.deliver ? 'waiting' : 'kept';
    const [dueAt, finishedAt] = a.deliver ? [now, null] : [null, now];
    const values = [a.property, a.hookId, a.sentAt, a.digest, a.kind, a.subject, now, now, state, dueAt, finishedAt];
    return this.#sql.insert.run(...values, a.payload).changes === 1;
  }

  #note(claim: Claim, verdict: Verdict): boolean {
    const { id } = claim.event;
    const now = this.now();
    if ('outcome' in verdict) {
      return this.#sql.delivered.run(verdict.state, verdict.outcome, now, id, claim.lease).changes === 1;
    }
    const dueAt = verdict.state === 'waiting' ? now + verdict.delay : null;
    const values = [verdict.state, dueAt, verdict.error, verdict.errorDetail];
    return this.#sql.failed.run(...values, id, claim.lease).changes === 1;
  }

  /**
   * A transaction that the next fsync takes along. Only for what may be forgotten in a power cut: an event that is not
   * known to be delivered stays claimed until its lease ends, and is then found in iTop.
   */
  #withoutFsync<T>(work: () => T): T {
    this.#db.exec('pragma synchronous = normal');
    try {
      return this.#inTransaction(work);
    } finally {
      this.#db.exec('pragma synchronous = full');
    }
  }

  #inTransaction<T>(work: () => T): T {
    this.#sql.begin.run();
    try {
      const result = work();
      this.#sql.commit.run();
      return result;
    } catch (error) {
      if (this.#db.inTransaction) {
        this.#sql.rollback.run();
      }
      throw error;
    }
  }
}

/** libsql adds a `_metadata` of its own to each row. */
function toEvent(row: unknown): StoredEvent {
  const { _metadata, ...event } = row as StoredEvent & { _metadata?: unknown };
  return event;
}

function ids(rows: unknown[]): number[] {
  return (rows as { id: number }[]).map(({ id }) => id);
}
