import type { Fields, ItopObject } from '../../itop/rest/rest';
import { type Caller, findCaller } from './caller';
import { linkToChat } from './chat-links';
import { type Delivery, ticketName } from './delivery';
import { ticketText } from './description';
import { escapeHtml } from './html';
import type { TicketCreate } from './payload';
import { chatsBefore, exclusively, referFrom, referToHtml } from './same-chat';
import { oneLine } from './title';

/**
 * Makes the iTop ticket of a tawk.to ticket, unless it is there already; it and that of the same chat refer to each
 * other, and the chat is linked to it where chats are objects of iTop.
 */
export async function deliverTicket(delivery: Delivery, event: TicketCreate): Promise<string> {
  const { ticket, requester } = event;
  const { made, says } = await exclusively(delivery, requester.email, async () => {
    const existing = await findTicketOf(delivery, ticket.id);
    const chats = await chatsBefore(delivery, event);
    const made = existing ?? (await makeTicket(delivery, event, referToHtml(chats)));
    const refers = await referFrom(delivery, chats, made, ticket.id);
    return { made, says: `${existing === undefined ? 'created' : 'found'} ${ticketName(made)}${refers}` };
  });
  return says + (delivery.property.chats === 'on' ? await linkToChat(delivery, event, made.key) : '');
}

/** @param more HTML for the end of the description */
async function makeTicket(delivery: Delivery, { ticket, requester }: TicketCreate, more: string): Promise<ItopObject> {
  const caller = await findCaller(delivery.itop, requester.email, delivery.property);
  const { title, description, log } = await ticketText(ticket.subject ?? '', ticket.message ?? '');
  return createTicket(delivery, caller, {
    title: title || '(no subject)',
    description: describedFor(caller, requester, description + more),
    tawkto_ref: ticket.humanId,
    tawkto_id: ticket.id,
    ...(log === undefined ? {} : { [delivery.property.ticket.log]: { add_item: { message: log, format: 'html' } } }),
  });
}

/** The ticket that was made of a tawk.to ticket or chat. */
export async function findTicketOf(delivery: Delivery, tawkId: string): Promise<ItopObject | undefined> {
  const [ticket] = await delivery.itop.find(delivery.property.ticket.class, { tawkto_id: tawkId }, ['id', 'ref']);
  return ticket;
}

/** Creates a ticket; the chat's fields go before the configured default values, these before origin `chat`. */
export async function createTicket(delivery: Delivery, caller: Caller, fields: Fields): Promise<ItopObject> {
  const { class: className, defaults } = delivery.property.ticket;
  const whose = caller.callerId === undefined ? {} : { caller_id: caller.callerId };
  await delivery.hold.beforeWrite();
  const all = { origin: 'chat', ...defaults, org_id: caller.orgId, ...whose, ...fields };
  return delivery.itop.create(className, all, ['id', 'ref']);
}

/**
 * A description (HTML) that also says how the caller was found: by an e-mail that nobody has verified, or, where the
 * caller is only a stand-in, who asks and why they are not the caller.
 */
export function describedFor(
  caller: Caller,
  person: { name?: string | undefined; email?: string | undefined },
  html: string,
): string {
  const email = oneLine(person.email ?? '');
  if (caller.persons === 1) {
    return `${html}<p><small>The caller was found by an e-mail address that is not verified: ${escapeHtml(email)}.</small></p>`;
  }
  const name = escapeHtml(oneLine(person.name ?? '') || 'somebody without a name');
  return `<p>Requested by ${name} (${escapeHtml(email) || 'no e-mail given'}), ${notTheCaller(caller)}.</p>${html}`;
}

function notTheCaller({ persons }: Caller): string {
  if (persons === undefined) {
    return 'an e-mail that is not verified';
  }
  return persons === 0
    ? 'who is not among the active persons of iTop'
    : `an e-mail that ${persons} active persons of iTop have`;
}
