import { within } from '../base/deadline';
import type { Store } from '../store/store';

/** A part of the process that has not moved for so long is stuck: all that it waits for has a shorter deadline. Milliseconds. */
const STUCK_AFTER_MS = 60_000;

/** How long an answer about the store holds: whoever asks more often is given the same one. Milliseconds. */
const ANSWER_VALID_MS = 1000;

/** An event that takes longer to be stored is of no use: see the webhook handler's deadline. Milliseconds. */
const STORE_CHECK_TIMEOUT_MS = 5000;

/** The parts of the process, and when each last moved: a worker looked for work, the webhook handler ended a request. */
export class Heartbeats {
  readonly #last = new Map<string, number>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** This part has moved; from its first time on it is expected to. */
  beat(part: string): void {
    this.#last.set(part, this.now());
  }

  /** This part has nothing to do, and need not move. */
  rest(part: string): void {
    this.#last.delete(part);
  }

  /** The parts that are stuck. */
  stuck(): string[] {
    return [...this.#last].filter(([, at]) => this.now() - at > STUCK_AFTER_MS).map(([part]) => part);
  }
}

/** What `/healthz` and `/readyz` say; made by createHealth. */
export interface Health {
  /** Whether the process does its work; else which parts are stuck, and it should be restarted. */
  healthz(): { ok: boolean; stuck: string[] };
  /** Whether an event that came now would be stored: about as much is written to find out. */
  readyz(): Promise<{ ready: boolean }>;
}

/** Tells whether an event that came now would be stored; the answer holds for a second. */
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

/**
 * @param canStore see createStoreCheck
 * @param stopping true from the moment the bridge is told to stop
 */
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
