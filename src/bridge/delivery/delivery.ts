import type { ItopRest } from '../../itop/rest/rest';
import type { PropertyConfig } from '../config/config';
import type { Note } from '../store/notes';
import type { Store, TicketRef } from '../store/store';
import type { KeptFiles } from './kept-files';
import type { Lease } from './lease';
import type { OptionalReads } from './optional-reads';

/** What one delivery works with. */
export interface Delivery {
  itop: ItopRest;
  /** The same iTop, for classes that it may not have. */
  optional: OptionalReads;
  property: PropertyConfig;
  lease: Lease;
  /** The payloads of other stored events. */
  arrived: Store['payloads'];
  /** The files of the property's chats, if the bridge can read them. */
  files?: KeptFiles | undefined;
  /** How often this was tried, this time included. */
  attempts?: number;
  /** Logs, once, what the operator should know; never anything of an event. */
  tell: (text: string) => void;
}

/**
 * The result of a delivery: the event is in iTop; the chat went into no ticket; or the event is about a chat and this
 * iTop takes no chats. The outcome is for `itop-tawk events` and contains nothing of the chat's content. Its first line
 * says what was done; each further line names a reference that did not count, and why.
 */
export interface Delivered {
  state: 'delivered' | 'no_ticket' | 'kept';
  outcome: string;
  /** The tickets that it is in now. */
  tickets?: TicketRef[];
  /** What the source tells in chats, once this is in the store. */
  notes?: Note[];
}
