import { LINK_CLASS } from '../../contract/itop-classes';
import { ItopError } from '../../itop/rest/error';
import type { Delivery } from '../delivery/delivery';
import { chatLock } from '../delivery/lock-names';
import type { TicketCreate } from '../payload/payload';
import { chatOf } from '../tickets/agents-ticket';
import { findChat, isRefusal, linkedTickets, ofChats } from './chat-object';

/** Links a chat to tickets, by iTop's ids; `linked` lists the tickets that it is already linked to. */
export async function linkTickets(
  delivery: Delivery,
  tawkId: string,
  { key, tickets: linked }: { key: string; tickets: string[] },
  tickets: Iterable<string>,
): Promise<void> {
  const missing = [...new Set(tickets)].filter((each) => !linked.includes(each));
  if (missing.length === 0) {
    return;
  }
  await ofChats(delivery, () =>
    delivery.lease.withLock(chatLock(delivery.property, tawkId), async () => {
      for (const ticket_id of missing) {
        await delivery.lease.beforeWrite();
        await delivery.itop.create(LINK_CLASS, { tawkchat_id: key, ticket_id }, ['id']).catch((error) => {
          // somebody, or the ticket's own event, linked it meanwhile
          if (!isThere(error)) throw error;
        });
      }
    }),
  );
}

/**
 * Links a chat that is going on to a ticket. If iTop does not have the chat yet, or refuses this, the chat's transcript
 * does it.
 */
export async function linkOngoing(delivery: Delivery, tawkId: string, ticket: string): Promise<void> {
  if (delivery.property.chats === 'off') return;
  await ofChats(delivery, async () => {
    const chat = await findChat(delivery, tawkId);
    if (chat !== undefined && typeof chat !== 'string') {
      await linkTickets(delivery, tawkId, { key: chat.key, tickets: linkedTickets(chat) }, [ticket]);
    }
    return undefined;
  }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
}

/** iTop's message names the module's uniqueness rule `once`; the rest of it is in the language of the bridge's user. */
function isThere(error: unknown): boolean {
  return error instanceof ItopError && error.code === 'ITOP_REJECTED' && /\bonce\b/.test(error.detail);
}

/**
 * Links the iTop ticket of a tawk.to ticket to the chat that it came from, when that chat is over and already in iTop.
 * Otherwise the chat's transcript creates the link. No webhook says which chat that is: see chatOf.
 */
export async function linkToChat(delivery: Delivery, event: TicketCreate, ticketKey: string): Promise<string> {
  const linked = await ofChats(delivery, async () => {
    const id = await chatOf(delivery, event);
    const chat = id === undefined ? undefined : await findChat(delivery, id);
    if (id === undefined || chat === undefined || typeof chat === 'string') {
      return undefined;
    }
    await linkTickets(delivery, id, { key: chat.key, tickets: linkedTickets(chat) }, [ticketKey]);
    return `; linked to ${chat.class}::${chat.key}`;
  });
  return linked === undefined || linked === 'absent' || linked === 'forbidden' ? '' : linked;
}
