import { monotonicNow } from '../../base/clock';
import { BridgeError } from '../../base/errors';
import type { LivehelperchatProperty } from '../../config/config';
import { ofStore } from '../../delivery/lease';
import type { SourceParts } from '../source';
import { type ChatRow, OPEN, STATUS } from './answers';
import { lastWordAt, nameOf } from './events';
import { notePosition, type Position, readPosition } from './position';
import type { Server, Which } from './server';
import { take, takeDeleted } from './take';

/** A chat in which nobody said anything for so long counts as over, in seconds; what is said later makes its transcript longer. */
const QUIET = 30 * 60;

/** From one look at everything that may have changed to the next: so many polls, or milliseconds where that is less. In between only new and lively chats are looked at. */
const SWEEP_EVERY = { polls: 12, ms: 60_000 };

/** Chats that began so long before the last sweep are looked at again, in seconds: at the start, and then. */
const AGAIN_AT_START = 7 * 86_400;
const AGAIN = 86_400;

/** What happened so long before the position is looked at again, in seconds: two clocks of one server may differ. */
const OVERLAP = 600;

/** How much of the past a bridge brings in that has never fetched anything of this server, in seconds. */
const FIRST = 86_400;

/** How many chats are asked for at once whether they are stored. */
const CHATS_PER_STEP = 200;

/** A chat that cannot be read, and why. */
export interface Unreadable {
  row: ChatRow;
  error: BridgeError;
}

/**
 * Knows which chats of a server are news.
 *
 * What is stored is told by the store itself, by the events' names; what has been looked at, by the chat's state when it
 * was. After a restart the position tells from where on to look, which is not after the begin of a chat that is still
 * lively or could not be read, unless that is days ago.
 */
export class Watch {
  /** Open chats in which somebody spoke lately, by id. */
  readonly #live = new Map<number, ChatRow>();
  /** The state in which each chat was when it was done with, by id. */
  readonly #done = new Map<number, string>();
  /** Chats that could not be read, by id; they are tried again with each sweep. */
  readonly #unreadable = new Map<number, Unreadable>();
  #position: Position | undefined;
  #lastId = 0;
  #sweepAt = 0;

  constructor(
    private readonly property: LivehelperchatProperty,
    private readonly server: Server,
    private readonly parts: SourceParts,
    /** Called at each step: this goes on. */
    private readonly moved: () => void,
  ) {}

