import { ItopError, isForbidden } from '../../itop/rest/error';
import type { ItopObject } from '../../itop/rest/object';
import type { Delivered, Delivery } from '../delivery/delivery';
import type { Transcript } from '../payload/payload';
import type { TicketRef } from '../store/store';
import { ticketsMadeOf } from './agents-ticket';
import { judge } from './answered';
import { append } from './append';
import type { Attachments } from './attachments';
import { findCaller } from './caller';
import { ticketsOfChat } from './chat-tickets';
import { chatTitle } from './chat-title';
import { isClosed, isResolved, linkToOld, namesOfOld } from './closed';
import { transcriptEntry } from './log-entry';
import { isOfAnother } from './mark';
import { ownId } from './own-id';
import { exclusively } from './same-chat';
import { createTicket, describedFor, findTicketOf, ticketName, ticketRef } from './ticket';

/** The result for a transcript, with the ids of the tickets that the chat is about. */
export interface Logged extends Delivered {
  about: string[];
}

/**
 * Appends a transcript to the case log of each ticket that the chat is about, and creates a ticket from the chat if the
 * setting `transcripts` says so. A longer transcript of the same chat adds only the new messages.
 * @param linked ids of the tickets that the chat's object is linked to
 * @param files of the chat; the caller attaches them
 */
export async function logTranscript(
  delivery: Delivery,
  event: Transcript,
  linked: string[],
  files: Attachments,
): Promise<Logged> {
  const { transcripts } = delivery.property;
  if (transcripts === 'off') {
    return { state: 'no_ticket', outcome: '`transcripts` is off', about: [] };
  }
  if (event.chat.messages.length === 0) {
    return { state: 'no_ticket', outcome: 'no messages', about: [] };
  }
  const { tickets, chosen, choosers, notCounted } = await ticketsOfChat(delivery, event, linked);
  if (transcripts !== 'log') {
    const own = await findTicketOf(delivery, event.chat.id, (ticket) => isLogOfAnother(delivery, ticket, event));
    if (own !== undefined) {
      tickets.set(own.key, own);
    }
  }
  const done: string[] = [];
  const brought: TicketRef[] = [];
  const { ending } = judge(event.chat.all);
  const becomesTicket =
    transcripts === 'ticket' ? ending !== 'silent' : transcripts === 'missed' && ending === 'missed';
  const made = (ticket: ItopObject) => {
    brought.push(ticketRef(ticket));
    done.push(`created ${ticketName(ticket)}`);
  };
  if (tickets.size === 0 && becomesTicket) {
    await exclusively(delivery, event.chat.visitor.email, async () => {
      const others = await ticketsMadeOf(delivery, event);
      for (const ticket of others) {
        tickets.set(ticket.key, ticket);
      }
      if (others.length === 0) {
        made(await createChatTicket(delivery, event, event.chat.id, [], choosers, files));
      }
    });
  }
  /** The tickets that are closed. */
  const shut = new Set([...tickets.values()].filter(isClosed).map(({ key }) => key));
  const log = async (ticket: ItopObject, reopens = false) => {
    const logged = await append(delivery, ticket, event, reopens, files).catch((error) => {
      // for the property's own class this is a wrong setup; the user's rights need not include other classes
      if (ticket.class === delivery.property.ticket.class || !isForbidden(error)) throw error;
      return undefined;
    });
    if (logged === undefined) {
      notCounted.push(`${ticket.fields.ref} does not count: the bridge's user may not change ${ticket.class}`);
    } else if ('notReopened' in logged) {
      notCounted.push(`${ticket.fields.ref} is not reopened: ${logged.notReopened}`);
      shut.add(ticket.key);
    } else {
      brought.push(ticketRef(ticket));
      done.push(`${logged.says}${chosen.has(ticket.key) ? ', chosen in the panel' : ''}`);
    }
  };
  const { closed } = delivery.property;
  const isMissed = ending === 'missed';
  // iTop copies an entry in a parent's log into its children: these are checked after it
  const inOrder = [...tickets.values()].sort((a, b) => Number(shut.has(b.key)) - Number(shut.has(a.key)));
  for (const ticket of inOrder) {
    await log(ticket, isMissed && closed === 'reopen' && isResolved(ticket));
  }
  if (inOrder.length > 0 && inOrder.every(({ key }) => shut.has(key)) && closed !== 'log') {
    await exclusively(delivery, event.chat.visitor.email, async () => {
      const next = await nextTicketOf(delivery, event);
      if (typeof next !== 'string') {
        tickets.set(next.key, next);
        await log(next);
      } else if (isMissed) {
        made(await createChatTicket(delivery, event, next, inOrder, choosers, files));
      }
    });
  }
  const outcome = [done.join('; ') || 'the chat names no ticket that counts', ...notCounted].join('\n');
  const about = [...new Set([...tickets.keys(), ...brought.map(({ id }) => id)])];
  return { state: done.length > 0 ? 'delivered' : 'no_ticket', outcome, tickets: brought, about };
}

/**
 * The ticket that a chat became, unless it is closed. Otherwise the tawk.to id under which the next ticket is created:
 * the chat's own id, followed by the ids of its closed tickets, so that each can be found again.
 */
async function nextTicketOf(delivery: Delivery, event: Transcript): Promise<ItopObject | string> {
  for (let id = event.chat.id; ; ) {
    const ticket = await findTicketOf(delivery, id, (other) => isLogOfAnother(delivery, other, event));
    if (ticket === undefined || !isClosed(ticket)) {
      return ticket ?? id;
    }
    id = `${event.chat.id}/${ticket.key}`;
  }
}

/** Whether the log of a ticket contains another chat with the same id. */
async function isLogOfAnother({ itop, property }: Delivery, ticket: ItopObject, event: Transcript): Promise<boolean> {
  const { log } = property.ticket;
  const [current] = await itop.find(ticket.class, ticket.key, ['id', log]);
  return isOfAnother(current?.fields[log], property, event);
}

/**
 * One request creates the ticket together with its log entry: neither ever exists without the other.
 * @param tawkId under which the ticket is found again
 * @param old the closed tickets that the chat is about
 * @param choosers ids of the persons who made a choice in the panel during this chat
 */
async function createChatTicket(
  delivery: Delivery,
  event: Transcript,
  tawkId: string,
  old: ItopObject[],
  choosers: string[],
  files: Attachments,
): Promise<ItopObject> {
  const { property } = delivery;
  const { visitor, messages } = event.chat;
  const caller = await findCaller(delivery.itop, visitor, property, async () => choosers);
  const message = transcriptEntry(event, messages, property, await files.notes());
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
