import type { ItopObject } from '../../itop/rest/object';
import { BridgeError } from '../base/errors';
import type { Delivery } from '../delivery/delivery';
import { requesterLock, ticketLock } from '../delivery/lock-names';
import { escapeHtml } from '../markup/html-writer';
import type { Kind } from '../payload/kinds';
import {
  readChatEvent,
  readChatHeader,
  readTicketCreate,
  type TicketCreate,
  type Transcript,
} from '../payload/payload';
import { spanOf } from './choices';
import { isMarked, markHtml } from './mark';
import { findTicketOf, ticketName } from './ticket';

/*
 * No webhook says of which chat an agent made a ticket (facts: developer.tawk.to/webhooks), so the two are told to
 * belong together by the e-mail and the time.
 */

/** An agent ends the work on a chat after its last message, and tawk.to tells of the chat some minutes later. Milliseconds. */
const AFTER_CHAT_MS = 30 * 60_000;

/** Of a chat that is over, a ticket is made on the same day. Milliseconds. */
const BEFORE_TICKET_MS = 24 * 3_600_000;

/** So many are looked for in iTop. */
const MAX_CHATS = 5;

/** So many events of one e-mail are looked at, of the newest. */
const MAX_LOOKED_AT = 50;

/** tawk.to's clock may be so far ahead (TOO_NEW). Milliseconds. */
const MAX_AHEAD_MS = 3_600_000;
/** So many more events are read, in case that some have not the documented form. */
const MAX_MALFORMED = 20;

/** Events that tell of the same visitor, and how each is read. */
const TICKETS = { kind: 'ticket:create', read: readTicketCreate } as const;
const STARTS = { kind: 'chat:start', read: readChatEvent } as const;
const TRANSCRIPTS = { kind: 'chat:transcript_created', read: readChatHeader } as const;

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

/** The ticket that an agent made of this chat, where `transcripts` makes such ones too: one, or none. */
export async function ticketsMadeOf(delivery: Delivery, event: Transcript): Promise<ItopObject[]> {
  return relates(delivery) ? ticketsMadeDuring(delivery, event) : [];
}

/** The ticket that an agent made of this chat, during it or right after it: one, or none. */
export async function ticketsMadeDuring(delivery: Delivery, { chat }: Transcript): Promise<ItopObject[]> {
  const span = spanOf(chat.all);
  if (span === undefined) {
    return [];
  }
  const { email } = chat.visitor;
  const ends = [span.last, ...(await endsOf(delivery, email, { id: chat.id, begin: span.first }))];
  const made = await madeOf(delivery, email, { id: chat.id, begin: span.first, ends }, latest(ends) + AFTER_CHAT_MS);
  const ticket = made === undefined ? undefined : await findTicketOf(delivery, made);
  return ticket === undefined ? [] : [ticket];
}

/**
 * The id of the chat that an agent made this ticket of: the last one of the requester's e-mail that began before the
 * ticket, in the day before it, where none of the other tickets made since is nearer to its end. Undefined also while the
 * chat goes on, for its end is not known; its transcript finds the ticket then.
 */
export async function chatOf(delivery: Delivery, event: TicketCreate): Promise<string | undefined> {
  const { requester, ticket, time } = event;
  const at = Date.parse(time ?? '');
  const [chat] = await chatsBegun(delivery, requester.email, at - BEFORE_TICKET_MS, at);
  const ends = chat === undefined ? [] : await endsOf(delivery, requester.email, chat);
  if (chat === undefined || ends.length === 0) {
    return undefined;
  }
  const until = Math.max(at, latest(ends) + AFTER_CHAT_MS);
  return (await madeOf(delivery, requester.email, { ...chat, ends }, until)) === ticket.id ? chat.id : undefined;
}

/** When a chat's transcripts, as far as they came, ended: each longer one later. Milliseconds since 1970. */
async function endsOf(
  delivery: Delivery,
  email: string | undefined,
  { id, begin }: { id: string; begin: number },
): Promise<number[]> {
  const until = Date.now() + MAX_AHEAD_MS;
  const told = await arrived(delivery, TRANSCRIPTS, email, begin, until, MAX_LOOKED_AT);
  const own = told.filter((each) => each.id === id);
  return own.map(({ end }) => end).filter((end) => !Number.isNaN(end));
}

