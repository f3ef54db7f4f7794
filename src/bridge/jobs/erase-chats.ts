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

/** How many chats one log line names, for each reason. */
const MAX_NAMED_CHATS = 20;

/**
 * Erases personal data of the chats in iTop that started more than `keep_chats` ago: one property after the other, each
 * whose chats are on. Log and metrics report the chats that iTop does not erase.
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
        // an error that is neither iTop's nor ours comes from the store
        const isKnown = error instanceof ItopError || error instanceof BridgeError;
        const code = isKnown ? error.code : 'STORE_FAILED';
        const why = isKnown ? ERRORS[error.code].says : (error as Error).message;
        const text = `old chats could not be erased in iTop, trying again in an hour: ${why}`;
        log.warn({ ...facts, code }, text);
      }
    }
  };
}

/** The chats' names in iTop, by the code of the reason. */
function named(left: NotErased[]): Partial<Record<ErrorCode, string[]>> {
  const names: Partial<Record<ErrorCode, string[]>> = {};
  for (const { key, code } of left) {
    const those = names[code] ?? [];
    names[code] = those.length < MAX_NAMED_CHATS ? [...those, `${CHAT_CLASS}::${key}`] : those;
  }
  return names;
}
