import { ItopError } from '../../../../itop/rest/error';
import { monotonicNow } from '../../../base/clock';
import { BridgeError, ERRORS } from '../../../base/errors';
import { placesOf } from '../../../base/log';
import { createThrottle } from '../../../base/throttle';
import type { LivehelperchatProperty } from '../../../config/config';
import { ofStore } from '../../../delivery/lease';
import { backoff } from '../../../outbox/retry-decision';
import type { Note } from '../../../store/notes';
import type { SourceParts } from '../../source';
import type { ChatRow } from '../answers';
import { chatId } from '../events';
import type { Identity } from '../identity';
import { provedAtStart } from '../take';
import { newsOf, type Seen } from './news';
import { type OpenChat, type Request, Requests } from './requests';
import { wordsFor } from './words';

/** How many open chats are looked at, the newest. */
const MAX_CHATS = 500;

/** How many logs are read in one look; the others follow with the next. */
const MAX_LOGS = 20;

/**
 * iTop's `last_update` has whole seconds: a log is read again until this long after the change was noticed. Milliseconds.
 */
const SAME_SECOND_MS = 3000;

/** How long what is known of a chat is kept that is not open here: another bridge may know it already. Milliseconds. */
const KEPT_MS = 600_000;

/** The pauses after failures grow up to this length. Milliseconds. */
const LONGEST_PAUSE_MS = 60_000;

const REPEAT_LOG_LINE_MS = 3_600_000;

/** By chat and request: what the bridge knows. */
type Memory = Record<string, Record<string, Seen>>;

/**
 * Looks in iTop for news of the requests that open chats are about, and makes notes of them for their visitors. What was
 * seen is in the store, with notes of fixed names: so a killed bridge loses nothing and tells nothing twice.
 */
export class Teller {
  readonly #requests: Requests;
  /** Who was proved when each open chat began, by its id. */
  readonly #persons = new Map<string, Pick<Identity, 'person' | 'locale'> | undefined>();
  /** The last change of each request whose log was read, and until when it is read again. */
  readonly #read = new Map<string, { updated: string; until: number }>();
  readonly #throttle = createThrottle(REPEAT_LOG_LINE_MS);
  #running: Promise<void> | undefined;
  #failures = 0;
  #nextAt = 0;

  /** @param noted called after new notes */
  constructor(
    private readonly property: LivehelperchatProperty,
    private readonly parts: SourceParts,
    private readonly noted: () => void,
  ) {
    this.#requests = new Requests(property);
  }

