import { ERRORS } from './errors';
import type { Logger } from './log';
import type { Store } from './store/store';

const HOUR = 3_600_000;

/** Work that erases what is old; it ends early once the signal says so, and tells its own errors. */
export type Erasing = (signal: AbortSignal) => Promise<void>;

/** Does it all, one after the other, now and every hour. */
export function startErasing(work: Erasing[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const erase = async () => {
    for (const each of work) {
      await each(stopping.signal);
    }
  };
  let running = erase();
  const timer = setInterval(() => {
    running = running.then(erase);
  }, HOUR);
  return {
    stop: () => {
      clearInterval(timer);
      stopping.abort();
      return running;
    },
  };
}

/** Erases personal data of finished events once they are `keep` milliseconds old. */
export function eraseEvents(store: Store, keep: number, log: Logger): Erasing {
  return async ({ aborted }) => {
    if (aborted) return;
    try {
      const erased = await store.erase(keep);
      if (erased > 0) {
        log.info({ erased }, 'personal data of old events erased');
      }
    } catch (error) {
      log.error({ code: 'STORE_FAILED', error: (error as Error).message }, ERRORS.STORE_FAILED.says);
    }
  };
}
