import { ItopError } from '../../itop/rest/error';
import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import type { Transcript } from '../payload/payload';
import type { Attachments } from './attachments';
import { findCaller } from './caller';
import { chatTitle } from './chat-title';
import { isClosed, linkToOld, namesOfOld } from './closed';
import { transcriptEntry } from './log-entry';
import { isOfAnother } from './mark';
import { ownId } from './own-id';
import { createTicket, describedFor, findTicketOf } from './ticket';

/** The ticket that a chat became and that is not closed, or what a next one needs. */
export interface NextTicket {
  ticket: ItopObject | undefined;
  /** The chat's tickets that are closed. */
  closed: ItopObject[];
  /** The tawk.to id of the ticket: the chat's own, with the id of the last closed one, so that each is found again. */
  id: string;
}

export async function nextTicketOf(delivery: Delivery, event: Transcript): Promise<NextTicket> {
  const closed: ItopObject[] = [];
  for (let id = event.chat.id; ; ) {
    const ticket = await findTicketOf(delivery, id, (other) => isLogOfAnother(delivery, other, event));
    if (ticket === undefined || !isClosed(ticket)) {
      return { ticket, closed, id };
    }
    closed.push(ticket);
    id = `${event.chat.id}/${ticket.key}`;
  }
}

/** The request of a chat that is going on; it is created unless there is one that is not closed. */
export async function requestOfChat(
  delivery: Delivery,
  event: Transcript,
): Promise<{ ticket: ItopObject; isNew: boolean }> {
  const { ticket, closed, id } = await nextTicketOf(delivery, event);
  return ticket === undefined
    ? { ticket: await createChatTicket(delivery, event, id, closed, []), isNew: true }
    : { ticket, isNew: false };
}

/** Whether the log of a ticket contains another chat with the same id. */
export async function isLogOfAnother(
  { itop, property }: Delivery,
  ticket: ItopObject,
  event: Transcript,
): Promise<boolean> {
  const { log } = property.ticket;
  const [current] = await itop.find(ticket.class, ticket.key, ['id', log]);
  return isOfAnother(current?.fields[log], property, event);
}

/**
 * One request creates the ticket together with its log entry: neither ever exists without the other.
 * @param tawkId under which the ticket is found again
 * @param old the closed tickets that the chat is about
 * @param choosers ids of the persons who made a choice in the panel during this chat
 * @param files of the chat; without them, its transcript attaches them
 */
export async function createChatTicket(
  delivery: Delivery,
  event: Transcript,
  tawkId: string,
  old: ItopObject[],
  choosers: string[],
  files?: Attachments,
): Promise<ItopObject> {
  const { property } = delivery;
  const { visitor, messages } = event.chat;
  const caller = await findCaller(delivery.itop, visitor, property, async () => choosers);
  const message = transcriptEntry(event, messages, property, await files?.notes());
  const html = `<p>A chat became this ticket. Its messages are in the log.</p>${namesOfOld(old)}`;
  const fields = {
    title: chatTitle(event, property.time_zone),
    description: describedFor(caller, visitor, html),
    tawkto_id: ownId(property, tawkId),
    [property.ticket.log]: { add_item: { message, format: 'html' } },
  };
  const link = linkToOld(property.ticket.class, old);
  return createTicket(delivery, caller, { ...fields, ...link }).catch((error) => {
    // the description names the old ones if this iTop has another data model
    if (Object.keys(link).length === 0 || !(error instanceof ItopError && error.code === 'ITOP_REJECTED')) throw error;
    return createTicket(delivery, caller, fields);
  });
}
