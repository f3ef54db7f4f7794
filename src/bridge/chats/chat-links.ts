import { LINK_CLASS } from '../../contract/itop-classes';
import { ItopError } from '../../itop/rest/error';
import type { Delivery } from '../delivery/delivery';
import { chatLock } from '../delivery/lock-names';
import type { TicketCreate } from '../payload/payload';
import { chatOf } from '../tickets/agents-ticket';
import { findChat, linkedTickets, ofChats } from './chat-object';

/** Links a chat to tickets, by iTop's ids; which it is linked to already says `linked`. */
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
          // linked meanwhile, by a person or by the ticket's own event
          if (!isThere(error)) throw error;
        });
      }
    }),
  );
}

/** iTop's message names the module's uniqueness rule `once`; its other words are in the language of the bridge's user. */
function isThere(error: unknown): boolean {
  return error instanceof ItopError && error.code === 'ITOP_REJECTED' && /\bonce\b/.test(error.detail);
}

/**
 * Links a tawk.to ticket's ticket in iTop to the chat that it came of, where that is over and in iTop already; else the
 * chat's transcript does it. No webhook says which chat that is: see chatOf.
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
