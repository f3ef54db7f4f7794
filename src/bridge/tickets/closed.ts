import type { Fields, ItopObject } from '../../itop/rest/object';
import { escapeHtml } from '../markup/html-writer';

/** The status that iTop has for all classes of tickets (class Ticket): `ongoing`, `resolved` or `closed`. */
export const STATUS_FIELD = 'operational_status';

/**
 * The stimulus with which iTop reopens a resolved ticket, in UserRequest and Incident from 2.7 to 3.3. No stimulus
 * leads out of `closed`.
 */
export const REOPEN = 'ev_reopen';

/** Closed or rejected, and cannot be reopened. */
export function isClosed({ fields }: ItopObject): boolean {
  return fields[STATUS_FIELD] === 'closed';
}

export function isResolved({ fields }: ItopObject): boolean {
  return fields[STATUS_FIELD] === 'resolved';
}

/** By the class of a new ticket and the class of an old one: the attribute that links the first to the second. */
const PARENT: Record<string, Record<string, string>> = {
  UserRequest: { UserRequest: 'parent_request_id', Incident: 'parent_incident_id' },
  Incident: { Incident: 'parent_incident_id' },
};

/**
 * The attribute of a new ticket that links it to the first old ticket which iTop can link it to; empty if it has none.
 */
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
