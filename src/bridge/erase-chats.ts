import { sayable } from '../itop/address';
import { ItopError } from '../itop/rest/error';
import { ItopRest } from '../itop/rest/rest';
import type { Config, PropertyConfig } from './config';
import { CHAT_CLASS } from './deliver/chat-object';
import { LockHold } from './deliver/lock-hold';
import { refusalOf } from './deliver/optional';
import type { Erasing } from './erase';
import { BridgeError, ERRORS } from './errors';
import type { Logger } from './log';
import type { Store } from './store/store';

/** So many are looked up at a time; they are erased one after the other, so that iTop hardly notices. */
const STEP = 50;

/** Stands beside each in the history of iTop's object. */
const COMMENT = 'tawk.to bridge: older than keep_chats';

/** Erases personal data of the chats in iTop that began `keep_chats` ago, of each property whose chats are on. */
export function eraseOldChats(store: Store, config: Config, log: Logger): Erasing {
  return async (signal) => {
    for (const property of config.properties.filter(({ chats }) => chats === 'on')) {
      const facts = { itop: sayable(property.itop.url), property: property.id };
      try {
        const erased = await eraseChats(store, property, config.keep_chats, signal);
        if (erased > 0) {
          log.info({ ...facts, erased }, 'personal data of old chats erased in iTop');
        }
      } catch (error) {
        // what is neither iTop's nor ours is the store's
        const isKnown = error instanceof ItopError || error instanceof BridgeError;
        const code = isKnown ? error.code : 'STORE_FAILED';
        const why = isKnown ? ERRORS[error.code].says : (error as Error).message;
        const text = `old chats could not be erased in iTop, which is tried again in an hour: ${why}`;
        log.warn({ ...facts, code }, text);
      }
    }
  };
}

/**
 * How many were erased. iTop does it (the module's ChatRules): whoever sets `erased_at` empties the rest.
 * @throws ItopError, or the store's error
 */
export async function eraseChats(
  store: Store,
  property: PropertyConfig,
  keep: number,
  signal: AbortSignal,
): Promise<number> {
  const itop = new ItopRest(property.itop);
  const hold = new LockHold(store, property.itop);
  const old = { time: 'started_at', age: keep, empty: 'erased_at', all: { property_id: [property.id] } };
  const seen = new Set<string>();
  const erase = async () => {
    for (;;) {
      const found = await itop.findOld(CHAT_CLASS, old, STEP);
      // one that comes again was not erased, and never would be
      const next = found.filter(({ key }) => !seen.has(key));
      for (const { key } of next) {
        if (signal.aborted) return;
        await hold.beforeWrite();
        await itop.update(CHAT_CLASS, key, { erased_at: Math.floor(Date.now() / 1000) }, COMMENT);
        seen.add(key);
      }
      if (next.length < STEP) return;
    }
  };
  if (!signal.aborted) {
    await hold.withLock(`${property.itop.url} ${property.id} erase`, erase).catch((error) => {
      // another bridge is at it, or this iTop has no chats to erase
      const isBusy = error instanceof BridgeError && error.code === 'TICKET_BUSY';
      if (!isBusy && refusalOf(error) === undefined) throw error;
    });
  }
  return seen.size;
}
