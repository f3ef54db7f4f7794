import type { Logger } from '../base/log';
import type { Heartbeats } from '../ops/health';
import type { Metrics } from '../ops/metrics';
import type { Store } from '../store/store';

/**
 * Fetches the chats of a property whose provider calls no webhook, stores starts, ends and transcripts as events, and
 * tells in the chats what waits for them (store/notes.ts).
 */
export interface Source {
  /** Tells the new notes of a property without waiting for the next poll. */
  wake(property: string): void;
  /** Stops fetching. Takes no longer than one write to the store. */
  stop(): Promise<void>;
}

/** What a source works with. It calls `stored` with the property after each new event that is to be delivered. */
export interface SourceParts {
  store: Store;
  metrics: Metrics;
  log: Logger;
  heartbeats: Heartbeats;
  stored: (property: string) => void;
}
