import { bounded, type Note, type NoteEnd, type NoteToTell, type NoteTotalsRow, noteTotalsQuery } from './notes';
import type { SqliteDatabase } from './sqlite-file';

type Row = Omit<Note, 'property' | 'person'> & { id: number; person: string | null; mark: number | null; due: number };

/** The notes in the SQLite file. The calls are synchronous: sqlite.ts runs them when the file is free. */
export class SqliteNotes {
  readonly #sql: ReturnType<typeof prepare>;

  constructor(
    db: SqliteDatabase,
    private readonly now: () => number,
  ) {
    this.#sql = prepare(db);
  }

  add(notes: Note[]): void {
    const now = this.now();
    for (const { property, chat, name, to, text, person = null } of notes.map(bounded)) {
      this.#sql.add.run(property, chat, name, to, text, person, now, now);
    }
  }

  toTell(property: string, limit: number): NoteToTell[] {
    const now = this.now();
    return (this.#sql.toTell.all(property, now, limit) as Row[]).map(
      ({ id, chat, name, to, text, person, mark, due }) => {
        const whose = person === null ? {} : { person };
        return { id, property, chat, name, to, text, ...whose, mark, mayBeSent: due <= now };
      },
    );
  }

  begin(id: number, mark: number, settle: number): boolean {
    const now = this.now();
    return this.#sql.begin.run(mark, now + settle, id, now).changes === 1;
  }

  postpone(id: number, delay: number): void {
    this.#sql.postpone.run(this.now() + delay, id);
  }

  end(id: number, end: NoteEnd): boolean {
    return this.#sql.end.run(end, this.now(), id).changes === 1;
  }

  recover(property: string, settle: number): void {
    this.#sql.recover.run(this.now() + settle, property);
  }

  totals(): NoteTotalsRow[] {
    return this.#sql.totals.all() as NoteTotalsRow[];
  }

  /** Erases the texts for the chats of these events. */
  forget(events: number[]): void {
    this.#sql.forget.run(this.now(), JSON.stringify(events));
  }

  /** Gives up notes that have waited for `age`, and deletes those that ended so long ago. */
  erase(age: number): void {
    const now = this.now();
    this.#sql.giveUpOld.run(now, now - age);
    this.#sql.deleteOld.run(now - age);
  }
}

const ENDED = 'text = null, due_at = null, mark = null';

function prepare(db: SqliteDatabase) {
  return {
    add: db.prepare(`
      insert into notes (property, chat, name, recipient, text, person, state, due_at, noted_at)
      values (?, ?, ?, ?, ?, ?, 'waiting', ?, ?) on conflict do nothing`),
    toTell: db.prepare(`
      select id, chat, name, recipient as "to", text, person, mark, due_at as due from notes n
      where property = ?1 and due_at is not null and (due_at <= ?2 or state = 'telling') and not exists (
        select 1 from notes o
        where o.property = n.property and o.chat = n.chat and o.due_at is not null and o.id < n.id)
      order by id limit ?3`),
    begin: db.prepare("update notes set state = 'telling', mark = ?, due_at = ? where id = ? and due_at <= ?"),
    postpone: db.prepare(`
      update notes set state = 'waiting', mark = null, due_at = ? where id = ? and due_at is not null`),
    end: db.prepare(`update notes set state = ?, finished_at = ?, ${ENDED} where id = ? and due_at is not null`),
    recover: db.prepare(`
      update notes set due_at = case when state = 'telling' then ?1 else min(due_at, ?1) end
      where property = ?2 and due_at is not null`),
    totals: db.prepare(noteTotalsQuery('notes')),
    forget: db.prepare(`
      update notes set state = 'given_up', finished_at = ?1, ${ENDED}
      where due_at is not null and exists (
        select 1 from events e
        where e.id in (select value from json_each(?2)) and e.property = notes.property and e.subject = notes.chat)`),
    giveUpOld: db.prepare(`
      update notes set state = 'given_up', finished_at = ?, ${ENDED} where due_at is not null and noted_at <= ?`),
    deleteOld: db.prepare('delete from notes where finished_at is not null and finished_at <= ?'),
  };
}
