import { ItopError, isForbidden } from '../../itop/rest/error';
import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import type { ChatRating } from '../payload/payload';
import { RATINGS } from '../payload/rating';
import { isClosed, STATUS_FIELD } from './closed';
import { findTickets } from './find-tickets';
import { findTicketOf, ticketName } from './ticket';
import { isVisitorsTicket, visitorsTicketFields } from './visitors-ticket';

/** iTop's attribute for what the caller thought: 1 very satisfied, to 4. User requests and incidents have it. */
const ATTRIBUTE = 'user_satisfaction';

/** What a ticket has that nobody was asked about yet: nothing, or iTop's default. It asks when the caller closes it. */
const UNSAID = ['', '1'];

/**
 * Writes what the visitor thought of a chat into their own tickets that the chat went into: where the class of the
 * ticket has an attribute for it, and never over what somebody said in iTop.
 * @param linked ids of the tickets that the chat's object is linked to
 * @returns what was done
 */
export async function setSatisfaction(delivery: Delivery, event: ChatRating, linked: string[]): Promise<string[]> {
  const { itop, lease, property } = delivery;
  if (event.rating === undefined) return [];
  const value = String(RATINGS.indexOf(event.rating) + 1);
  const made = property.transcripts === 'off' ? undefined : await findTicketOf(delivery, event.chat.id);
  const found = await findTickets(delivery, { ref: [], id: linked });
  const tickets = new Map([...found, ...(made === undefined ? [] : [made])].map((each) => [each.key, each]));
  const done: string[] = [];
  for (const ticket of tickets.values()) {
    const now = await read(delivery, ticket);
    if (now === undefined || !isVisitorsTicket(now, property, event.chat)) continue;
    const said = String(now.fields[ATTRIBUTE] ?? '');
    if (said === value || !(isClosed(now) ? said === '' : UNSAID.includes(said))) continue;
    await lease.beforeWrite();
    try {
      await itop.update(ticket.class, ticket.key, { [ATTRIBUTE]: value });
      done.push(`${ATTRIBUTE} of ${ticketName(ticket)} is ${value}`);
    } catch (error) {
      // for other classes than the property's own the user's rights may be missing
      if (!isForbidden(error)) throw error;
    }
  }
  return done;
}

/** The ticket with what its caller said; undefined: its class has no attribute for it. */
async function read(
  { itop, property }: Delivery,
  { class: className, key }: ItopObject,
): Promise<ItopObject | undefined> {
  try {
    const fields = [...visitorsTicketFields(className, property), STATUS_FIELD, ATTRIBUTE];
    return (await itop.find(className, key, fields))[0];
  } catch (error) {
    if (error instanceof ItopError && error.code === 'ITOP_LOOKUP' && error.detail.includes(ATTRIBUTE))
      return undefined;
    throw error;
  }
}
