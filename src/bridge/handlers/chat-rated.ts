import { whyNoChats } from '../chats/chat-object';
import { recordRating } from '../chats/chat-rating';
import type { Delivered, Delivery } from '../delivery/delivery';
import { type ChatRating, readChatRating } from '../payload/payload';
import { setSatisfaction } from '../tickets/satisfaction';
import type { EventKind } from './handler';

/** What the visitor thought of a chat that is over. It comes after the chat's transcript, sometimes hours later. */
export const chatRated: EventKind = {
  deliver: (delivery, payload) => deliverRating(delivery, readChatRating(payload)),
  async bringIn(delivery, payload) {
    return delivery.property.chats === 'on' ? recordRating(delivery, readChatRating(payload)) : undefined;
  },
};

/** Writes a rating into the object of its chat and into the visitor's tickets. */
async function deliverRating(delivery: Delivery, event: ChatRating): Promise<Delivered> {
  const chat = delivery.property.chats === 'on' ? await recordRating(delivery, event) : 'off';
  const linked = typeof chat === 'object' ? chat.tickets : [];
  const done = await setSatisfaction(delivery, event, linked);
  const says = chat === undefined ? 'iTop has no such chat' : typeof chat === 'string' ? whyNoChats(chat) : chat.says;
  const isIn = typeof chat === 'object' || done.length > 0;
  return { state: isIn ? 'delivered' : 'kept', outcome: [says, ...done].join('; ') };
}
