import { within } from '../base/deadline';
import type { Store } from '../store/store';

/**
 * A part of the process without a heartbeat for this long is stuck: everything that it waits for has a shorter
 * deadline. Milliseconds.
 */
const STUCK_AFTER_MS = 60_000;

/** How long an answer about the store is reused for further requests. Milliseconds. */
const ANSWER_VALID_MS = 1000;

/** A store that needs longer for one event is useless: see the webhook handler's deadline. Milliseconds. */
const STORE_CHECK_TIMEOUT_MS = 5000;

/**
 * The parts of the process, and the last heartbeat of each: a worker looked for work, the webhook handler finished a
 * request.
 */
export class Heartbeats {
  readonly #last = new Map<string, number>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** This part is moving; after its first heartbeat more are expected. */
  beat(part: string): void {
    this.#last.set(part, this.now());
  }

  /** This part has nothing to do; no heartbeat is expected. */
  rest(part: string): void {
    this.#last.delete(part);
  }

  /** The parts that are stuck. */
  stuck(): string[] {
    return [...this.#last].filter(([, at]) => this.now() - at > STUCK_AFTER_MS).map(([part]) => part);
  }
}

/** What `/healthz` and `/readyz` answer; createHealth creates it. */
export interface Health {
  /** Whether all parts of the process are moving; otherwise which are stuck. A stuck process should be restarted. */
  healthz(): { ok: boolean; stuck: string[] };
  /** Whether an event that came now could be stored. It writes about as much as an event to find out. */
  readyz(): Promise<{ ready: boolean }>;
}

/** Checks whether an event that came now could be stored; the answer is reused for a second. */
export function createStoreCheck(heartbeats: Heartbeats, store: Pick<Store, 'check'>): () => Promise<boolean> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer = Promise.resolve(true);
  return () => {
    if (performance.now() - asked > ANSWER_VALID_MS) {
      asked = performance.now();
      heartbeats.beat('store');
      const checked = store.check().finally(() => heartbeats.rest('store'));
      answer = within(STORE_CHECK_TIMEOUT_MS, checked).then(
        () => true,
        () => false,
      );
    }
    return answer;
  };
}

/** @param canStore see createStoreCheck @param stopping true from the moment the bridge is told to stop */
export function createHealth(
  heartbeats: Heartbeats,
  canStore: () => Promise<boolean>,
  stopping: () => boolean,
): Health {
  return {
    healthz: () => {
      const stuck = heartbeats.stuck();
      return { ok: stuck.length === 0, stuck };
    },
    readyz: async () => ({ ready: !stopping() && (await canStore()) }),
  };
}
