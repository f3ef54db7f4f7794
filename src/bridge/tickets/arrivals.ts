import { BridgeError } from '../base/errors';
import type { Delivery } from '../delivery/delivery';
import type { Kind } from '../payload/kinds';
import { readChatEvent, readChatHeader, readTicketCreate } from '../payload/payload';

/*
 * No webhook says from which chat an agent created a ticket (facts: developer.tawk.to/webhooks). So chat and ticket are
 * matched by e-mail address and time.
 */

/**
 * An agent finishes the work on a chat after its last message, and tawk.to sends the chat's events some minutes later.
 * Milliseconds.
 */
export const AFTER_CHAT_MS = 30 * 60_000;

/** A ticket is created on the same day as its chat. Milliseconds. */
export const BEFORE_TICKET_MS = 24 * 3_600_000;

/** For how many events of one e-mail iTop is searched. */
const MAX_CHATS = 5;

/** How many events of one e-mail are checked, the newest first. */
export const MAX_LOOKED_AT = 50;

/** How many further events are read, in case some do not have the documented form. */
const MAX_MALFORMED = 20;

/** How far tawk.to's clock may be ahead (TOO_NEW). Milliseconds. */
const MAX_AHEAD_MS = 3_600_000;

/** The kinds of events about a visitor, and how each is read. */
export const TICKETS = { kind: 'ticket:create', read: readTicketCreate } as const;
const STARTS = { kind: 'chat:start', read: readChatEvent } as const;
export const TRANSCRIPTS = { kind: 'chat:transcript_created', read: readChatHeader } as const;

/** The chats of an e-mail that started between two times, with their start, the latest first. */
export async function chatsBegun(
  delivery: Delivery,
  email: string | undefined,
  from: number,
  to: number,
): Promise<{ id: string; begin: number }[]> {
  const begun = await arrived(delivery, STARTS, email, from, to, MAX_LOOKED_AT);
  const starts = begun
    .filter(({ chat }) => sameEmail(chat.visitor.email, email))
    .map(({ chat, time }) => ({ id: chat.id, begin: Date.parse(time ?? '') }));
  // a visitor who gives an e-mail in the middle of a chat has none at its start
  const told = await arrived(delivery, TRANSCRIPTS, email, from, to + AFTER_CHAT_MS, MAX_LOOKED_AT);
  const others = told
    .filter(({ id, visitor, begin }) => {
      const isNew = !starts.some((start) => start.id === id);
      return isNew && sameEmail(visitor.email, email) && begin >= from && begin <= to;
    })
    .map(({ id, begin }) => ({ id, begin }));
  return [...starts, ...others].sort((a, b) => b.begin - a.begin);
}

/** When the chat's transcripts that arrived so far ended: a longer one ends later. Milliseconds since 1970. */
export async function endsOf(
  delivery: Delivery,
  email: string | undefined,
  { id, begin }: { id: string; begin: number },
): Promise<number[]> {
  const until = Date.now() + MAX_AHEAD_MS;
  const told = await arrived(delivery, TRANSCRIPTS, email, begin, until, MAX_LOOKED_AT);
  const own = told.filter((each) => each.id === id);
  return own.map(({ end }) => end).filter((end) => !Number.isNaN(end));
}

/**
 * The events of a kind that tawk.to signed between two times and that contain the e-mail, the newest first; none if
 * e-mails are not trusted. An event without the documented form is left out: its own delivery sets it aside, and it
 * must not stop other deliveries.
 */
export async function arrived<Event>(
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

export function sameEmail(one: string | undefined, other: string | undefined): boolean {
  return plain(one) === plain(other);
}

/** The form in which e-mails are compared. */
export function plain(email: string | undefined): string {
  return (email ?? '').trim().toLowerCase();
}
