import { recordChat, whyNoChats } from '../chats/chat-object';
import { readChatEvent } from '../payload/payload';
import type { EventKind } from './handler';

/** The start of a chat. */
export const chatStart = newsOfChat('chat:start');

/** The end of a chat. */
export const chatEnd = newsOfChat('chat:end');

/** Writes the start or the end of a chat into its object. */
function newsOfChat(kind: 'chat:start' | 'chat:end'): EventKind {
  return {
    async deliver(delivery, payload) {
      const news = { kind, ...readChatEvent(payload) };
      const chat = delivery.property.chats === 'on' ? await recordChat(delivery, news) : 'off';
      return typeof chat === 'string'
        ? { state: 'kept', outcome: whyNoChats(chat) }
        : { state: 'delivered', outcome: chat.says };
    },
    bringIn: (delivery, payload) => recordChat(delivery, { kind, ...readChatEvent(payload) }, true),
  };
}
