import type { Fields, ItopObject } from '../../itop/rest/object';
import { escapeHtml } from '../markup/html-writer';

/** What iTop keeps of a ticket's status for all classes (class Ticket): `ongoing`, `resolved` or `closed`. */
export const STATUS_FIELD = 'operational_status';

/** By which stimulus iTop reopens a ticket that is resolved, in UserRequest and Incident from 2.7 to 3.3. No state leads out of `closed`. */
export const REOPEN = 'ev_reopen';

/** Closed, or rejected: for good. */
export function isClosed({ fields }: ItopObject): boolean {
  return fields[STATUS_FIELD] === 'closed';
}

export function isResolved({ fields }: ItopObject): boolean {
  return fields[STATUS_FIELD] === 'resolved';
}

/** By the class of a new ticket and that of an old one: the attribute that links the first to the second. */
const PARENT: Record<string, Record<string, string>> = {
  UserRequest: { UserRequest: 'parent_request_id', Incident: 'parent_incident_id' },
  Incident: { Incident: 'parent_incident_id' },
};

/** The attribute of a new ticket that links it to the first of the old ones which iTop can link it to; nothing where it has none. */
export function linkToOld(className: string, old: ItopObject[]): Fields {
  for (const ticket of old) {
    const attribute = PARENT[className]?.[ticket.class];
    if (attribute !== undefined) {
      return { [attribute]: ticket.key };
    }
  }
  return {};
}

/** Names the old tickets in the description of the new one (HTML). */
export function namesOfOld(old: ItopObject[]): string {
  const names = old.map(({ fields }) => escapeHtml(String(fields.ref))).join(', ');
  return names === '' ? '' : `<p>It is about ${names}, which is closed.</p>`;
}
