import { CHAT_CLASS } from '../../contract/itop-classes';
import { ItopError } from '../../itop/rest/error';
import { type IdWindow, inWindows } from '../../itop/rest/id-windows';
import type { ItopObject } from '../../itop/rest/object';
import { COMMENT as BRIDGE, type ItopAccess, ItopRest } from '../../itop/rest/rest';
import { monotonicNow } from '../base/clock';
import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import type { PropertyConfig } from '../config/config';
import { LockLease } from '../delivery/lock-lease';
import { chatLock, eraseLock } from '../delivery/lock-names';
import { hasNoClass } from '../delivery/optional-reads';
import type { Store } from '../store/store';

/** How many are looked up at a time. They are erased one after the other, which keeps the load on iTop low. */
const CHATS_PER_CALL = 50;

/** How long a chat that iTop refuses to erase, or leaves unchanged, is not tried again. Milliseconds. */
const STUCK_CHAT_RETRY_MS = 86_400_000;

/** Stands next to each in the history of iTop's object. */
const COMMENT = 'older than keep_chats';

/** An old chat that was not erased, by iTop's id. */
export interface NotErased {
  key: string;
  /** The reason. CHAT_NOT_ERASED: iTop gave none. */
  code: ErrorCode;
}

/** The result of one run. */
export interface ErasedChats {
  erased: number;
  left: NotErased[];
  /** Whether all old chats were checked: false when the bridge stops, or another bridge is doing it. */
  isComplete: boolean;
}

/**
 * Erases personal data in one property's old chats in iTop, one chat at a time. iTop does the work (the module's
 * ChatRules): setting `erased_at` empties the other attributes.
 */
export class ChatEraser {
  readonly #itop: ItopRest;
  readonly #comment: string;
  /** Chats that iTop refuses to erase, and when to try them again, by monotonicNow. */
  readonly #stuck = new Map<string, { code: ErrorCode; until: number }>();

  /** @param keep the age at which a chat is erased: milliseconds, by iTop's clock */
  constructor(
    private readonly store: Pick<Store, 'lock' | 'unlock'>,
    private readonly property: PropertyConfig,
    private readonly keep: number,
  ) {
    this.#itop = new ItopRest(property.itop);
    const { comment = BRIDGE }: ItopAccess = property.itop;
    this.#comment = `${comment}: ${COMMENT}`;
  }

  /**
   * Checks all old chats once.
   * @param told called for each chat that is erased
   * @throws ItopError where iTop as a whole is in trouble, or the store's error; erased chats stay erased
   */
  async run(signal: AbortSignal, told: () => void = () => {}): Promise<ErasedChats> {
    const result: ErasedChats = { erased: 0, left: [], isComplete: false };
    const lease = new LockLease(this.store, this.property.itop);
    const eraseAll = async () => {
      for await (const { ids, found } of inWindows((window) => this.#find(window), CHATS_PER_CALL)) {
        if (signal.aborted) return;
        const tried = await this.#eraseEach(found, lease, signal);
        // iTop's answer proves nothing: another module may have restored the data
        const still = new Set((tried.size > 0 ? await this.#find(ids) : found).map(({ key }) => key));
        for (const { key } of found) {
          const code = this.#judge(key, tried.get(key), still.has(key));
          if (code === 'erased') {
            result.erased += 1;
            told();
          } else if (code !== undefined) {
            result.left.push({ key, code });
          }
        }
      }
      result.isComplete = !signal.aborted;
    };
    await lease.withLock(eraseLock(this.property), eraseAll).catch((error) => {
      // another bridge is doing it
      const isBusy = error instanceof BridgeError && ['TICKET_BUSY', 'LEASE_LOST'].includes(error.code);
      result.isComplete = hasNoClass(error);
      if (!isBusy && !result.isComplete) throw error;
    });
    return result;
  }

  #find({ after, upTo }: IdWindow): Promise<ItopObject[]> {
    const old = { time: 'started_at', age: this.keep, empty: 'erased_at', all: { property_id: [this.property.id] } };
    return this.#itop.findOld(CHAT_CLASS, { ...old, after, upTo }, ['id', 'tawkto_id'], CHATS_PER_CALL);
  }

  /** For each chat that was tried, the reason of a failure; CHAT_NOT_ERASED where there was none. */
  async #eraseEach(chats: ItopObject[], lease: LockLease, signal: AbortSignal): Promise<Map<string, ErrorCode>> {
    const codes = new Map<string, ErrorCode>();
    for (const chat of chats) {
      if (!signal.aborted && !this.#isLeftAlone(chat.key)) {
        await lease.beforeWrite();
        codes.set(chat.key, await this.#erase(chat));
      }
    }
    return codes;
  }

  /** @throws an error that is not about this chat alone */
  async #erase({ key, fields }: ItopObject): Promise<ErrorCode> {
    const name = chatLock(this.property, String(fields.tawkto_id));
    const erased_at = Math.floor(Date.now() / 1000);
    try {
      const lease = new LockLease(this.store, this.property.itop);
      await lease.withLock(name, () => this.#itop.update(CHAT_CLASS, key, { erased_at }, this.#comment));
      return 'CHAT_NOT_ERASED';
    } catch (error) {
      const isKnown = error instanceof ItopError || error instanceof BridgeError;
      if (!isKnown || ERRORS[error.code].wholeItop) throw error;
      return error.code;
    }
  }

  /**
   * The result for one chat, from the attempt and from whether the chat is still unchanged; undefined where it was not
   * tried, or is gone. A chat that iTop did not erase is not tried again soon.
   */
  #judge(key: string, tried: ErrorCode | undefined, isStill: boolean): ErrorCode | 'erased' | undefined {
    if (!isStill) {
      this.#stuck.delete(key);
      return tried === 'CHAT_NOT_ERASED' ? 'erased' : undefined;
    }
    if (tried === 'CHAT_NOT_ERASED' || tried === 'ITOP_REJECTED') {
      this.#stuck.set(key, { code: tried, until: monotonicNow() + STUCK_CHAT_RETRY_MS });
    }
    return tried ?? this.#stuck.get(key)?.code;
  }

  #isLeftAlone(key: string): boolean {
    return monotonicNow() < (this.#stuck.get(key)?.until ?? 0);
  }
}
