import { CHAT_CLASS } from '../../contract/itop-classes';
import { isForbidden } from '../../itop/rest/error';
import type { ItopObject } from '../../itop/rest/object';
import { linkOngoing } from '../chats/chat-links';
import { findChat, linkedTickets } from '../chats/chat-object';
import { providerTitle } from '../config/provider';
import type { Delivered, Delivery } from '../delivery/delivery';
import { type Command, readCommand } from '../payload/command';
import { readTranscript, type Transcript } from '../payload/payload';
import { writeNote } from '../tickets/agents-note';
import { visitorPersons } from '../tickets/caller';
import { nextTicketOf, requestOfChat } from '../tickets/chat-request';
import { ticketsOfChat } from '../tickets/chat-tickets';
import { isClosed } from '../tickets/closed';
import { consoleLink } from '../tickets/console-link';
import { findTickets } from '../tickets/find-tickets';
import { orderedReference } from '../tickets/references';
import { ticketName, ticketRef } from '../tickets/ticket';
import { replyTo } from './command-replies';
import type { EventKind } from './handler';

/** What an agent ordered while chatting: `/ticket`, `/ticket R-000123`, `/note text`. */
export const chatCommand: EventKind = {
  async deliver(delivery, payload) {
    const event = await readTranscript(payload, providerTitle(delivery.property));
    const command = readCommand(payload);
    const { says, outcome, tickets } = await obey(delivery, event, command);
    return {
      state: tickets.length > 0 ? 'delivered' : 'no_ticket',
      outcome,
      tickets: tickets.map(ticketRef),
      notes: [replyTo(delivery.property.id, event.chat.id, command, says)],
    };
  },
  async bringIn(delivery, payload, tickets) {
    const event = await readTranscript(payload, providerTitle(delivery.property));
    if (readCommand(payload).name === 'ticket') {
      for (const { id } of tickets) await linkOngoing(delivery, event.chat.id, id);
    }
    return delivery.optional.refusal(CHAT_CLASS);
  },
  linksOnly: true,
};

/** What was done: for the agent, for `itop-tawk events`, and in which tickets. */
interface Done extends Pick<Delivered, 'outcome'> {
  says: string;
  tickets: ItopObject[];
}

/** @param why in words for the agent, which contain nothing of iTop that the agent did not write */
function refused(why: string, outcome: string): Done {
  return { says: `Nothing was done: ${why}`, outcome: `refused: ${outcome}`, tickets: [] };
}

async function obey(delivery: Delivery, event: Transcript, command: Command): Promise<Done> {
  if (delivery.property.transcripts === 'off') {
    return refused('this bridge writes no chats into tickets (`transcripts: off`).', '`transcripts` is off');
  }
  if (command.name === 'note') return note(delivery, event, command);
  return command.argument === '' ? make(delivery, event) : link(delivery, event, command.argument);
}

async function make(delivery: Delivery, event: Transcript): Promise<Done> {
  const { ticket, isNew } = await requestOfChat(delivery, event);
  await linkOngoing(delivery, event.chat.id, ticket.key);
  const named = `${ticket.fields.ref} ${consoleLink(delivery.property, ticket)}`;
  return isNew
    ? {
        says: `Request ${named} was made. It has the chat so far, and gets the rest when the chat is over.`,
        outcome: `created ${ticketName(ticket)}`,
        tickets: [ticket],
      }
    : {
        says: `This chat already has a request: ${named}`,
        outcome: `found ${ticketName(ticket)}`,
        tickets: [ticket],
      };
}

/** The agent decides which ticket. The answer contains no more of it than the reference, its caller may be anybody. */
async function link(delivery: Delivery, event: Transcript, argument: string): Promise<Done> {
  const { itop, property } = delivery;
  const reference = orderedReference(argument, property.ticket.reference);
  if (reference === undefined) {
    return refused(
      'behind /ticket goes one reference, such as R-000123, or nothing, to make a request.',
      'no reference behind /ticket',
    );
  }
  const found = await findTickets(delivery, { ref: [reference], id: [] });
  const named = found.filter(({ fields }) => String(fields.ref).toUpperCase() === reference);
  if (named.length === 0) {
    const why = `the bridge's user finds no ${property.ticket.classes.join(' or ')} ${reference} in iTop.`;
    return refused(why, 'no ticket of that reference');
  }
  for (const ticket of named) await linkOngoing(delivery, event.chat.id, ticket.key);
  const persons = await visitorPersons(itop, event.chat.visitor, property, []);
  const isOwn = named.every(({ fields }) => persons.some(({ id }) => id === String(fields.caller_id)));
  const hint = isOwn ? (named.every(isClosed) ? ' It is closed.' : '') : ' The visitor is not its caller.';
  const links = named.map((ticket) => consoleLink(property, ticket)).join(' ');
  return {
    says: `This chat goes into ${reference} when it is over.${hint} ${links}`,
    outcome: `linked to ${named.map(ticketName).join(', ')}`,
    tickets: named,
  };
}

async function note(delivery: Delivery, event: Transcript, command: Command): Promise<Done> {
  if (command.argument === '') return refused('write the text behind /note.', 'no text behind /note');
  const all = await requestsOfChat(delivery, event);
  const open = all.filter((ticket) => !isClosed(ticket));
  const which = open.length > 0 ? open : all;
  const [first = '', rest = ''] = splitWord(command.argument);
  const reference = orderedReference(first, delivery.property.ticket.reference);
  const named = which.filter(({ fields }) => String(fields.ref).toUpperCase() === reference);
  const [ticket, ...more] = which.length > 1 ? named : which;
  if (ticket === undefined || more.length > 0) {
    if (which.length === 0) {
      return refused('this chat has no request yet. /ticket makes one.', 'the chat has no ticket');
    }
    const refs = which.map(({ fields }) => String(fields.ref)).sort();
    return refused(
      `this chat has several requests. Write one of them first: /note ${refs[0]} text (${refs.join(', ')})`,
      'the chat has several tickets',
    );
  }
  const text = which.length > 1 ? rest : command.argument;
  if (text === '') return refused('write the text behind the reference.', 'no text behind /note');
  try {
    await writeNote(delivery, ticket, event.chat.id, command, text);
  } catch (error) {
    // as for transcripts: the user's rights need not include other classes
    if (ticket.class === delivery.property.ticket.class || !isForbidden(error)) throw error;
    return refused(`the bridge's user may not change ${ticket.class}.`, `may not change ${ticket.class}`);
  }
  return {
    says: `Written into the private log of ${ticket.fields.ref}. ${consoleLink(delivery.property, ticket)}`,
    outcome: `noted in ${ticketName(ticket)}`,
    tickets: [ticket],
  };
}

/** The tickets that a chat would go into now. */
async function requestsOfChat(delivery: Delivery, event: Transcript): Promise<ItopObject[]> {
  const chat = delivery.property.chats === 'on' ? await findChat(delivery, event.chat.id) : undefined;
  const linked = chat === undefined || typeof chat === 'string' ? [] : linkedTickets(chat);
  const { tickets } = await ticketsOfChat(delivery, event, linked);
  const { ticket, closed } = await nextTicketOf(delivery, event);
  for (const own of [...closed, ...(ticket === undefined ? [] : [ticket])]) tickets.set(own.key, own);
  return [...tickets.values()];
}

function splitWord(text: string): [string, string] {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  return [word, rest];
}
