import type { ItopObject, ItopRest } from '../../itop/rest/rest';
import type { PropertyConfig } from '../config';
import type { Store, StoredEvent } from '../store/store';
import { deliverChatEvent, deliverTranscript } from './chat';
import type { Holding } from './hold';
import type { OptionalReads } from './optional';
import { readChatEvent, readTicketCreate, readTranscript } from './payload';
import { deliverTicket } from './ticket';

/** What one delivery works with. */
export interface Delivery {
  itop: ItopRest;
  /** The same iTop, for what it need not have. */
  optional: OptionalReads;
  property: PropertyConfig;
  hold: Holding;
  /** What else came to the bridge. */
  arrived: Store['payloads'];
  /** Says in the log, once, what whoever operates the bridge should know; nothing of the event. */
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
}

/**
 * Brings one event into iTop, or finds it there.
 * @throws BridgeError, ItopError
 */
export async function deliver(delivery: Delivery, event: StoredEvent & { payload: string }): Promise<Delivered> {
  if (event.kind === 'ticket:create') {
    return { state: 'delivered', outcome: await deliverTicket(delivery, readTicketCreate(event.payload)) };
  }
  if (event.kind === 'chat:transcript_created') {
    return deliverTranscript(delivery, await readTranscript(event.payload));
  }
  return deliverChatEvent(delivery, { kind: event.kind as 'chat:start' | 'chat:end', ...readChatEvent(event.payload) });
}

/** A ticket's name in words: `UserRequest::42 R-000042`. */
export function ticketName(ticket: ItopObject): string {
  return `${ticket.class}::${ticket.key} ${ticket.fields.ref}`;
}
