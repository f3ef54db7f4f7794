import type { ItopRest } from '../../itop/rest/rest';
import type { PropertyConfig } from '../config/config';
import type { Store, TicketRef } from '../store/store';
import type { Lease } from './lease';
import type { OptionalReads } from './optional-reads';

/** What one delivery works with. */
export interface Delivery {
  itop: ItopRest;
  /** The same iTop, for what it need not have. */
  optional: OptionalReads;
  property: PropertyConfig;
  lease: Lease;
  /** What else came to the bridge. */
  arrived: Store['payloads'];
  /** Says in the log, once, what the operator should know; nothing of the event. */
  tell: (text: string) => void;
}

/**
 * What became of an event: in iTop; a chat that went into no ticket; or news of a chat of which this iTop takes none.
 * The outcome is for `itop-tawk events` and tells nothing of the chat's content. Its first line says what was done;
 * each further one names a reference that did not count, and why.
 */
export interface Delivered {
  state: 'delivered' | 'no_ticket' | 'kept';
  outcome: string;
  /** The tickets that it is in now. */
  tickets?: TicketRef[];
}
