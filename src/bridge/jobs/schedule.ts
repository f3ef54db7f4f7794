import { setTimeout as pause } from 'node:timers/promises';
import { ERRORS } from '../base/errors';
import type { Logger } from '../base/log';
import type { Metrics } from '../ops/metrics';
import type { Store } from '../store/store';

/** The time between two runs of the erasing jobs. Milliseconds. */
const ERASE_EVERY_MS = 3_600_000;

/** A job that erases old data. It ends early when the signal aborts, and logs its own errors. */
export type Erasing = (signal: AbortSignal) => Promise<void>;

/** Runs each job now and every hour. A slow job does not delay the others. */
export function startErasing(work: Erasing[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const eraseForEver = async (erase: Erasing) => {
    while (!signal.aborted) {
      await erase(signal);
      await pause(ERASE_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  };
  const ended = Promise.all(work.map(eraseForEver));
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** Erases personal data of finished events once they are `keep` milliseconds old. */
export function eraseEvents(store: Store, keep: number, metrics: Metrics, log: Logger): Erasing {
  metrics.lastEventsErasure.set(Date.now() / 1000);
  return async () => {
    try {
      const erased = await store.erase(keep);
      metrics.lastEventsErasure.set(Date.now() / 1000);
      if (erased > 0) {
        log.info({ erased }, 'personal data of old events erased');
      }
    } catch (error) {
      log.error({ code: 'STORE_FAILED', error: (error as Error).message }, ERRORS.STORE_FAILED.says);
    }
  };
}
