import type { ItopObject, ItopRest } from '../../itop/rest';
import type { PropertyConfig } from '../config';
import type { StoredEvent } from '../store/store';
import type { Hold } from './hold';
import { readTicketCreate, readTranscript } from './payload';
import { deliverTicket } from './ticket';
import { deliverTranscript } from './transcript';

/** What one delivery works with. */
export interface Delivery {
  itop: ItopRest;
  property: PropertyConfig;
  hold: Hold;
}

/**
 * Brings one event into iTop, or finds it there.
 * @returns what was done, in words for `itop-tawk events` that tell nothing about the chat's content
 * @throws BridgeError, ItopError
 */
export async function deliver(delivery: Delivery, event: StoredEvent & { payload: string }): Promise<string> {
  if (event.kind === 'ticket:create') {
    return deliverTicket(delivery, readTicketCreate(event.payload));
  }
  return deliverTranscript(delivery, await readTranscript(event.payload));
}

/** A ticket's name in words: `UserRequest::42 R-000042`. */
export function ticketName(ticket: ItopObject): string {
  return `${ticket.class}::${ticket.key} ${ticket.fields.ref}`;
}
