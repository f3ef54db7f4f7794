import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import type { TicketCreate, Transcript } from '../payload/payload';
import {
  AFTER_CHAT_MS,
  arrived,
  BEFORE_TICKET_MS,
  chatsBegun,
  endsOf,
  MAX_LOOKED_AT,
  sameEmail,
  TICKETS,
} from './arrivals';
import { spanOf } from './choices';
import { relates } from './same-chat';
import { findTicketOf } from './ticket';

const latest = (times: number[]) => times.reduce((a, b) => Math.max(a, b));
const earliest = (times: number[]) => times.reduce((a, b) => Math.min(a, b));

/** The ticket that an agent created from this chat, if `transcripts` also creates tickets from chats: one, or none. */
export async function ticketsMadeOf(delivery: Delivery, event: Transcript): Promise<ItopObject[]> {
  return relates(delivery) ? ticketsMadeDuring(delivery, event) : [];
}

/** The ticket that an agent created from this chat, during it or shortly after it: one, or none. */
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
 * The id of the chat from which an agent created this ticket: the last chat of the requester's e-mail that started
 * before the ticket, within a day of it, unless another ticket created since is nearer to its end. Undefined also while
 * the chat goes on, because its end is not known; its transcript finds the ticket then.
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

/** A chat, when it started, and when each of its transcripts ended. Milliseconds since 1970. */
interface Span {
  id: string;
  begin: number;
  ends: number[];
}

/**
 * The id of the tawk.to ticket that an agent created from a chat: it has the visitor's e-mail, no other chat of that
 * e-mail started between the two, and of several tickets it is the one nearest to the chat's end, when agents usually
 * create tickets. (The chat's first end counts: a longer transcript goes where the first one went.) A ticket that the
 * visitor requested with tawk.to's form does not count (requester.type).
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

/** Of two equally near tickets it is the earlier one. */
function nearest(end: number, tickets: { id: string; at: number }[]): string | undefined {
  const away = ({ at }: { at: number }) => Math.abs(at - end);
  return [...tickets].sort((a, b) => away(a) - away(b) || a.at - b.at)[0]?.id;
}
