import type { Fields, ItopObject } from '../../itop/rest/object';
import type { Caller } from './caller';
import type { Delivery } from './delivery';
import { escapeHtml } from './html';
import { personLines } from './log-entry';
import { setInLines } from './set-in';
import { oneLine } from './title';

/** A ticket's name in words: `UserRequest::42 R-000042`. */
export function ticketName(ticket: ItopObject): string {
  return `${ticket.class}::${ticket.key} ${ticket.fields.ref}`;
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
  if (caller.persons === 1) {
    const email = escapeHtml(oneLine(person.email ?? ''));
    return `${html}<p><small>The caller was found by an e-mail address that is not verified: ${email}.</small></p>`;
  }
  return `<p>Requested by somebody ${notTheCaller(caller)}:</p>${setInLines(personLines(person))}${html}`;
}

function notTheCaller({ persons }: Caller): string {
  if (persons === undefined) {
    return 'with an e-mail that is not verified';
  }
  return persons === 0
    ? 'who is not among the active persons of iTop'
    : `with an e-mail that ${persons} active persons of iTop have`;
}
