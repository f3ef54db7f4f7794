import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import type { Transcript } from '../payload/payload';
import { visitorPersons } from './caller';
import { chosenAndGone, chosenFor } from './chosen-tickets';
import { findTickets } from './find-tickets';
import { ticketReferences } from './references';

/** The tickets that a chat may go into. */
export interface ChatTickets {
  /** By iTop's id. */
  tickets: Map<string, ItopObject>;
  /** The ids of the tickets that the visitor chose in the panel. */
  chosen: Set<string>;
  /** The ids of the persons who made a choice there for this chat. */
  choosers: string[];
  /** A line for each reference and choice that does not count, and why. */
  notCounted: string[];
}

const OUTRIGHT = 'with /ticket and the reference on a line of its own, an agent puts a chat into any ticket';

/**
 * Which tickets a chat goes into: those that it is linked to in iTop; those that the visitor chose in the panel; and
 * those that somebody names. A mention counts only for tickets of the visitor, even if an agent writes it, because
 * "like R-000004, not R-000006" mentions two; `/ticket R-000004` counts for any ticket.
 * @param linked ids of the tickets that the chat's object is linked to
 */
export async function ticketsOfChat(delivery: Delivery, event: Transcript, linked: string[]): Promise<ChatTickets> {
  const { itop, property } = delivery;
  const { commanded, byAgents, byVisitor, inLinks, notUnderstood } = ticketReferences(event, property.ticket.reference);
  const mentions = [...byAgents, ...byVisitor];
  const { items, persons: choosers, notCounted } = await chosenFor(delivery, event);
  const persons = mentions.length > 0 ? await visitorPersons(itop, event.chat.visitor, property, choosers) : [];
  const found = await findTickets(delivery, {
    ref: [...commanded, ...(persons.length > 0 ? mentions : [])],
    id: [...items.map(({ id }) => id), ...linked],
  });
  const result: ChatTickets = { tickets: new Map(), chosen: new Set(), choosers, notCounted };
  const isOwn = ({ fields }: ItopObject) => persons.some(({ id }) => id === String(fields.caller_id));

  for (const id of linked) {
    const ticket = found.find((each) => each.key === id);
    if (ticket === undefined) {
      notCounted.push(`Ticket::${id}, linked to the chat, does not count: ${linkedAndGone(property.ticket.classes)}`);
    } else {
      result.tickets.set(ticket.key, ticket);
    }
  }
  for (const item of items) {
    const ticket = found.find((each) => each.key === item.id && each.class === item.class);
    if (ticket === undefined) {
      notCounted.push(chosenAndGone(item));
    } else {
      result.tickets.set(ticket.key, ticket);
      result.chosen.add(ticket.key);
    }
  }
  /** @param counts whether the ticket may have the chat; otherwise `why` says why not */
  const look = (reference: string, counts: (ticket: ItopObject) => boolean, why: string) => {
    const named = found.filter(({ fields }) => String(fields.ref).toUpperCase() === reference);
    for (const ticket of named) {
      if (counts(ticket)) {
        result.tickets.set(ticket.key, ticket);
      } else {
        refuse(reference, why);
      }
    }
    if (named.length === 0) {
      refuse(reference, `the bridge's user finds no ${property.ticket.classes.join(' or ')} of that name`);
    }
  };
  const refuse = (reference: string, why: string) => notCounted.push(`${reference} does not count: ${why}`);

  for (const reference of commanded) {
    look(reference, () => true, '');
  }
  if (persons.length > 0) {
    for (const reference of byAgents) {
      look(reference, isOwn, `its caller is not the visitor (${OUTRIGHT})`);
    }
    for (const reference of byVisitor) {
      look(reference, isOwn, 'only the visitor named it, and is not its caller');
    }
  } else {
    for (const reference of mentions) {
      refuse(reference, `${nobody(property, event)} (${OUTRIGHT})`);
    }
  }
  for (const reference of inLinks) {
    refuse(reference, 'it stands in a link');
  }
  // with Live Helper Chat, the agent was told so in the chat
  if (notUnderstood > 0 && property.provider !== 'livehelperchat') {
    const which = notUnderstood === 1 ? 'a line of an agent begins' : `${notUnderstood} lines of agents begin`;
    notCounted.push(
      `${which} with /ticket and is not understood: expected one reference behind it, and nothing else on that line`,
    );
  }
  return result;
}

function linkedAndGone(classes: string[]): string {
  return `the bridge's user finds no ${classes.join(' or ')} with that id`;
}

function nobody({ provider, trust }: Delivery['property'], { chat }: Transcript): string {
  if (provider === 'livehelperchat') {
    return chat.visitor.person === undefined ? 'the visitor is not proved' : 'the visitor is no person of this iTop';
  }
  return trust === 'never'
    ? "`trust` is never, so nobody knows the visitor's tickets"
    : 'iTop knows nobody with the e-mail of the visitor';
}