  /**
   * Looks once for news, and stores them.
   * @returns the chats that the server did not let be read; all others are stored
   * @throws BridgeError SOURCE_…, STORE_FAILED: it is to be called again
   */
  async look(signal: AbortSignal): Promise<Unreadable[]> {
    const isSweep = monotonicNow() >= this.#sweepAt || this.#position === undefined;
    const { rows, now } = isSweep ? await this.#listAll() : await this.#listNews();
    await this.#lookAt(rows, now, signal, isSweep);
    await this.#lookForDeleted(rows, now, signal);
    if (isSweep && !signal.aborted) await this.#endSweep(rows, now);
    return [...this.#unreadable.values()];
  }

  /** What is new since the last look, and what became of the lively ones: one request, as long as they are not many. */
  async #listNews() {
    const oldest = Math.min(this.#lastId + 1, ...this.#live.keys());
    return this.server.list({ after: oldest - 1 }, this.moved);
  }

  async #listAll() {
    const isFirst = this.#position === undefined;
    const { rows: open, now } = await this.server.list({ isOpen: true }, this.moved);
    this.#position ??= (await ofStore(readPosition(this.parts.store, this.property.id))) ?? {
      at: Math.floor(now / 1000) - FIRST,
      id: Number.MAX_SAFE_INTEGER,
    };
    // a clock that was set back: what is said now is not before what was said
    const at = Math.min(this.#position.at, Math.floor(now / 1000));
    this.#position = { ...this.#position, at };
    const parts: Which[] = [
      { begunAfter: at - (isFirst ? AGAIN_AT_START : AGAIN) },
      { visitorWroteAfter: at - OVERLAP },
      { after: Math.min(this.#lastId || this.#position.id, ...this.#live.keys(), ...this.#unreadable.keys()) - 1 },
    ];
    const rows = new Map(open.map((row) => [row.id, row]));
    for (const which of parts) {
      for (const row of (await this.server.list(which, this.moved)).rows) rows.set(row.id, row);
    }
    return { rows: [...rows.values()], now };
  }

  /** Stores what is news of these chats, the oldest first. @param again whether to try those that could not be read */
  async #lookAt(rows: ChatRow[], now: number, signal: AbortSignal, again: boolean): Promise<void> {
    const news = rows
      .filter(({ status }) => status === STATUS.closed || OPEN.includes(status))
      .filter((row) => (this.#unreadable.has(row.id) ? again : !this.#isDone(row, now)))
      .sort((a, b) => a.id - b.id);
    for (let at = 0; at < news.length && !signal.aborted; at += CHATS_PER_STEP) {
      const step = news.slice(at, at + CHATS_PER_STEP);
      const names = step.map((row) =>
        nameOf(this.property, row, isOver(row, now) ? 'chat:transcript_created' : 'chat:start'),
      );
      const known = await ofStore(this.parts.store.knows(names));
      for (const [index, row] of step.entries()) {
        if (signal.aborted) return;
        this.moved();
        const error = known[index] ? undefined : await this.#take(row, isOver(row, now));
        if (error === undefined) this.#note(row, now);
        else this.#unreadable.set(row.id, { row, error });
      }
    }
  }

  /** Whether there is nothing to do for a chat; notes what of it is lively. */
  #isDone(row: ChatRow, now: number): boolean {
    const done = this.#done.get(row.id);
    if (done !== undefined) {
      if (done !== stateOf(row, now)) return false;
      // its last word may be a newer one
      if (this.#live.has(row.id)) this.#live.set(row.id, row);
      return true;
    }
    const { at, id } = this.#position as Position;
    const isOld = row.id <= id && Math.max(lastWordAt(row), row.cls_time) < at - OVERLAP;
    if (isOld) this.#note(row, now);
    return isOld;
  }

  #note(row: ChatRow, now: number): void {
    this.#unreadable.delete(row.id);
    this.#done.set(row.id, stateOf(row, now));
    if (isOver(row, now)) this.#live.delete(row.id);
    else this.#live.set(row.id, row);
    this.#lastId = Math.max(this.#lastId, row.id);
  }

  /** @returns why a chat cannot be read, where that is this chat's trouble alone */
  async #take(row: ChatRow, over: boolean): Promise<BridgeError | undefined> {
    try {
      await take(this.property, this.server, this.parts, row, over);
      return undefined;
    } catch (error) {
      const isOwn =
        error instanceof BridgeError && ['SOURCE_REFUSED', 'SOURCE_TOO_LONG', 'SOURCE_NOT_JSON'].includes(error.code);
      if (!isOwn) throw error;
      // a server whose database is away refuses too, and everything
      await this.server.details(row);
      return error;
    }
  }

  /** Lively chats that are on no list any more were deleted, or are of another department now: they are over. */
  async #lookForDeleted(rows: ChatRow[], now: number, signal: AbortSignal): Promise<void> {
    const listed = new Set(rows.map(({ id }) => id));
    for (const row of this.#watched()) {
      if (listed.has(row.id) || signal.aborted) continue;
      const details = await this.server.details(row);
      if (details !== undefined && details.time === row.time) {
        await this.#lookAt([details], now, signal, false);
      } else {
        await takeDeleted(this.property, this.parts, row);
        this.#live.delete(row.id);
        this.#done.delete(row.id);
        this.#unreadable.delete(row.id);
      }
    }
  }

  async #endSweep(rows: ChatRow[], now: number): Promise<void> {
    const listed = new Set(rows.map(({ id }) => id));
    for (const id of this.#done.keys()) {
      if (!listed.has(id) && !this.#live.has(id)) this.#done.delete(id);
    }
    // a server that was installed anew counts from 1 again
    this.#lastId = Math.max(0, ...listed);
    const seconds = Math.floor(now / 1000);
    // one of long ago is found by other ways too: what came since is not looked at again for its sake
    const begins = [
      ...[...this.#live.values()].map(({ time }) => Math.max(time, seconds - AGAIN)),
      ...[...this.#unreadable.values()].map(({ row }) => Math.max(row.time, seconds - AGAIN_AT_START)),
    ];
    this.#position = { at: Math.min(seconds, ...begins), id: this.#lastId };
    await ofStore(notePosition(this.parts.store, this.property.id, this.#position));
    this.#sweepAt = monotonicNow() + Math.min(SWEEP_EVERY.ms, SWEEP_EVERY.polls * this.property.poll);
  }

  #watched(): ChatRow[] {
    return [...this.#live.values(), ...[...this.#unreadable.values()].map(({ row }) => row)];
  }
}

/** Closed, or nobody said anything for a while. @param now by the server's clock, milliseconds */
function isOver(row: ChatRow, now: number): boolean {
  return row.status === STATUS.closed || lastWordAt(row) <= now / 1000 - QUIET;
}

/** Once a chat is done with in this state, there is nothing to do until it has another. */
function stateOf(row: ChatRow, now: number): string {
  return `${row.time} ${isOver(row, now) ? row.last_msg_id : 'lively'}`;
}
