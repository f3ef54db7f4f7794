import { CHAT_CLASS } from '../../contract/itop-classes';
import type { ItopObject } from '../../itop/rest/object';
import { linkToChat } from '../chats/chat-links';
import type { Delivered, Delivery } from '../delivery/delivery';
import { readTicketCreate, type TicketCreate } from '../payload/payload';
import { findCaller } from '../tickets/caller';
import { ticketText } from '../tickets/description';
import { ownId } from '../tickets/own-id';
import { chatsBefore, exclusively, referFrom, referToHtml } from '../tickets/same-chat';
import { createTicket, describedFor, findTicketOf, ticketName, ticketRef } from '../tickets/ticket';
import type { EventKind } from './handler';

/** A ticket that an agent created in tawk.to, or a visitor with tawk.to's form while no agent was online. */
export const ticketCreate: EventKind = {
  deliver: (delivery, payload) => deliverTicket(delivery, readTicketCreate(payload)),
  async bringIn(delivery, payload, [ticket]) {
    if (ticket !== undefined) {
      await linkToChat(delivery, readTicketCreate(payload), ticket.id);
    }
    return delivery.optional.refusal(CHAT_CLASS);
  },
  linksOnly: true,
};

/**
 * Creates the iTop ticket of a tawk.to ticket, unless it exists already. It and the ticket of the same chat refer to
 * each other, and the chat is linked to it where chats are objects of iTop.
 */
async function deliverTicket(delivery: Delivery, event: TicketCreate): Promise<Delivered> {
  const { ticket, requester } = event;
  const { made, says } = await exclusively(delivery, requester.email, async () => {
    const existing = await findTicketOf(delivery, ticket.id, hasOtherNumber(ticket.humanId));
    const chats = await chatsBefore(delivery, event);
    const made = existing ?? (await makeTicket(delivery, event, referToHtml(chats)));
    const refers = await referFrom(delivery, chats, made, ticket.id);
    return { made, says: `${existing === undefined ? 'created' : 'found'} ${ticketName(made)}${refers}` };
  });
  const linked = delivery.property.chats === 'on' ? await linkToChat(delivery, event, made.key) : '';
  return { state: 'delivered', outcome: says + linked, tickets: [ticketRef(made)] };
}

/** Whether a ticket has another tawk.to number than this one; without a number that cannot be told. */
function hasOtherNumber(number: string): (ticket: ItopObject) => boolean {
  return ({ fields }) => !['', number].includes(String(fields.tawkto_ref ?? '')) && number !== '';
}

/** @param more HTML for the end of the description */
async function makeTicket(delivery: Delivery, { ticket, requester }: TicketCreate, more: string): Promise<ItopObject> {
  const caller = await findCaller(delivery.itop, requester, delivery.property);
  const { title, description, log } = await ticketText(ticket.subject ?? '', ticket.message ?? '');
  return createTicket(delivery, caller, {
    title: title || '(no subject)',
    description: describedFor(caller, requester, description + more),
    tawkto_ref: ticket.humanId,
    tawkto_id: ownId(delivery.property, ticket.id),
    ...(log === undefined ? {} : { [delivery.property.ticket.log]: { add_item: { message: log, format: 'html' } } }),
  });
}
