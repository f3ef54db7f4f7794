import { BridgeError, type ErrorCode } from '../../base/errors';
import type { LivehelperchatProperty } from '../../config/config';
import { ofStore } from '../../delivery/lease';
import type { NoteEnd, NoteToTell } from '../../store/notes';
import type { SourceParts } from '../source';
import type { ChatDetails, ChatRow } from './answers';
import { personIn, tokenIn } from './identity';
import { asWritten, isAmong } from './own-words';
import type { Server } from './server';

/** How many notes one call of `speak` looks at: new chats are read in between. */
const NOTES_PER_TURN = 50;

/** When a note that the server has refused is tried again. Milliseconds. */
const AGAIN_AFTER_REFUSAL_MS = 60_000;

/** What one turn did. */
export interface Turn {
  /** Whether there may be more to tell now. */
  isMore: boolean;
  /** Why notes could not be told. */
  failed: ErrorCode[];
}

/**
 * Tells the notes of a property in its chats, each once, however often the bridge dies.
 *
 * Before a note is sent, the store notes the last message of the chat. If the attempt then does not end, because the
 * process died or the answer is unclear, the messages since then show whether the chat has the note. If it is not there,
 * it is sent again, but only when the server has surely ended with the first request.
 */
export class Speaker {
  #isRecovered = false;

  constructor(
    private readonly property: LivehelperchatProperty,
    private readonly server: Server,
    private readonly parts: SourceParts,
    /** Whether a chat, as it was just read, is over for those whom a note is for. */
    private readonly isOver: (chat: ChatRow, to: NoteToTell['to']) => boolean,
    /** Called after each note, to show that the work goes on. */
    private readonly moved: () => void,
  ) {}

  /**
   * Tells what waits. A note for a chat that is over is given up.
   * @throws BridgeError STORE_FAILED
   */
  async speak(signal: AbortSignal): Promise<Turn> {
    const { store } = this.parts;
    if (!this.#isRecovered) await ofStore(store.recoverNotes(this.property.id, this.property.settle));
    this.#isRecovered = true;
    const turn: Turn = { isMore: false, failed: [] };
    for (const note of await ofStore(store.notesToTell(this.property.id, NOTES_PER_TURN))) {
      if (signal.aborted) return turn;
      try {
        // the chat may have another one, and there may be others
        if (await this.#tell(note)) turn.isMore = true;
      } catch (error) {
        if (!(error instanceof BridgeError) || error.code === 'STORE_FAILED') throw error;
        turn.failed.push(error.code);
        // the next poll shows whether the server answers at all
        if (error.code !== 'SOURCE_REFUSED') return turn;
      }
      this.moved();
    }
    return turn;
  }

  /** @returns whether the note is finished now */
  async #tell(note: NoteToTell): Promise<boolean> {
    const { server, parts, property } = this;
    const [id, time] = note.chat.split('-').map(Number) as [number, number];
    const chat = await server.details({ id, time });
    if (chat === undefined || chat.time !== time) return this.#end(note, 'given_up');
    if (note.mark !== null) {
      if (isAmong(await server.messages(id, note.mark), note)) return this.#end(note, 'told');
      if (!note.mayBeSent) return false;
    }
    if (this.isOver(chat, note.to) || !(await this.#mayRead(chat, note))) return this.#end(note, 'given_up');
    if (!(await ofStore(parts.store.beginNote(note.id, chat.last_msg_id, property.settle)))) return false;
    try {
      await server.say(id, note.to, asWritten(note.text));
    } catch (error) {
      if (error instanceof BridgeError && error.code === 'SOURCE_REFUSED') {
        await ofStore(parts.store.postponeNote(note.id, AGAIN_AFTER_REFUSAL_MS));
      }
      throw error;
    }
    return this.#end(note, 'told');
  }

  /** If somebody else logs in to iTop in the same browser, the chat has the token of the new user. */
  async #mayRead({ chat_variables }: ChatDetails, { person }: NoteToTell): Promise<boolean> {
    return person === undefined || (await personIn(tokenIn(chat_variables), this.property.identity_secrets)) === person;
  }

  async #end(note: NoteToTell, end: NoteEnd): Promise<true> {
    const { store, metrics } = this.parts;
    if (await ofStore(store.endNote(note.id, end))) metrics.notes.inc({ property: this.property.id, end });
    return true;
  }
}
