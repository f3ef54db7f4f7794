import { CHAT_CLASS } from '../../contract/itop-classes';
import { ItopError } from '../../itop/rest/error';
import type { Fields } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import { chatLock } from '../delivery/lock-names';
import type { Refusal } from '../delivery/optional-reads';
import { harmless } from '../markup/harmless';
import { clean } from '../markup/text';
import type { ChatRating } from '../payload/payload';
import { findChat, linkedTickets, ofChats, type RecordedChat } from './chat-object';

/**
 * Writes what the visitor thought into the object of a chat, if iTop has it and nobody has erased it.
 * @returns why this iTop takes no chats; undefined if it has no such chat
 * @throws BridgeError TICKET_BUSY, LEASE_LOST, ID_TAKEN; ItopError
 */
export async function recordRating(
  delivery: Delivery,
  { chat: { id }, rating, comment }: ChatRating,
): Promise<RecordedChat | Refusal | undefined> {
  const { itop, property, lease } = delivery;
  return ofChats(delivery, () =>
    lease.withLock(chatLock(property, id), async () => {
      const chat = await findChat(delivery, id);
      if (typeof chat === 'string' || chat === undefined) return chat;
      const found = { key: chat.key, tickets: linkedTickets(chat), did: 'found' as const };
      if (chat.fields.erased_at) return { ...found, says: `${CHAT_CLASS}::${chat.key} is erased` };
      const fields: Fields = { ...(rating !== undefined && { rating }), rating_comment: harmless(clean(comment)) };
      await lease.beforeWrite();
      try {
        await itop.update(CHAT_CLASS, chat.key, fields);
      } catch (error) {
        if (!hasNoRating(error)) throw error;
        return {
          ...found,
          says: `the module for chats is older than the bridge: no rating in ${CHAT_CLASS}::${chat.key}`,
        };
      }
      return { ...found, did: 'updated' as const, says: `rated ${CHAT_CLASS}::${chat.key}` };
    }),
  );
}

/** Whether the class has no such attribute: 2.7 names the attribute of the class, 3.2 says that it is unknown. */
function hasNoRating(error: unknown): boolean {
  return (
    error instanceof ItopError && error.code === 'ITOP_REJECTED' && /\b(unknown|invalid) attribute/i.test(error.detail)
  );
}
