import { isUtf8 } from 'node:buffer';
import { hash, randomUUID } from 'node:crypto';
import { uptime } from 'node:os';
import { monotonicNow } from '../base/clock';
import { namesOf } from '../payload/whose';
import { whenFree } from './busy';
import { conditions, parameters } from './filter';
import { GroupCommit } from './group-commit';
import { type Move, type Note, type NoteEnd, type NoteToTell, type NoteTotals, toNoteTotals } from './notes';
import { isCorrupt, OpenFiles, openSqliteFile, type SqliteDatabase } from './sqlite-file';
import { SqliteNotes } from './sqlite-notes';
import { COLUMNS } from './sqlite-schema';
import { prepareStatements, type Statements } from './sqlite-statements';
import {
  type Arrival,
  type Claim,
  type EventFilter,
  type Latest,
  type LockOwner,
  NOT_KEPT,
  type Pause,
  type PayloadSearch,
  REMEMBERED_FOR_MS,
  type Store,
  type StoredEvent,
  type TicketRef,
  type Totals,
  type Verdict,
} from './store';
import { type TotalsRow, toTotals } from './totals';

/** How many events one erasing transaction processes: few enough that new events hardly wait for it. */
const EVENTS_PER_ERASE = 500;

/** Bytes that `check` writes: about the size of an event, with the pages of its table and indexes. */
const PROBE_BYTES = 32_768;

/** How long to wait for a moment at which nobody reads the log, and how often to look. Milliseconds. */
const WIPE_TIMEOUT_MS = 5000;
const WIPE_RETRY_MS = 20;

/**
 * The store in one SQLite file, for one bridge (and `itop-tawk events` next to it). The calls into SQLite are
 * synchronous: measurements showed that grouping the commits gains more than a thread would.
 */