const latest = (times: number[]) => times.reduce((a, b) => Math.max(a, b));
const earliest = (times: number[]) => times.reduce((a, b) => Math.min(a, b));

/** A chat, when it began, and when each of its transcripts ended. Milliseconds since 1970. */
interface Span {
  id: string;
  begin: number;
  ends: number[];
}

/**
 * The id of tawk.to's ticket that an agent made of a chat: it has the visitor's e-mail, no other chat of that began
 * between the two, and of several it is the one nearest to the chat's end, when agents make tickets. (To its first end: a
 * longer transcript goes where the first one went.) One that the visitor asked for, by tawk.to's form, is none
 * (requester.type).
 * @param until the latest time of such a ticket
 */
async function madeOf(
  delivery: Delivery,
  email: string | undefined,
  { id, begin, ends }: Span,
  until: number,
): Promise<string | undefined> {
  const made = await arrived(delivery, TICKETS, email, begin, until, MAX_LOOKED_AT);
  const all = made.filter(({ requester }) => sameEmail(requester.email, email));
  const byAgents = all
    .filter(({ requester }) => requester.type !== 'visitor')
    .map(({ ticket, time }) => ({ id: ticket.id, at: Date.parse(time ?? '') }));
  if (byAgents.length === 0) {
    return undefined;
  }
  const others = (await chatsBegun(delivery, email, begin, until)).filter((each) => each.id !== id);
  return nearest(
    earliest(ends),
    byAgents.filter(({ at }) => !others.some((other) => other.begin > begin && other.begin <= at)),
  );
}

/** Of two equally near ones it is the earlier. */
function nearest(end: number, tickets: { id: string; at: number }[]): string | undefined {
  const away = ({ at }: { at: number }) => Math.abs(at - end);
  return [...tickets].sort((a, b) => away(a) - away(b) || a.at - b.at)[0]?.id;
}

/** The chats of an e-mail that began between two times, the latest first, with their begin. */
async function chatsBegun(
  delivery: Delivery,
  email: string | undefined,
  from: number,
  to: number,
): Promise<{ id: string; begin: number }[]> {
  const begun = await arrived(delivery, STARTS, email, from, to, MAX_LOOKED_AT);
  const starts = begun
    .filter(({ chat }) => sameEmail(chat.visitor.email, email))
    .map(({ chat, time }) => ({ id: chat.id, begin: Date.parse(time ?? '') }));
  // who gives an e-mail in the middle of a chat has none at its begin
  const told = await arrived(delivery, TRANSCRIPTS, email, from, to + AFTER_CHAT_MS, MAX_LOOKED_AT);
  const others = told
    .filter(({ id, visitor, begin }) => {
      const isNew = !starts.some((start) => start.id === id);
      return isNew && sameEmail(visitor.email, email) && begin >= from && begin <= to;
    })
    .map(({ id, begin }) => ({ id, begin }));
  return [...starts, ...others].sort((a, b) => b.begin - a.begin);
}

/** The tickets that chats of the requester became, in the day before the ticket or right after it. */
export async function chatsBefore(delivery: Delivery, event: TicketCreate): Promise<ItopObject[]> {
  if (!relates(delivery)) {
    return [];
  }
  const { email } = event.requester;
  const time = Date.parse(event.time ?? '');
  const events = await arrived(delivery, TRANSCRIPTS, email, time - BEFORE_TICKET_MS, time + AFTER_CHAT_MS);
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
async function arrived<Event>(
  delivery: Delivery,
  { kind, read }: { kind: Kind; read: (payload: string) => Event },
  email: string | undefined,
  from: number,
  to: number,
  limit = MAX_CHATS,
): Promise<Event[]> {
  if (delivery.property.trust === 'never' || !plain(email) || !(from <= to)) {
    return [];
  }
  const words = JSON.stringify(plain(email)).slice(1, -1);
  const look = { property: delivery.property.id, kind, from, to, words, limit: limit + MAX_MALFORMED };
  return (await delivery.arrived(look)).flatMap((payload) => readable(payload, read)).slice(0, limit);
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

function sameEmail(one: string | undefined, other: string | undefined): boolean {
  return plain(one) === plain(other);
}

function plain(email: string | undefined): string {
  return (email ?? '').trim().toLowerCase();
}
