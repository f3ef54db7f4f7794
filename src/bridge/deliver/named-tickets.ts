import type { ItopObject } from '../../itop/rest';
import { organizationOf, type Person, visitorPersons } from './caller';
import type { Delivery } from './delivery';
import type { Transcript } from './payload';
import { ticketReferences } from './references';

/** The tickets that a chat names and may go into, by iTop's id. */
export interface NamedTickets {
  tickets: Map<string, ItopObject>;
  /** A line for each reference that does not count, and why. */
  notCounted: string[];
}

const OUTRIGHT = 'with /ticket and the reference on a line of its own, an agent puts a chat into any ticket';

/**
 * Who may put a chat into which ticket: a visitor into their own; an agent's mention into these too and into those of
 * the visitor's organisation, because "R-000004? That one is not yours" is a mention; `/ticket R-000004` into any.
 */
export async function namedTickets({ itop, property }: Delivery, event: Transcript): Promise<NamedTickets> {
  const { commanded, byAgents, byVisitor, inLinks } = ticketReferences(event);
  const mentions = byAgents.length + byVisitor.length > 0;
  const persons = mentions ? await visitorPersons(itop, event.chat.visitor.email, property) : [];
  const callers = callerCheck(itop, persons);
  const named: NamedTickets = { tickets: new Map(), notCounted: [] };

  /** @param counts whether the ticket may have the chat; otherwise `why` not */
  const look = async (reference: string, counts: (ticket: ItopObject) => boolean | Promise<boolean>, why: string) => {
    const found = await itop.find(property.ticket.class, { ref: reference }, ['id', 'ref', 'caller_id']);
    for (const ticket of found) {
      if (await counts(ticket)) {
        named.tickets.set(ticket.key, ticket);
      } else {
        refuse(reference, why);
      }
    }
    if (found.length === 0) {
      refuse(reference, `the bridge's user finds no ${property.ticket.class} of that name`);
    }
  };
  const refuse = (reference: string, why: string) => named.notCounted.push(`${reference} does not count: ${why}`);

  for (const reference of commanded) {
    await look(reference, () => true, '');
  }
  if (persons.length > 0) {
    for (const reference of byAgents) {
      const why = `its caller is neither the visitor nor of their organisation (${OUTRIGHT})`;
      await look(reference, callers.isVisitorOrColleague, why);
    }
    for (const reference of byVisitor) {
      await look(reference, callers.isVisitor, 'only the visitor named it, who is not its caller');
    }
  } else {
    for (const reference of [...byAgents, ...byVisitor]) {
      refuse(reference, `${nobody(property.trust)} (${OUTRIGHT})`);
    }
  }
  for (const reference of inLinks) {
    refuse(reference, 'it stands in a link');
  }
  return named;
}

function nobody(trust: 'any' | 'never'): string {
  return trust === 'never'
    ? "`trust` is never, so nobody knows the visitor's tickets"
    : 'iTop knows nobody with the e-mail of the visitor';
}

/** Who a ticket's caller is to the visitor. Asks iTop once for the organisation of each other caller. */
function callerCheck(itop: Delivery['itop'], persons: Person[]) {
  const organizations = new Map<string, Promise<string | undefined>>();
  const isVisitor = ({ fields }: ItopObject) => persons.some(({ id }) => id === String(fields.caller_id));
  const isVisitorOrColleague = async (ticket: ItopObject) => {
    if (isVisitor(ticket)) {
      return true;
    }
    const callerId = String(ticket.fields.caller_id ?? '');
    if (!/^[1-9]\d*$/.test(callerId)) {
      // iTop gives 0 for none
      return false;
    }
    const asked = organizations.get(callerId) ?? organizationOf(itop, callerId);
    organizations.set(callerId, asked);
    const orgId = await asked;
    return persons.some((person) => person.orgId === orgId);
  };
  return { isVisitor, isVisitorOrColleague };
}
