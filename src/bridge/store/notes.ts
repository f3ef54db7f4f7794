import { clean, graphemeStart } from '../markup/text';

/**
 * A message of the bridge for a chat. The source of the property tells it there once (sources/livehelperchat/speaker.ts).
 */
export interface Note {
  property: string;
  /** The chat's id, as in the events about it. */
  chat: string;
  /**
   * What it is about, such as `made UserRequest::42`: a chat gets only one note of each name. It stays in the store
   * after the text is erased, so it contains nothing that somebody wrote.
   */
  name: string;
  /** Who reads it: the visitor (and the agents), or the agents alone. */
  to: 'visitor' | 'agents';
  /** Plain text; the source makes it harmless for its server. */
  text: string;
  /** iTop's id of the only person who may read it: told only while the visitor is proved to be that person. */
  person?: string;
}

/** A note that is not finished. */
export interface NoteToTell extends Note {
  id: number;
  /** The id of the last message of the chat before the note was sent; null: it was never sent. */
  mark: number | null;
  /** Whether it may be sent now: it was never sent, or the server has surely ended with the last attempt. */
  mayBeSent: boolean;
}

/** How a note ends: the chat has it, or it is over. */
export type NoteEnd = 'told' | 'given_up';

/** A change of a position (see Store.position), if it still is `from`. */
export interface Move {
  place: string;
  from: string | undefined;
  to: string;
}

/** The unfinished notes of a property. */
export interface NoteTotals {
  property: string;
  waiting: number;
  /** Age in milliseconds of the oldest. */
  oldest: number;
}

/** Characters of a name. */
const MAX_NAME_CHARS = 200;
/** Characters of a text. Whoever makes notes shortens them with a hint; this is the limit for all. */
const MAX_TEXT_CHARS = 8000;

/** A note as it is stored: limited, and without what a database cannot hold. */
export function bounded(note: Note): Note {
  return { ...note, name: fit(note.name, MAX_NAME_CHARS), text: fit(note.text, MAX_TEXT_CHARS) };
}

function fit(given: string, length: number): string {
  const text = clean(given);
  return text.length > length ? text.slice(0, graphemeStart(text, length)) : text;
}

/** The notes in the store. Times are milliseconds by the store's clock. */
export interface Notes {
  /**
   * Adds notes to tell. A note whose chat has one of the same name is ignored, also if that one is finished.
   * @param move changes a position with it, in one transaction
   * @returns false: the position is no longer what it was, and nothing was stored
   */
  addNotes(notes: Note[], move?: Move): Promise<boolean>;
  /** The oldest unfinished note of each chat, the oldest first: of several in a chat, the next follows when it ends. */
  notesToTell(property: string, limit: number): Promise<NoteToTell[]>;
  /**
   * Takes a note for sending. It is on disk when this resolves.
   * @param mark the id of the last message of the chat
   * @param settle after which it may be sent again, if this attempt does not end
   * @returns false: another bridge has it, or it is finished
   */
  beginNote(id: number, mark: number, settle: number): Promise<boolean>;
  /** Lets a note that was surely not sent wait for `delay`. */
  postponeNote(id: number, delay: number): Promise<void>;
  /** Ends a note and erases its text. False: it was finished before. */
  endNote(id: number, end: NoteEnd): Promise<boolean>;
  /**
   * Call it at the start: notes that a dead process was sending may be sent again after a whole `settle`, and no note
   * waits longer.
   */
  recoverNotes(property: string, settle: number): Promise<void>;
  noteTotals(): Promise<NoteTotals[]>;
}

/** The totals, in SQL that SQLite and PostgreSQL share. */
export const noteTotalsQuery = (notes: string) =>
  `select property, count(*) as count, min(noted_at) as first from ${notes} where due_at is not null group by property`;

/** One row of the totals. */
export interface NoteTotalsRow {
  property: string;
  count: number;
  first: number;
}

/** The totals of each property from these rows. */
export function toNoteTotals(rows: NoteTotalsRow[], now: number): NoteTotals[] {
  return rows.map(({ property, count, first }) => ({
    property,
    waiting: count,
    oldest: Math.max(0, now - first),
  }));
}
