import { recordChat, whyNoChats } from '../chats/chat-object';
import type { Delivery } from '../delivery/delivery';
import { type ChatEvent, readChatEvent } from '../payload/payload';
import type { Note } from '../store/notes';
import { whoAsks } from '../tickets/who-asks';
import type { EventKind } from './handler';

/** The start of a chat. Agents are told who asks, where the bridge can write into the chat. */
export const chatStart = newsOfChat('chat:start', async (delivery, event) => {
  const text = await whoAsks(delivery, event);
  const note = { property: delivery.property.id, chat: event.chat.id, name: 'who', to: 'agents' as const };
  return text === undefined ? [] : [{ ...note, text }];
});

/** The end of a chat. */
export const chatEnd = newsOfChat('chat:end', async () => []);

/** Writes the start or the end of a chat into its object. @param notesFor what is told then */
function newsOfChat(
  kind: 'chat:start' | 'chat:end',
  notesFor: (delivery: Delivery, event: ChatEvent) => Promise<Note[]>,
): EventKind {
  return {
    async deliver(delivery, payload) {
      const event = readChatEvent(payload);
      const chat = delivery.property.chats === 'on' ? await recordChat(delivery, { kind, ...event }) : 'off';
      const notes = await notesFor(delivery, event);
      return typeof chat === 'string'
        ? { state: 'kept', outcome: whyNoChats(chat), notes }
        : { state: 'delivered', outcome: chat.says, notes };
    },
    bringIn: (delivery, payload) => recordChat(delivery, { kind, ...readChatEvent(payload) }, true),
  };
}
