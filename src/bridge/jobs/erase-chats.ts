import { CHAT_CLASS } from '../../contract/itop-classes';
import { sayable } from '../../itop/address';
import { ItopError } from '../../itop/rest/error';
import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import type { Logger } from '../base/log';
import type { Config } from '../config/config';
import type { Metrics } from '../ops/metrics';
import type { Store } from '../store/store';
import { ChatEraser, type NotErased } from './chat-eraser';
import type { Erasing } from './schedule';

/** How many chats are named in a line of the log, for each reason. */
const MAX_NAMED_CHATS = 20;

/**
 * Erases personal data of the chats in iTop that began `keep_chats` ago, of each property whose chats are on, one
 * property after the other. What iTop does not erase is told in the log and the metrics.
 */
export function eraseOldChats(store: Store, config: Config, metrics: Metrics, log: Logger): Erasing {
  const erasers = config.properties
    .filter(({ chats }) => chats === 'on')
    .map((property) => ({ property, eraser: new ChatEraser(store, property, config.keep_chats) }));
  for (const { property } of erasers) {
    metrics.lastChatsErasure.set({ property: property.id }, Date.now() / 1000);
  }
  return async (signal) => {
    for (const { property, eraser } of erasers) {
      const facts = { itop: sayable(property.itop.url), property: property.id };
      try {
        const { erased, left, isComplete } = await eraser.run(signal, () =>
          metrics.chatsErased.inc({ property: property.id }),
        );
        if (erased > 0) {
          log.info({ ...facts, erased }, 'personal data of old chats erased in iTop');
        }
        if (isComplete) {
          metrics.chatsNotErased.set({ property: property.id }, left.length);
          metrics.lastChatsErasure.set({ property: property.id }, Date.now() / 1000);
        }
        if (left.length > 0) {
          const code = 'CHAT_NOT_ERASED';
          log.warn({ ...facts, code, chats: left.length, why: named(left) }, ERRORS[code].says);
        }
      } catch (error) {
        // what is neither iTop's nor ours is the store's
        const isKnown = error instanceof ItopError || error instanceof BridgeError;
        const code = isKnown ? error.code : 'STORE_FAILED';
        const why = isKnown ? ERRORS[error.code].says : (error as Error).message;
        const text = `old chats could not be erased in iTop, trying again in an hour: ${why}`;
        log.warn({ ...facts, code }, text);
      }
    }
  };
}

/** The chats' names in iTop, by the code of what came in the way. */
function named(left: NotErased[]): Partial<Record<ErrorCode, string[]>> {
  const names: Partial<Record<ErrorCode, string[]>> = {};
  for (const { key, code } of left) {
    const those = names[code] ?? [];
    names[code] = those.length < MAX_NAMED_CHATS ? [...those, `${CHAT_CLASS}::${key}`] : those;
  }
  return names;
}
