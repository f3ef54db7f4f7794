import type { Logger } from '../base/log';
import type { Heartbeats } from '../ops/health';
import type { Metrics } from '../ops/metrics';
import type { Store } from '../store/store';

/** What fetches the chats of a property whose provider does not send them, and stores what became of each as an event. */
export interface Source {
  /** Ends what is under way, within the time of one write to the store. */
  stop(): Promise<void>;
}

/** What a source works with; `stored` is told of the property of each event that is new and to be delivered. */
export interface SourceParts {
  store: Store;
  metrics: Metrics;
  log: Logger;
  heartbeats: Heartbeats;
  stored: (property: string) => void;
}