  /**
   * Starts a look, unless one is running or iTop has to rest. Nobody waits for it.
   * @param lively the chats that are not over
   * @param now milliseconds since 1970, by the chat server's clock
   */
  start(lively: ChatRow[], now: number): void {
    if (this.property.tell.length === 0 || this.#running !== undefined || monotonicNow() < this.#nextAt) return;
    this.#running = this.#look(lively, now)
      .then(
        () => {
          this.#failures = 0;
        },
        (error) => this.#fail(error),
      )
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Resolves when no look is running. */
  async end(): Promise<void> {
    await this.#running;
  }

  async #look(lively: ChatRow[], now: number): Promise<void> {
    const chats = await this.#proved(lively);
    if (chats.length === 0) return;
    await this.#tell(chats, now);
  }

  /** The chats whose visitor was proved when they began. */
  async #proved(lively: ChatRow[]): Promise<OpenChat[]> {
    const newest = [...lively].sort((a, b) => b.id - a.id).slice(0, MAX_CHATS);
    const open = new Set(newest.map(chatId));
    for (const id of this.#persons.keys()) {
      if (!open.has(id)) this.#persons.delete(id);
    }
    const proved: OpenChat[] = [];
    for (const chat of newest) {
      const id = chatId(chat);
      if (!this.#persons.has(id)) this.#persons.set(id, await provedAtStart(this.property, this.parts.store, chat));
      const proof = this.#persons.get(id);
      if (proof !== undefined) proved.push({ chat, ...proof });
    }
    return proved;
  }

  async #tell(chats: OpenChat[], now: number): Promise<void> {
    const { store } = this.parts;
    const before = await ofStore(store.position(placeOf(this.property)));
    const memory = JSON.parse(before ?? '{}') as Memory;
    const requests = await this.#requests.of(chats, now);
    const notes: Note[] = [];
    let logs = 0;
    for (const { chat, person, locale } of chats) {
      const id = chatId(chat);
      for (const request of requests.get(id) ?? []) {
        const name = `${request.class}::${request.id}`;
        const seen = memory[id]?.[name];
        const isDue = this.property.tell.includes('answer') && this.#isNew(id, request);
        // the first look at a request is the whole of it
        if (isDue && logs++ >= MAX_LOGS) continue;
        const log = isDue ? await this.#answers(request, person) : undefined;
        const { news, seen: next } = newsOf(request, seen, log);
        memory[id] = { ...memory[id], [name]: next };
        for (const each of news.filter(({ what }) => this.property.tell.includes(what))) {
          const text = wordsFor(each, request, this.property, locale);
          notes.push({
            property: this.property.id,
            chat: id,
            name: `${each.name} ${name}`,
            to: 'visitor',
            text,
            person,
          });
        }
        if (isDue) this.#noteRead(id, request);
      }
    }
    forgetOld(memory, new Set(chats.map(({ chat }) => chatId(chat))), now);
    const after = JSON.stringify(memory);
    if (notes.length === 0 && after === before) return;
    // if another bridge was faster, the next look begins with what that one has seen
    const isFirst = await ofStore(store.addNotes(notes, { place: placeOf(this.property), from: before, to: after }));
    if (isFirst && notes.length > 0) this.noted();
    if (!isFirst) this.#read.clear();
  }

  #isNew(chat: string, request: Request): boolean {
    const read = this.#read.get(keyOf(chat, request));
    return read === undefined || read.updated !== request.updated || monotonicNow() < read.until;
  }

  #noteRead(chat: string, request: Request): void {
    const key = keyOf(chat, request);
    if (this.#read.get(key)?.updated === request.updated) return;
    this.#read.set(key, { updated: request.updated, until: monotonicNow() + SAME_SECOND_MS });
  }

  /** One log that is too long keeps no other request from being told. */
  async #answers(request: Request, person: string) {
    try {
      return await this.#requests.answers(request, person);
    } catch (error) {
      if (!(error instanceof ItopError && error.code === 'ITOP_TOO_LONG')) throw error;
      this.#say(error.code);
      return undefined;
    }
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    const pause = { first: this.property.poll, longest: Math.max(LONGEST_PAUSE_MS, this.property.poll) };
    this.#nextAt = monotonicNow() + backoff(this.#failures, pause);
    // nothing is noted as read: the next look reads it again
    this.#read.clear();
    const isKnown = error instanceof ItopError || error instanceof BridgeError;
    this.#say(isKnown ? error.code : 'UNEXPECTED', isKnown ? {} : { at: placesOf(error) });
  }

  #say(code: keyof typeof ERRORS, more: object = {}): void {
    this.parts.metrics.tellingFailed.inc({ property: this.property.id, code });
    if (this.#throttle(code) === undefined) return;
    const facts = { property: this.property.id, code, ...more };
    this.parts.log.warn(facts, `news of requests cannot be read for chats, trying again: ${ERRORS[code].says}`);
  }
}

function keyOf(chat: string, request: Request): string {
  return `${chat} ${request.class}::${request.id}`;
}

/** Where the memory of a property is in the store. */
function placeOf({ id }: LivehelperchatProperty): string {
  return `${id} told`;
}

function forgetOld(memory: Memory, open: Set<string>, now: number): void {
  for (const id of Object.keys(memory)) {
    if (!open.has(id) && Number(id.split('-')[1]) * 1000 < now - KEPT_MS) delete memory[id];
  }
}
