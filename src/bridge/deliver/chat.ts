import { ItopError } from '../../itop/rest/error';
import type { ChatNews } from './chat-fields';
import { linkTickets } from './chat-links';
import { CHAT_CLASS, recordChat } from './chat-object';
import type { Delivered, Delivery } from './delivery';
import type { Refusal } from './optional';
import type { Transcript } from './payload';
import { ticketsMadeDuring } from './same-chat';
import { logTranscript } from './transcript';

/** Why a chat has no object. */
const WHY: Record<Refusal | 'off', string> = {
  off: '`chats` is off',
  absent: `this iTop has no ${CHAT_CLASS}`,
  forbidden: `the bridge's user may not read and write ${CHAT_CLASS}`,
};

/** Brings the begin or the end of a chat into its object. */
export async function deliverChatEvent(
  delivery: Delivery,
  news: ChatNews & { kind: 'chat:start' | 'chat:end' },
): Promise<Delivered> {
  const chat = delivery.property.chats === 'on' ? await recordChat(delivery, news) : 'off';
  return typeof chat === 'string' ? { state: 'kept', outcome: WHY[chat] } : { state: 'delivered', outcome: chat.says };
}

/**
 * Brings a transcript into the object of its chat and into tickets, and links these. What iTop refuses of the object
 * does not keep the tickets from getting it.
 */
export async function deliverTranscript(delivery: Delivery, event: Transcript): Promise<Delivered> {
  if (delivery.property.chats === 'off') {
    return logTranscript(delivery, event, []);
  }
  const news = { kind: 'chat:transcript_created' as const, ...event };
  const chat = await recordChat(delivery, news).catch((error: unknown) => {
    if (!(error instanceof ItopError && error.code === 'ITOP_REJECTED')) throw error;
    return error;
  });
  if (typeof chat === 'string' || chat instanceof ItopError) {
    const logged = await logTranscript(delivery, event, []);
    if (typeof chat !== 'string') throw chat;
    return logged;
  }
  const made = (await ticketsMadeDuring(delivery, event)).map(({ key }) => key);
  const logged = await logTranscript(delivery, event, [...new Set([...chat.tickets, ...made])]);
  await linkTickets(delivery, event.chat.id, chat, [...made, ...logged.tickets]);
  const [done, ...notCounted] = logged.outcome.split('\n');
  return { state: logged.state, outcome: [`${done}; ${chat.says}`, ...notCounted].join('\n') };
}