export class SqliteStore implements Store {
  readonly #db: SqliteDatabase;
  readonly #sql: Statements;
  readonly #notes: SqliteNotes;
  readonly #recovered = new Set<string>();
  readonly #files: OpenFiles;
  readonly #arrivals = new GroupCommit(async (group: Arrival[]) => {
    const isNew = await this.#durably(() => this.#transaction(() => group.map((each) => this.#insert(each))));
    this.#files.check();
    return isNew;
  });
  readonly #verdicts = new GroupCommit((group: { claim: Claim; verdict: Verdict }[]) =>
    this.#inTransaction(() => group.map(({ claim, verdict }) => this.#note(claim, verdict))),
  );

  /**
   * @param now the process' own clock: a clock that somebody sets would end leases early or late
   * @param migrate see openSqliteFile
   * @param up how long this machine has been up, milliseconds
   * @throws BridgeError DATABASE, DATABASE_VERSION
   */
  constructor(
    path: string,
    private readonly now: () => number = monotonicNow,
    migrate = true,
    private readonly up: () => number = () => uptime() * 1000,
  ) {
    this.#db = openSqliteFile(path, migrate);
    this.#sql = prepareStatements(this.#db);
    this.#notes = new SqliteNotes(this.#db, now);
    this.#files = new OpenFiles(path);
  }

  add(arrival: Arrival): Promise<boolean> {
    return this.#arrivals.add(arrival);
  }

  async knows(events: Pick<Arrival, 'sentAt' | 'digest'>[]): Promise<boolean[]> {
    return events.map(({ sentAt, digest }) => this.#sql.knows.get(sentAt, digest) !== undefined);
  }

  async position(property: string): Promise<string | undefined> {
    return this.#position(property);
  }

  async setPosition(property: string, position: string): Promise<void> {
    await this.#durably(() => this.#sql.setPosition.run(property, position));
  }

  /**
   * Only the first call does something: no other process delivers, so all claims in the file belong to a dead process.
   * If the machine went down with it, waiting events may have been claimed too: a power cut can undo claims (see
   * #durably).
   */
  async recover(property: string, leaseTime: number, longestWait: number): Promise<void> {
    if (this.#recovered.has(property)) {
      return;
    }
    await this.#inTransaction(() => {
      const now = this.now();
      this.#sql.recoverHeld.run(now + leaseTime, property);
      this.#sql.recoverWaiting.run(now + longestWait, property, now + longestWait);
      this.#sql.recoverLocks.run(now + leaseTime);
      this.#sql.recoverForgotten.run(now + leaseTime - this.up(), property);
    });
    this.#recovered.add(property);
  }

  async claim(property: string, limit: number, leaseTime: number, unfinished = false): Promise<Claim[]> {
    const statement = unfinished ? this.#sql.claimUnfinished : this.#sql.claim;
    const lease = `${randomUUID()}:`;
    return whenFree(() => {
      const now = this.now();
      const rows = statement.all(lease, now + leaseTime, property, now, now, limit);
      const events = rows
        .map((row) => this.#toEvent(row))
        .map(({ payload, ...each }) => {
          const isDamaged = each.isDamaged || !this.#isAsSigned(each.id, payload ?? '');
          return { ...each, payload: payload ?? '', ...(isDamaged && { isDamaged }) };
        });
      return events
        .sort((a, b) => a.id - b.id)
        .map((event) => ({ event, lease: lease + event.id, waited: now - event.waitingSince }));
    });
  }

  async renew(claim: Claim, leaseTime: number): Promise<boolean> {
    return this.#changes(() => this.#sql.renew.run(this.now() + leaseTime, claim.event.id, claim.lease));
  }

  finish(claim: Claim, verdict: Verdict): Promise<boolean> {
    return this.#verdicts.add({ claim, verdict });
  }

  async release(claims: Claim[]): Promise<void> {
    await this.#inTransaction(() => {
      for (const claim of claims) {
        this.#sql.release.run(this.now(), claim.event.id, claim.lease);
      }
    });
  }

  async postpone(claim: Claim, delay: number): Promise<void> {
    await whenFree(() => this.#sql.postpone.run(this.now() + delay, claim.event.id, claim.lease));
  }

  async pause(property: string, delay: number, code: string): Promise<void> {
    await whenFree(() => this.#sql.pause.run(property, this.now() + delay, code));
  }

  async resume(property: string): Promise<void> {
    await whenFree(() => this.#sql.resume.run(property));
  }

  async pauses(): Promise<Pause[]> {
    const rows = this.#sql.pauses.all() as Pause[];
    return rows.map(({ property, until, code }) => ({ property, until, code }));
  }

  async lock(name: string, { event, lease }: LockOwner, leaseTime: number): Promise<boolean> {
    const { changes } = await this.#durably(() => {
      const now = this.now();
      return this.#sql.lock.run(name, event.id, lease, now + leaseTime, now);
    });
    return changes === 1;
  }

  async unlock(name: string, { lease }: LockOwner): Promise<void> {
    await whenFree(() => this.#sql.unlock.run(name, lease));
  }

  async list({ limit, ...filter }: EventFilter & { limit: number }): Promise<StoredEvent[]> {
    const { values, parameter } = parameters('?');
    const where = conditions(filter, parameter);
    const newest = `select ${COLUMNS} from events where ${where} order by id desc limit ${parameter(limit)}`;
    return this.#db
      .prepare(newest)
      .all(...values)
      .map((row) => this.#toEvent(row));
  }

  async pick(filter: EventFilter, after: number, limit: number): Promise<number[]> {
    const { values, parameter } = parameters('?');
    const where = `${conditions(filter, parameter)} and id > ${parameter(after)}`;
    return ids(
      this.#db.prepare(`select id from events where ${where} order by id limit ${parameter(limit)}`).all(...values),
    );
  }

  async get(id: number): Promise<StoredEvent | undefined> {
    return this.#sql.get.all(id).map((row) => this.#toEvent(row))[0];
  }

  async retry(wanted: number[]): Promise<number[]> {
    return this.#durably(() =>
      this.#transaction(() => {
        const sent = ids(this.#sql.retry.all(this.now(), JSON.stringify(wanted)));
        this.#sql.endPauses.run(JSON.stringify(sent));
        return sent;
      }),
    );
  }

  async drop(wanted: number[]): Promise<number[]> {
    return this.#durably(() => ids(this.#sql.drop.all(this.now(), JSON.stringify(wanted))));
  }

  async read(after: number, limit: number): Promise<StoredEvent[]> {
    return this.#sql.read.all(after, limit).map((row) => this.#toEvent(row));
  }

  async forget(wanted: number[]): Promise<number[]> {
    return this.#durably(() =>
      this.#transaction(() => {
        const forgotten = ids(this.#sql.forget.all(this.now(), JSON.stringify(wanted)));
        this.#sql.forgetPayloads.run(JSON.stringify(forgotten));
        this.#notes.forget(forgotten);
        return forgotten;
      }),
    );
  }

  async remember(names: string[], until: number): Promise<void> {
    await this.#durably(() => this.#sql.remember.run(JSON.stringify(names), until));
  }

  async wipe(): Promise<boolean> {
    const began = performance.now();
    for (;;) {
      // SQLite does not throw, but says in a row, when somebody reads the log or writes
      const { busy } = this.#sql.wipe.all()[0] as { busy: number };
      if (busy === 0 || performance.now() - began > WIPE_TIMEOUT_MS) return busy === 0;
      await new Promise((resolve) => setTimeout(resolve, WIPE_RETRY_MS));
    }
  }

  async payloads({ property, kind, from, to, words, limit }: PayloadSearch): Promise<string[]> {
    const rows = this.#sql.payloads.all(from, to, property, kind, words, limit) as { event: number }[];
    return rows.map(({ event }) => this.#payload(event)).filter((payload) => typeof payload === 'string');
  }

  async totals(): Promise<Totals[]> {
    return toTotals(this.#sql.totals.all().map(withTexts) as unknown as TotalsRow[], this.now());
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
    await whenFree(() => {
      this.#sql.purgeForgotten.run(this.now() - REMEMBERED_FOR_MS);
      this.#sql.purgeLocks.run(this.now() - age);
      this.#notes.erase(age);
    });
    for (;;) {
      const step = await this.#durably(() => this.#transaction(() => this.#eraseStep(age)));
      erased += step;
      if (step < EVENTS_PER_ERASE) {
        break;
      }
      await new Promise(setImmediate);
    }
    await this.#purge();
    // the write-ahead log still holds erased data, also of other processes
    await this.wipe();
    return erased;
  }

  addNotes(notes: Note[], move?: Move): Promise<boolean> {
    return this.#durably(() =>
      this.#transaction(() => {
        if (move !== undefined) {
          if (this.#position(move.place) !== move.from) return false;
          this.#sql.setPosition.run(move.place, move.to);
        }
        this.#notes.add(notes);
        return true;
      }),
    );
  }

  async notesToTell(property: string, limit: number): Promise<NoteToTell[]> {
    return this.#notes.toTell(property, limit);
  }

  async beginNote(id: number, mark: number, settle: number): Promise<boolean> {
    // on disk, with the event that the note is from: after a power cut it would be told again
    return this.#durably(() => this.#notes.begin(id, mark, settle));
  }

  async postponeNote(id: number, delay: number): Promise<void> {
    await whenFree(() => this.#notes.postpone(id, delay));
  }

  async endNote(id: number, end: NoteEnd): Promise<boolean> {
    return whenFree(() => this.#notes.end(id, end));
  }

  async recoverNotes(property: string, settle: number): Promise<void> {
    await whenFree(() => this.#notes.recover(property, settle));
  }

  async noteTotals(): Promise<NoteTotals[]> {
    return toNoteTotals(this.#notes.totals(), this.now());
  }

  /** Damage of the file's structure, and pending events whose content is not what arrived. */
  async damage(): Promise<string[]> {
    const found = (this.#sql.quickCheck.all() as { quick_check: string }[]).map(({ quick_check }) => quick_check);
    const damaged: number[] = [];
    for (let after = 0; ; ) {
      const step = ids(this.#sql.unfinished.all(after, EVENTS_PER_ERASE));
      const isRight = (id: number) => {
        const payload = this.#payload(id);
        return typeof payload === 'string' && this.#isAsSigned(id, payload);
      };
      damaged.push(...step.filter((id) => !isRight(id)));
      after = step.at(-1) ?? 0;
      if (step.length < EVENTS_PER_ERASE) break;
    }
    const events = damaged.length === 0 ? [] : [`the content of the events ${damaged.slice(0, 20).join(', ')}`];
    return [...found.filter((line) => line !== 'ok'), ...events];
  }

  async check(): Promise<void> {
    await this.#durably(() => this.#sql.probe.run(PROBE_BYTES));
    this.#files.check();
  }

  /** Moves the write-ahead log into the file, unless another process is writing: libsql leaves it next to the file. */
  async close(): Promise<void> {
    this.#sql.wipe.all();
    this.#db.close();
  }

  #position(property: string): string | undefined {
    return (this.#sql.position.get(property) as { position: string } | undefined)?.position;
  }

  #insert(a: Arrival): boolean {
    const now = this.now();
    const isForgotten = this.#isForgotten(a);
    const state = isForgotten ? 'dropped' : a.deliver ? 'waiting' : 'kept';
    const [dueAt, finishedAt] = state === 'waiting' ? [now, null] : [null, now];
    const said = isForgotten ? [NOT_KEPT, 1] : [null, 0];
    const values = [a.property, a.hookId, a.sentAt, a.digest, a.kind, a.subject, now, now, state, dueAt, finishedAt];
    const { changes, lastInsertRowid } = this.#sql.insert.run(...values, ...said);
    if (changes === 1 && !isForgotten) {
      this.#sql.insertPayload.run(lastInsertRowid, a.payload);
    }
    return changes === 1;
  }

  #isForgotten(a: Arrival): boolean {
    // nearly always nobody is, and no fingerprint need be computed
    if (this.#sql.anyForgotten.get() === undefined) {
      return false;
    }
    return this.#sql.isForgotten.get(JSON.stringify(namesOf(a)), a.sentAt) !== undefined;
  }

  #note(claim: Claim, verdict: Verdict): boolean {
    const { id } = claim.event;
    const now = this.now();
    if ('outcome' in verdict) {
      const { state, outcome, tickets = [], notes = [] } = verdict;
      const values = [state, outcome, JSON.stringify(tickets), now, id, claim.lease];
      const isOurs = this.#sql.delivered.run(...values).changes === 1;
      if (isOurs) this.#notes.add(notes);
      return isOurs;
    }
    const dueAt = verdict.state === 'waiting' ? now + verdict.delay : null;
    const counted = verdict.state === 'waiting' && verdict.isNoAttempt ? 1 : 0;
    const values = [verdict.state, dueAt, verdict.error, verdict.errorDetail, counted];
    return this.#sql.failed.run(...values, id, claim.lease).changes === 1;
  }

  #eraseStep(age: number): number {
    const rows = this.#sql.toErase.all(this.now() - age, EVENTS_PER_ERASE) as { id: number }[];
    for (const { id } of rows) {
      this.#sql.erase.run(id);
      this.#sql.erasePayload.run(id);
    }
    return rows.length;
  }

  /** Deletes what is left of erased events, once the webhook handler would refuse them for their age. */
  async #purge(): Promise<void> {
    for (let purged = EVENTS_PER_ERASE; purged === EVENTS_PER_ERASE; await new Promise(setImmediate)) {
      purged = (await whenFree(() => this.#sql.purge.run(this.now() - REMEMBERED_FOR_MS, EVENTS_PER_ERASE))).changes;
    }
  }

  #toEvent(row: unknown): StoredEvent {
    const { tickets, erased, ...event } = withTexts(row) as unknown as Omit<StoredEvent, 'tickets' | 'payload'> & {
      tickets: string | null;
      erased: number;
    };
    const payload = this.#payload(event.id);
    const isDamaged = typeof payload === 'object' && (erased === 0 || payload.lossy !== null);
    return {
      ...event,
      tickets: ticketsIn(tickets),
      payload: typeof payload === 'string' ? payload : payload.lossy,
      ...(isDamaged && { isDamaged }),
    };
  }

  /** An event's payload as it arrived; where it is missing or no longer a text, whatever can be read of it. */
  #payload(id: number): string | { lossy: string | null } {
    let bytes: ArrayBuffer | undefined;
    try {
      bytes = (this.#sql.payload.get(id) as { bytes: ArrayBuffer } | undefined)?.bytes;
    } catch (error) {
      if (!isCorrupt(error)) throw error;
    }
    if (bytes === undefined) return { lossy: null };
    const buffer = Buffer.from(bytes);
    return isUtf8(buffer) ? buffer.toString() : { lossy: buffer.toString() };
  }

  /**
   * Whether a payload is what arrived: damaged bytes mostly give another valid text, with another reference or address.
   */
  #isAsSigned(id: number, payload: string): boolean {
    // signed bytes that were not a text were stored in another form
    if (payload.includes('\ufffd')) return true;
    try {
      const { digest, name } = this.#sql.digest.get(id) as { digest: ArrayBuffer; name: ArrayBuffer };
      const isOf = (content: string | Buffer) => hash('sha256', content, 'buffer').equals(Buffer.from(digest));
      // fetched events are not signed: their digest is that of the event's name
      return isOf(payload) || isOf(Buffer.from(name));
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      return false;
    }
  }

  async #changes(work: () => { changes: number }): Promise<boolean> {
    return (await whenFree(work)).changes === 1;
  }

  /**
   * Runs a write that must survive a power cut: it is on disk when this resolves. The next such write also makes all
   * earlier writes durable. Until then a power cut may undo them: an event whose claim or delivery is lost is delivered
   * again, when iTop has certainly finished (see `recover`), and then found in iTop.
   */
  #durably<T>(work: () => T): Promise<T> {
    return whenFree(() => {
      this.#db.exec('pragma synchronous = full');
      try {
        return work();
      } finally {
        this.#db.exec('pragma synchronous = normal');
      }
    });
  }

  #inTransaction<T>(work: () => T): Promise<T> {
    return whenFree(() => this.#transaction(work));
  }

  #transaction<T>(work: () => T): T {
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

/** A row with its bytes as texts (see COLUMNS). libsql adds its own `_metadata` to each row. */
function withTexts(row: unknown): Record<string, unknown> {
  const { _metadata, ...values } = row as Record<string, unknown>;
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof ArrayBuffer) values[name] = Buffer.from(value).toString();
  }
  return values;
}

function ticketsIn(json: string | null): TicketRef[] | null {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}

function ids(rows: unknown[]): number[] {
  return (rows as { id: number }[]).map(({ id }) => id);
}
