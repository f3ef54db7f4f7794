import { isForbidden } from '../../itop/rest/error';
import type { ItopObject } from '../../itop/rest/object';
import type { Delivered, Delivery } from '../delivery/delivery';
import type { Transcript } from '../payload/payload';
import type { TicketRef } from '../store/store';
import { ticketsMadeOf } from './agents-ticket';
import { judge } from './answered';
import { append } from './append';
import type { Attachments } from './attachments';
import { createChatTicket, isLogOfAnother, nextTicketOf } from './chat-request';
import { ticketsOfChat } from './chat-tickets';
import { isClosed, isResolved } from './closed';
import { exclusively } from './same-chat';
import { findTicketOf, ticketName, ticketRef } from './ticket';

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
  // an agent of Live Helper Chat may have made one with /ticket
  if (transcripts !== 'log' || delivery.property.provider === 'livehelperchat') {
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
      if (next.ticket !== undefined) {
        tickets.set(next.ticket.key, next.ticket);
        await log(next.ticket);
      } else if (isMissed) {
        made(await createChatTicket(delivery, event, next.id, inOrder, choosers, files));
      }
    });
  }
  const outcome = [done.join('; ') || 'the chat names no ticket that counts', ...notCounted].join('\n');
  const about = [...new Set([...tickets.keys(), ...brought.map(({ id }) => id)])];
  return { state: done.length > 0 ? 'delivered' : 'no_ticket', outcome, tickets: brought, about };
}
