import type { ItopObject } from '../../itop/rest';
import { findCaller, personIds } from './caller';
import { type Delivery, ticketName } from './delivery';
import { loggedUntil, transcriptEntry } from './log-entry';
import type { Transcript } from './payload';
import { ticketReferences } from './references';
import { createTicket, findTicketOf, requesterHtml } from './ticket';
import { titleOf } from './title';

/**
 * Puts a transcript into the case log of each ticket that the chat is about, and makes a ticket of the chat where the
 * setting `transcripts` asks for one. A longer transcript of the same chat adds only the new messages.
 */
export async function deliverTranscript(delivery: Delivery, event: Transcript): Promise<string> {
  const { transcripts } = delivery.property;
  if (transcripts === 'off') {
    return 'nothing to do: transcripts are off';
  }
  const entry = transcriptEntry(event);
  if (entry === undefined) {
    return 'nothing to do: no messages';
  }
  const tickets = await referencedTickets(delivery, event);
  if (transcripts !== 'log') {
    const own = await findTicketOf(delivery, event.chat.id);
    if (own !== undefined) {
      tickets.set(own.key, own);
    }
  }
  const answered = event.chat.messages.some(({ sender }) => sender.t === 'a');
  if (tickets.size === 0 && (transcripts === 'ticket' || (transcripts === 'missed' && !answered))) {
    return `created ${ticketName(await createChatTicket(delivery, event, entry))}`;
  }
  const done: string[] = [];
  for (const ticket of tickets.values()) {
    done.push(await append(delivery, ticket, event));
  }
  return done.join('; ') || 'nothing to do: the chat names no ticket that it may go into';
}

/** The tickets that an agent named, and those of his own that the visitor named; by iTop's id. */
async function referencedTickets(delivery: Delivery, event: Transcript): Promise<Map<string, ItopObject>> {
  const { byAgents, byVisitor } = ticketReferences(event);
  const { email } = event.chat.visitor;
  const found = new Map<string, ItopObject>();
  const look = async (reference: string, counts: (ticket: ItopObject) => boolean) => {
    const tickets = await delivery.itop.find(delivery.property.ticket.class, { ref: reference }, [
      'id',
      'ref',
      'caller_id',
    ]);
    for (const ticket of tickets.filter(counts)) {
      found.set(ticket.key, ticket);
    }
  };
  for (const reference of byAgents) {
    await look(reference, () => true);
  }
  if (byVisitor.length > 0 && email !== undefined) {
    const persons = await personIds(delivery.itop, email);
    for (const reference of persons.size > 0 ? byVisitor : []) {
      await look(reference, ({ fields }) => persons.has(String(fields.caller_id)));
    }
  }
  return found;
}

async function append({ itop, property, hold }: Delivery, ticket: ItopObject, event: Transcript): Promise<string> {
  const { log } = property.ticket;
  return hold.withTicket(`${property.itop.url} ${ticket.class}::${ticket.key}`, async () => {
    const [current] = await itop.find(ticket.class, ticket.key, ['id', log]);
    const entry = transcriptEntry(event, loggedUntil(current?.fields[log], event.chat.id));
    if (entry === undefined) {
      return `found in ${ticketName(ticket)}`;
    }
    await hold.beforeWrite();
    await itop.update(ticket.class, ticket.key, { [log]: { add_item: { message: entry, format: 'html' } } });
    return `logged in ${ticketName(ticket)}`;
  });
}

/** One request makes the ticket with its log entry: there is no moment with the one and without the other. */
async function createChatTicket(delivery: Delivery, event: Transcript, entry: string): Promise<ItopObject> {
  const { visitor, messages, id } = event.chat;
  const caller = await findCaller(delivery.itop, visitor.email, delivery.property.ticket.fallback);
  const first = messages.find(({ sender, msg }) => sender.t === 'v' && msg)?.msg ?? '';
  return createTicket(delivery, caller, {
    title: titleOf(`Chat: ${first}`).title,
    description: `${requesterHtml(caller, visitor)}<p>A chat became this ticket. Its messages are in the log.</p>`,
    tawkto_id: id,
    [delivery.property.ticket.log]: { add_item: { message: entry, format: 'html' } },
  });
}
