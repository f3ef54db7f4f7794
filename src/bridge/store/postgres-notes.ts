import {
  bounded,
  type Move,
  type Note,
  type NoteEnd,
  type NoteToTell,
  type NoteTotals,
  type NoteTotalsRow,
  noteTotalsQuery,
  toNoteTotals,
} from './notes';
import type { PostgresPool } from './postgres-pool';

/** The notes in PostgreSQL. */
export class PostgresNotes {
  /** @param now the time in SQL, milliseconds since 1970 */
  constructor(
    private readonly pool: PostgresPool,
    private readonly now: () => string,
  ) {}

  async add(notes: Note[], move: Move | undefined): Promise<boolean> {
    if (move === undefined) {
      await this.pool.query(`insert into itop_tawk_notes ${COLUMNS} ${given(this.now(), 1)}`, columnsOf(notes));
      return true;
    }
    const text = `
      with moved as (
        insert into itop_tawk_positions as p (property, position)
        select $7::text, $8::text
        where $9::text is null or exists (select 1 from itop_tawk_positions where property = $7)
        on conflict (property) do update set position = excluded.position where p.position = $9
        returning property),
      noted as (${addNotesAfter('moved', this.now(), 1)})
      select property from moved`;
    return (await this.pool.query(text, [...columnsOf(notes), move.place, move.to, move.from ?? null])).rowCount === 1;
  }

  async toTell(property: string, limit: number): Promise<NoteToTell[]> {
    const text = `
      select id, property, chat, name, recipient as "to", text, person, mark, due_at <= ${this.now()} as "mayBeSent"
      from itop_tawk_notes n
      where property = $1 and due_at is not null and (due_at <= ${this.now()} or state = 'telling') and not exists (
        select 1 from itop_tawk_notes o
        where o.property = n.property and o.chat = n.chat and o.due_at is not null and o.id < n.id)
      order by id limit $2`;
    const { rows } = await this.pool.query<NoteToTell & { person: string | null }>(text, [property, limit]);
    return rows.map(({ person, ...note }) => (person === null ? note : { ...note, person }));
  }

  async begin(id: number, mark: number, settle: number): Promise<boolean> {
    const text = `
      update itop_tawk_notes set state = 'telling', mark = $2, due_at = ${this.now()} + $3::bigint
      where id = $1 and due_at <= ${this.now()}`;
    return (await this.pool.query(text, [id, mark, settle])).rowCount === 1;
  }

  async postpone(id: number, delay: number): Promise<void> {
    const text = `
      update itop_tawk_notes set state = 'waiting', mark = null, due_at = ${this.now()} + $2::bigint
      where id = $1 and due_at is not null`;
    await this.pool.query(text, [id, delay]);
  }

  async end(id: number, end: NoteEnd): Promise<boolean> {
    const text = `update itop_tawk_notes set ${ended(this.now(), '$2')} where id = $1 and due_at is not null`;
    return (await this.pool.query(text, [id, end])).rowCount === 1;
  }

  /** Another bridge may be sending: only a time that is too late is corrected, as it is after a change of the clock. */
  async recover(property: string, settle: number): Promise<void> {
    const text = `
      update itop_tawk_notes set due_at = ${this.now()} + $2::bigint
      where property = $1 and due_at > ${this.now()} + $2::bigint`;
    await this.pool.query(text, [property, settle]);
  }

  async totals(): Promise<NoteTotals[]> {
    const text = `select t.*, ${this.now()} as now from (${noteTotalsQuery('itop_tawk_notes')}) t`;
    const { rows } = await this.pool.query<NoteTotalsRow & { now: number }>(text);
    return toNoteTotals(rows, rows[0]?.now ?? 0);
  }

  /** Gives up notes that have waited for `age`, and deletes those that ended so long ago. */
  async erase(age: number): Promise<void> {
    const old = `<= ${this.now()} - $1::bigint`;
    const giveUp = `update itop_tawk_notes set ${ended(this.now(), "'given_up'")} where due_at is not null and noted_at ${old}`;
    await this.pool.query(giveUp, [age]);
    await this.pool.query(`delete from itop_tawk_notes where finished_at is not null and finished_at ${old}`, [age]);
  }
}

const COLUMNS = '(property, chat, name, recipient, text, person, state, due_at, noted_at)';

/** The values of notes, for `given`. */
export function columnsOf(notes: Note[]): (string | null)[][] {
  const all = notes.map(bounded);
  return (['property', 'chat', 'name', 'to', 'text', 'person'] as const).map((key) =>
    all.map((note) => note[key] ?? null),
  );
}

/** Adds the notes of an event whose update in `done` changed a row. @param first the number of the first parameter */
export function addNotesAfter(done: string, now: string, first: number): string {
  return `insert into itop_tawk_notes ${COLUMNS} ${given(now, first, `where exists (select 1 from ${done})`)}`;
}

/** Gives up the notes for chats of forgotten events. @param forgotten a query with their `property` and `subject` */
export function forgetNotes(forgotten: string, now: string): string {
  return `
    update itop_tawk_notes n set ${ended(now, "'given_up'")}
    where n.due_at is not null and (n.property, n.chat) in (select property, subject from ${forgotten})`;
}

function given(now: string, first: number, where = ''): string {
  const arrays = Array.from({ length: 6 }, (_, index) => `$${first + index}::text[]`).join(', ');
  return `
    select property, chat, name, recipient, text, person, 'waiting', ${now}, ${now}
    from unnest(${arrays}) with ordinality as a (property, chat, name, recipient, text, person, place) ${where}
    order by place on conflict do nothing`;
}

function ended(now: string, state: string): string {
  return `state = ${state}, finished_at = ${now}, text = null, due_at = null, mark = null`;
}
