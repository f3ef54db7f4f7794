import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import { requesterLock, ticketLock } from '../delivery/lock-names';
import { escapeHtml } from '../markup/html-writer';
import type { TicketCreate } from '../payload/payload';
import { AFTER_CHAT_MS, arrived, BEFORE_TICKET_MS, plain, sameEmail, TRANSCRIPTS } from './arrivals';
import { isMarked, markHtml } from './mark';
import { findTicketOf, ticketName } from './ticket';

/** Whether chats of this property become tickets, which other tickets may refer to. */
export function relates({ property }: Delivery): boolean {
  return property.trust === 'any' && (property.transcripts === 'missed' || property.transcripts === 'ticket');
}

/**
 * Runs `work` while nothing else with this e-mail is delivered. Otherwise a chat and the ticket that an agent created
 * from it could look for each other before either exists.
 * @throws BridgeError TICKET_BUSY
 */
export async function exclusively<T>(
  delivery: Delivery,
  email: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!relates(delivery) || plain(email) === '') {
    return work();
  }
  const { lease, property } = delivery;
  return lease.withLock(requesterLock(property, plain(email)), work);
}

/** The tickets that the requester's chats became, within a day before the ticket or shortly after it. */
export async function chatsBefore(delivery: Delivery, event: TicketCreate): Promise<ItopObject[]> {
  if (!relates(delivery)) {
    return [];
  }
  const { email } = event.requester;
  const time = Date.parse(event.time ?? '');
  const events = await arrived(delivery, TRANSCRIPTS, email, time - BEFORE_TICKET_MS, time + AFTER_CHAT_MS);
  const chats = events.map(({ id, visitor }) => ({ ...visitor, id }));
  return ticketsOf(delivery, email, chats);
}

/** The reference to the tickets of these chats in the ticket's description (HTML). */
export function referToHtml(tickets: ItopObject[]): string {
  const names = tickets.map(({ fields }) => escapeHtml(String(fields.ref))).join(', ');
  return names === '' ? '' : `<p>A chat with the same e-mail address is in ${names}.</p>`;
}

/** Adds to the log of each chat's ticket, once, a reference to this ticket. @returns what was done, in words */
export async function referFrom(
  { itop, property, lease }: Delivery,
  chats: ItopObject[],
  ticket: ItopObject,
  tawkId: string,
): Promise<string> {
  const { log } = property.ticket;
  for (const chat of chats) {
    await lease.withLock(ticketLock(property, chat), async () => {
      const [current] = await itop.find(chat.class, chat.key, ['id', log]);
      if (!isMarked(current?.fields[log], property, tawkId)) {
        const says = `A tawk.to ticket with the same e-mail address is in ${escapeHtml(String(ticket.fields.ref))}.`;
        const message = `<div>${says}</div>\n${markHtml('ticket', property, tawkId, [])}`;
        await lease.beforeWrite();
        await itop.update(chat.class, chat.key, { [log]: { add_item: { message, format: 'html' } } });
      }
    });
  }
  return chats.map((chat) => `; refers to ${ticketName(chat)}`).join('');
}

/** The iTop tickets of those tawk.to tickets and chats that have the e-mail. */
async function ticketsOf(
  delivery: Delivery,
  email: string | undefined,
  all: { id: string; email?: string | undefined }[],
): Promise<ItopObject[]> {
  const found = new Map<string, ItopObject>();
  for (const id of new Set(all.filter((each) => sameEmail(each.email, email)).map((each) => each.id))) {
    const ticket = await findTicketOf(delivery, id);
    if (ticket !== undefined) {
      found.set(ticket.key, ticket);
    }
  }
  return [...found.values()];
}
