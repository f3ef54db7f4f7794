import type { Fields, ItopObject } from '../../itop/rest/object';
import { BridgeError } from '../base/errors';
import type { Delivery } from '../delivery/delivery';
import { escapeHtml } from '../markup/html-writer';
import { setInLines } from '../markup/set-in';
import { oneLine } from '../markup/title';
import type { Visitor } from '../payload/payload';
import type { StoredEvent, TicketRef } from '../store/store';
import type { Caller } from './caller';
import { STATUS_FIELD } from './closed';
import { personLines } from './log-entry';
import { ownId } from './own-id';

/** A ticket's name in words: `UserRequest::42 R-000042`. */
export function ticketName(ticket: ItopObject): string {
  return `${ticket.class}::${ticket.key} ${ticket.fields.ref}`;
}

/** The reference to a ticket that is stored with its events. */
export function ticketRef({ class: of, key, fields }: ItopObject): TicketRef {
  return { class: of, id: key, ref: String(fields.ref) };
}

/** The tickets that an event was delivered into. */
export function ticketsOf({ tickets, outcome }: Pick<StoredEvent, 'tickets' | 'outcome'>): TicketRef[] {
  if (tickets !== null) return tickets;
  // in the form that 2.0.0 stored
  const named = (outcome ?? '').matchAll(/(?:logged in|found in|created|found) (\w+)::(\d+) ([^\s,;]+)/g);
  return [...named].map(([, of = '', id = '', ref = '']) => ({ class: of, id, ref }));
}

/** The attributes by which the ticket of a tawk.to ticket or chat is found. */
const FIELDS = ['id', 'ref', 'tawkto_id', 'tawkto_ref', STATUS_FIELD];

/**
 * The ticket that was created from a tawk.to ticket or chat of the property.
 * @param isOther for a ticket from before version 2.1.0, which does not name its property: whether it certainly belongs
 *   to another one
 * @throws BridgeError ID_TAKEN
 */
export async function findTicketOf(
  { itop, property }: Delivery,
  tawkId: string,
  isOther: (ticket: ItopObject) => boolean | Promise<boolean> = () => false,
): Promise<ItopObject | undefined> {
  const ids = [ownId(property, tawkId), tawkId];
  const found = await itop.findAny(property.ticket.class, { tawkto_id: ids }, FIELDS);
  // the database's collation ignores case
  const [own, old] = ids.map((id) => found.find(({ fields }) => fields.tawkto_id === id));
  if (own === undefined && old !== undefined && (await isOther(old))) {
    throw new BridgeError('ID_TAKEN', `${ticketName(old)} has the id ${tawkId}, and is of another ticket or chat`);
  }
  return own ?? old;
}

/** Creates a ticket. The chat's fields override the configured default values, and these override the origin `chat`. */
export async function createTicket(delivery: Delivery, caller: Caller, fields: Fields): Promise<ItopObject> {
  const { class: className, defaults } = delivery.property.ticket;
  const whose = caller.callerId === undefined ? {} : { caller_id: caller.callerId };
  await delivery.lease.beforeWrite();
  const all = { origin: 'chat', ...defaults, org_id: caller.orgId, ...whose, ...fields };
  return delivery.itop.create(className, all, ['id', 'ref']);
}

/**
 * A description (HTML) that also says how the caller was found: by a proof, or by an unverified e-mail. If the caller
 * is the fallback, it says who is asking and why they are not the caller.
 */
export function describedFor(caller: Caller, person: Visitor, html: string): string {
  if (caller.proved === 'yes') {
    return `${html}<p><small>The caller proved who they are: they were logged in to iTop.</small></p>`;
  }
  if (caller.persons === 1 || caller.chose) {
    const email = escapeHtml(oneLine(person.email ?? ''));
    const chose = caller.chose ? `, which ${caller.persons} persons have, and by what they chose in the panel` : '';
    return `${html}<p><small>The caller was found by an e-mail address that is not verified: ${email}${chose}.</small></p>`;
  }
  return `<p>Requested by somebody ${notTheCaller(caller)}:</p>${setInLines(personLines(person))}${html}`;
}

function notTheCaller({ persons, proved }: Caller): string {
  if (proved === 'no') {
    return 'who did not prove to be a user of iTop';
  }
  if (persons === undefined && proved === undefined) {
    return 'with an e-mail that is not verified';
  }
  return persons === 0 || proved === 'gone'
    ? 'who is not among the active persons of iTop'
    : `with an e-mail that ${persons} active persons of iTop have`;
}
