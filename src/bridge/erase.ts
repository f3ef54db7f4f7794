import { ERRORS } from './errors';
import type { Logger } from './log';
import type { Store } from './store/store';

const HOUR = 3_600_000;

/** Erases personal data of finished events now and every hour, once they are `keep` milliseconds old. */
export function startErasing(store: Store, keep: number, log: Logger): { stop(): Promise<void> } {
  const erase = async () => {
    try {
      const erased = await store.erase(keep);
      if (erased > 0) {
        log.info({ erased }, 'personal data of old events erased');
      }
    } catch (error) {
      log.error({ code: 'STORE_FAILED', error: (error as Error).message }, ERRORS.STORE_FAILED.says);
    }
  };
  let running = erase();
  const timer = setInterval(() => {
    running = erase();
  }, HOUR);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
