import { monotonicNow } from '../../base/clock';
import { BridgeError } from '../../base/errors';
import type { LivehelperchatProperty } from '../../config/config';
import { ofStore } from '../../delivery/lease';
import type { Note } from '../../store/notes';
import type { SourceParts } from '../source';
import { type ChatRow, hasLeft, OPEN, STATUS } from './answers';
import { chatId, lastWordAt, nameOf } from './events';
import { notePosition, type Position, readPosition } from './position';
import type { Server, Which } from './server';
import { take, takeCommands, takeDeleted } from './take';

/** A chat without a new message for this long counts as over; later messages make its transcript longer. Seconds. */
const QUIET = 30 * 60;

/**
 * How often a full sweep lists every chat that may have changed: after this many polls or milliseconds, whichever comes
 * first. The polls in between list only new and lively chats.
 */
const SWEEP_EVERY = { polls: 12, ms: 60_000 };

/**
 * Each sweep lists again the chats that started at most this long before the last one: the first sweep after a start,
 * and later ones. Seconds.
 */
const AGAIN_AT_START = 7 * 86_400;
const AGAIN = 86_400;

/** A sweep overlaps the time before the position, because two clocks of one server may differ. Seconds. */
const OVERLAP = 600;

/** How far back the bridge goes when it reads a server for the first time. Seconds. */
const FIRST = 86_400;

/** How many chats one query to the store looks up. */
const CHATS_PER_STEP = 200;

/** A chat that the bridge cannot read, and the reason. */
export interface Unreadable {
  row: ChatRow;
  error: BridgeError;
}

/**
 * Decides which chats of a server are news.
 *
 * The names of the stored events show what is stored; the remembered state of a chat shows what was already processed.
 * After a restart the position says where to begin. It is never later than the start of a chat that is still lively or
 * could not be read, unless that chat started days ago.
 */
export class Watch {
  /** Lively chats, by id: not over. */
  readonly #live = new Map<number, ChatRow>();
  /** The state of each chat when it was last processed, by id. */
  readonly #done = new Map<number, string>();
  /** Up to which message the commands of a lively chat are stored, by the chat's id with its start. */
  readonly #heard = new Map<string, number>();
  /** Chats that could not be read, by id; each sweep tries them again. */
  readonly #unreadable = new Map<number, Unreadable>();
  #position: Position | undefined;
  #lastId = 0;
  #sweepAt = 0;
  /** The server's time when the chats were listed last. Milliseconds. */
  #now = 0;

  constructor(
    private readonly property: LivehelperchatProperty,
    private readonly server: Server,
    private readonly parts: SourceParts,
    /** Called after each step, to show that the work goes on. */
    private readonly moved: () => void,
  ) {}

  /**
   * Looks for news once, and stores it.
   * @returns the chats that could not be read; all others are stored
   * @throws BridgeError SOURCE_…, STORE_FAILED; the caller calls again later
   */
  async look(signal: AbortSignal): Promise<Unreadable[]> {
    const isSweep = monotonicNow() >= this.#sweepAt || this.#position === undefined;
    const { rows, now } = isSweep ? await this.#listAll() : await this.#listNews();
    this.#now = now;
    await this.#lookAt(rows, now, signal, isSweep);
    await this.#listen(signal);
    await this.#lookForDeleted(rows, now, signal);
    if (isSweep && !signal.aborted) await this.#endSweep(rows, now);
    return [...this.#unreadable.values()];
  }

  /**
   * Whether a chat that was read after the last look is over for the visitor, or for agents: these go on with an open
   * chat after the visitor has left.
   */
  isOver(chat: ChatRow, to: Note['to']): boolean {
    return to === 'agents' ? chat.status === STATUS.closed : isOver(chat, this.#now);
  }

  /** The chats that are not over, as they were listed last. */
  get lively(): ChatRow[] {
    return [...this.#live.values()];
  }

  /** The server's time at the last look. Milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** New chats and the current state of the lively ones: one request, unless they are many. */
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
    // somebody may have set the server's clock back: new messages then have earlier times than old ones
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

  /** Stores the news of these chats, the oldest first. @param again whether to retry those that could not be read */
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

  /** Whether there is nothing to do for a chat. Keeps the list of lively chats up to date. */
  #isDone(row: ChatRow, now: number): boolean {
    const done = this.#done.get(row.id);
    if (done !== undefined) {
      if (done !== stateOf(row, now)) return false;
      // it may have a newer message
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

  #take(row: ChatRow, over: boolean): Promise<BridgeError | undefined> {
    return this.#read(row, () => take(this.property, this.server, this.parts, row, over));
  }

  /** Stores the commands that agents wrote into lively chats since the last time: one request for a chat with news. */
  async #listen(signal: AbortSignal): Promise<void> {
    for (const row of [...this.#live.values()]) {
      const name = chatId(row);
      const after = this.#heard.get(name) ?? 0;
      if (row.last_msg_id <= after || this.#unreadable.has(row.id)) continue;
      if (signal.aborted) return;
      this.moved();
      const error = await this.#read(row, () => takeCommands(this.property, this.server, this.parts, row, after));
      // not the last message that was read: an earlier one may still be on its way into the server's database
      if (error === undefined) this.#heard.set(name, row.last_msg_id);
      else this.#unreadable.set(row.id, { row, error });
    }
  }

  /** @returns why the chat cannot be read, if only this one chat is in trouble */
  async #read(row: ChatRow, work: () => Promise<void>): Promise<BridgeError | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      const isOwn =
        error instanceof BridgeError && ['SOURCE_REFUSED', 'SOURCE_TOO_LONG', 'SOURCE_NOT_JSON'].includes(error.code);
      if (!isOwn) throw error;
      // a server without its database refuses every request: then this one throws too
      await this.server.details(row);
      return error;
    }
  }

  /** Lively chats that are missing from the list were deleted or moved to another department: they are over. */
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
    const lively = new Set([...this.#live.values()].map(chatId));
    for (const name of this.#heard.keys()) if (!lively.has(name)) this.#heard.delete(name);
    // a new installation of the server counts from 1 again
    this.#lastId = Math.max(0, ...listed);
    const seconds = Math.floor(now / 1000);
    // other queries find an older chat too: it does not hold the position back
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

/**
 * Closed, left by its visitor, or without a new message for QUIET seconds.
 * @param now milliseconds, by the server's clock
 */
function isOver(row: ChatRow, now: number): boolean {
  return row.status === STATUS.closed || hasLeft(row) || lastWordAt(row) <= now / 1000 - QUIET;
}

/** A processed chat needs nothing more until this state changes. */
function stateOf(row: ChatRow, now: number): string {
  return `${row.time} ${isOver(row, now) ? row.last_msg_id : 'lively'}`;
}
