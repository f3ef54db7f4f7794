import type { ItopObject } from '../../itop/rest/object';
import type { PropertyConfig } from '../config/config';
import type { Visitor } from '../payload/payload';
import { ownId } from './own-id';

/** The attributes that isVisitorsTicket reads, and the organization. */
export function visitorsTicketFields(className: string, { ticket }: PropertyConfig): string[] {
  // other classes of tickets lack the bridge's own attribute
  return ['id', 'org_id', 'caller_id', ...(className === ticket.class ? ['tawkto_id'] : [])];
}

/**
 * Whether a ticket is the visitor's own: they proved to be its caller, or the bridge created it from this chat. Only
 * then may its caller see what was sent in the chat, as the caller sees all attachments, and may the visitor speak for
 * its caller.
 */
export function isVisitorsTicket(
  { fields }: ItopObject,
  property: Pick<PropertyConfig, 'id'>,
  { id, visitor }: { id: string; visitor: Visitor },
): boolean {
  const own = ownId(property, id);
  const made = String(fields.tawkto_id ?? '');
  // a chat about closed tickets became a ticket with a longer id
  const isMade = made === own || made.startsWith(`${own}/`);
  return isMade || (visitor.person !== undefined && String(fields.caller_id) === visitor.person);
}
