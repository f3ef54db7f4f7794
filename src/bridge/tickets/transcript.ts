import { isForbidden } from '../../itop/rest/error';
import type { ItopObject } from '../../itop/rest/object';
import type { Delivered, Delivery } from '../delivery/delivery';
import { ticketLock } from '../delivery/lock-names';
import type { Transcript } from '../payload/payload';
import type { TicketRef } from '../store/store';
import { ticketsMadeOf } from './agents-ticket';
import { findCaller } from './caller';
import { ticketsOfChat } from './chat-tickets';
import { chatTitle } from './chat-title';
import { transcriptEntry } from './log-entry';
import { isOfAnother, messagesNotIn } from './mark';
import { ownId } from './own-id';
import { exclusively } from './same-chat';
import { createTicket, describedFor, findTicketOf, ticketName, ticketRef } from './ticket';

/** What became of a transcript, and the ids of the tickets that the chat is about. */
export interface Logged extends Delivered {
  about: string[];
}

/**
 * Puts a transcript into the case log of each ticket that the chat is about, and makes a ticket of the chat where the
 * setting `transcripts` asks for one. A longer transcript of the same chat adds only the new messages.
 * @param linked ids of the tickets that the chat's object is linked to
 */
export async function logTranscript(delivery: Delivery, event: Transcript, linked: string[]): Promise<Logged> {
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
  const answered = event.chat.messages.some(({ sender }) => sender.t === 'a');
  if (tickets.size === 0 && (transcripts === 'ticket' || (transcripts === 'missed' && !answered))) {
    await exclusively(delivery, event.chat.visitor.email, async () => {
      const made = await ticketsMadeOf(delivery, event);
      for (const ticket of made) {
        tickets.set(ticket.key, ticket);
      }
      if (made.length === 0) {
        const ticket = await createChatTicket(delivery, event, choosers);
        brought.push(ticketRef(ticket));
        done.push(`created ${ticketName(ticket)}`);
      }
    });
  }
  for (const ticket of tickets.values()) {
    const says = await append(delivery, ticket, event).catch((error) => {
      // of its own class it is trouble with the set-up; other classes need not be its business
      if (ticket.class === delivery.property.ticket.class || !isForbidden(error)) throw error;
    });
    if (says === undefined) {
      notCounted.push(`${ticket.fields.ref} does not count: the bridge's user may not change ${ticket.class}`);
    } else {
      brought.push(ticketRef(ticket));
      done.push(`${says}${chosen.has(ticket.key) ? ', chosen in the panel' : ''}`);
    }
  }
  const outcome = [done.join('; ') || 'the chat names no ticket that counts', ...notCounted].join('\n');
  const about = [...new Set([...tickets.keys(), ...brought.map(({ id }) => id)])];
  return { state: done.length > 0 ? 'delivered' : 'no_ticket', outcome, tickets: brought, about };
}

/** Whether the log of a ticket holds a chat with this id, and not this chat. */
async function isLogOfAnother({ itop, property }: Delivery, ticket: ItopObject, event: Transcript): Promise<boolean> {
  const { log } = property.ticket;
  const [current] = await itop.find(ticket.class, ticket.key, ['id', log]);
  return isOfAnother(current?.fields[log], property, event);
}

async function append({ itop, property, lease }: Delivery, ticket: ItopObject, event: Transcript): Promise<string> {
  const { log } = property.ticket;
  return lease.withLock(ticketLock(property, ticket), async () => {
    const [current] = await itop.find(ticket.class, ticket.key, ['id', log]);
    const messages = messagesNotIn(current?.fields[log], property, event);
    if (messages.length === 0) {
      return `found in ${ticketName(ticket)}`;
    }
    const message = transcriptEntry(event, messages, property);
    await lease.beforeWrite();
    await itop.update(ticket.class, ticket.key, { [log]: { add_item: { message, format: 'html' } } });
    return `logged in ${ticketName(ticket)}`;
  });
}

/** One request makes the ticket with its log entry: there is no moment with the one and without the other. */
async function createChatTicket(delivery: Delivery, event: Transcript, choosers: string[]): Promise<ItopObject> {
  const { property } = delivery;
  const { visitor, messages, id } = event.chat;
  const caller = await findCaller(delivery.itop, visitor.email, property, async () => choosers);
  const message = transcriptEntry(event, messages, property);
  return createTicket(delivery, caller, {
    title: chatTitle(event, property.time_zone),
    description: describedFor(caller, visitor, '<p>A chat became this ticket. Its messages are in the log.</p>'),
    tawkto_id: ownId(property, id),
    [property.ticket.log]: { add_item: { message, format: 'html' } },
  });
}
