import type { ItopObject } from '../../itop/rest/object';
import { BridgeError } from '../base/errors';
import type { Delivery } from '../delivery/delivery';
import { requesterLock, ticketLock } from '../delivery/lock-names';
import { escapeHtml } from '../markup/html-writer';
import type { Kind } from '../payload/kinds';
import { readChatHeader, readTicketCreate, type TicketCreate, type Transcript } from '../payload/payload';
import { isMarked, markHtml } from './mark';
import { findTicketOf, ticketName } from './ticket';

/*
 * No webhook says of which chat an agent made a ticket (facts: developer.tawk.to/webhooks), so the two are told to
 * belong together by the e-mail and the time.
 */

/** An agent ends the work on a chat after its last message, and tawk.to tells of the chat some minutes later. Milliseconds. */
export const AFTER_CHAT_MS = 30 * 60_000;

/** Of a chat that is over, a ticket is made on the same day. Milliseconds. */
export const BEFORE_TICKET_MS = 24 * 3_600_000;

/** So many are looked for in iTop. */
const MAX_CHATS = 5;

/** So many more events are read, in case that some have not the documented form. */
const MAX_MALFORMED = 20;

/** Whether chats of this property become tickets that others may belong to. */
function relates({ property }: Delivery): boolean {
  return property.trust === 'any' && (property.transcripts === 'missed' || property.transcripts === 'ticket');
}

/**
 * Does `work` while nothing else is delivered of whoever has this e-mail: or a chat and the ticket that an agent made of
 * it would both look for the other before either is there.
 * @throws BridgeError TICKET_BUSY
 */
export async function exclusively<T>(
  delivery: Delivery,
  email: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!relates(delivery) || plain(email) === '') {
    return work();
  }
  const { lease, property } = delivery;
  return lease.withLock(requesterLock(property, plain(email)), work);
}

/** The tickets that were made during this chat, or right after it, for the visitor's e-mail, where `transcripts` makes such ones too. */
export async function ticketsMadeOf(delivery: Delivery, event: Transcript): Promise<ItopObject[]> {
  return relates(delivery) ? ticketsMadeDuring(delivery, event) : [];
}

/** The tickets that were made during this chat, or right after it, for the visitor's e-mail. */
export async function ticketsMadeDuring(delivery: Delivery, { chat }: Transcript): Promise<ItopObject[]> {
  const times = chat.all.map(({ time }) => Date.parse(time ?? '')).filter((time) => !Number.isNaN(time));
  const [from, to] = [times.reduce((a, b) => Math.min(a, b), Infinity), times.reduce((a, b) => Math.max(a, b), 0)];
  const events = await arrived(
    delivery,
    { kind: 'ticket:create', read: readTicketCreate },
    chat.visitor.email,
    from,
    to + AFTER_CHAT_MS,
  );
  const made = events.map(({ requester, ticket }) => ({ ...requester, id: ticket.id }));
  return ticketsOf(delivery, chat.visitor.email, made);
}

/** The tickets that chats of the requester became, in the day before the ticket or right after it. */
export async function chatsBefore(delivery: Delivery, event: TicketCreate): Promise<ItopObject[]> {
  if (!relates(delivery)) {
    return [];
  }
  const { email } = event.requester;
  const time = Date.parse(event.time ?? '');
  const events = await arrived(
    delivery,
    { kind: 'chat:transcript_created', read: readChatHeader },
    email,
    time - BEFORE_TICKET_MS,
    time + AFTER_CHAT_MS,
  );
  const chats = events.map(({ id, visitor }) => ({ ...visitor, id }));
  return ticketsOf(delivery, email, chats);
}

/** For the description of the ticket (HTML): the tickets of these chats. */
export function referToHtml(tickets: ItopObject[]): string {
  const names = tickets.map(({ fields }) => escapeHtml(String(fields.ref))).join(', ');
  return names === '' ? '' : `<p>A chat with the same e-mail address is in ${names}.</p>`;
}

/** Says in the log of each chat's ticket, once, that there is this one. @returns what was done, in words */
export async function referFrom(
  { itop, property, lease }: Delivery,
  chats: ItopObject[],
  ticket: ItopObject,
  tawkId: string,
): Promise<string> {
  const { log } = property.ticket;
  for (const chat of chats) {
    await lease.withLock(ticketLock(property, chat), async () => {
      const [current] = await itop.find(chat.class, chat.key, ['id', log]);
      if (!isMarked(current?.fields[log], property, tawkId)) {
        const says = `A tawk.to ticket with the same e-mail address is in ${escapeHtml(String(ticket.fields.ref))}.`;
        const message = `<div>${says}</div>\n${markHtml('ticket', property, tawkId, [])}`;
        await lease.beforeWrite();
        await itop.update(chat.class, chat.key, { [log]: { add_item: { message, format: 'html' } } });
      }
    });
  }
  return chats.map((chat) => `; refers to ${ticketName(chat)}`).join('');
}

/**
 * The events of a kind that tawk.to signed between two times, and that have the e-mail in them, the newest first; none
 * where e-mails are not trusted. One that has not the documented form is left out: its own delivery sets it aside, and
 * it holds up no other.
 */
export async function arrived<Event>(
  delivery: Delivery,
  { kind, read }: { kind: Kind; read: (payload: string) => Event },
  email: string | undefined,
  from: number,
  to: number,
): Promise<Event[]> {
  if (delivery.property.trust === 'never' || !plain(email) || !(from <= to)) {
    return [];
  }
  const words = JSON.stringify(plain(email)).slice(1, -1);
  const look = { property: delivery.property.id, kind, from, to, words, limit: MAX_CHATS + MAX_MALFORMED };
  return (await delivery.arrived(look)).flatMap((payload) => readable(payload, read)).slice(0, MAX_CHATS);
}

function readable<Event>(payload: string, read: (payload: string) => Event): Event[] {
  try {
    return [read(payload)];
  } catch (error) {
    if (error instanceof BridgeError && error.code === 'UNEXPECTED_SHAPE') return [];
    throw error;
  }
}

/** The tickets in iTop of those tawk.to tickets and chats that have the e-mail. */
async function ticketsOf(
  delivery: Delivery,
  email: string | undefined,
  all: { id: string; email?: string | undefined }[],
): Promise<ItopObject[]> {
  const found = new Map<string, ItopObject>();
  for (const id of new Set(all.filter((each) => sameEmail(each.email, email)).map((each) => each.id))) {
    const ticket = await findTicketOf(delivery, id);
    if (ticket !== undefined) {
      found.set(ticket.key, ticket);
    }
  }
  return [...found.values()];
}

export function sameEmail(one: string | undefined, other: string | undefined): boolean {
  return plain(one) === plain(other);
}

function plain(email: string | undefined): string {
  return (email ?? '').trim().toLowerCase();
}
