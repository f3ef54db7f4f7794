import { linkTickets } from '../chats/chat-links';
import { isRefusal, recordChat } from '../chats/chat-object';
import { providerTitle } from '../config/provider';
import type { Delivered, Delivery } from '../delivery/delivery';
import { readTranscript, type Transcript } from '../payload/payload';
import { ticketsMadeDuring } from '../tickets/agents-ticket';
import { Attachments } from '../tickets/attachments';
import { type Logged, logTranscript } from '../tickets/transcript';
import type { EventKind } from './handler';

/** The messages of a chat that is over. */
export const transcriptCreated: EventKind = {
  deliver: async (delivery, payload) => deliverTranscript(delivery, await read(delivery, payload)),
  async bringIn(delivery, payload, tickets) {
    const event = await read(delivery, payload);
    const chat = await recordChat(delivery, newsIn(event), true);
    if (typeof chat !== 'string') {
      const ids = tickets.map(({ id }) => id);
      await linkTickets(delivery, event.chat.id, chat, ids);
    }
    return chat;
  },
};

/**
 * Writes a transcript into the object of its chat and into tickets, links these, and attaches the chat's files. If iTop
 * refuses the object, the tickets still get the transcript.
 */
async function deliverTranscript(delivery: Delivery, event: Transcript): Promise<Delivered> {
  const files = new Attachments(delivery, event);
  if (delivery.property.chats === 'off') {
    return withFiles(files, await logTranscript(delivery, event, [], files));
  }
  const chat = await recordChat(delivery, newsIn(event)).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    return error;
  });
  if (typeof chat === 'string' || chat instanceof Error) {
    const logged = await withFiles(files, await logTranscript(delivery, event, [], files));
    if (typeof chat !== 'string') throw chat;
    return logged;
  }
  const made = (await ticketsMadeDuring(delivery, event)).map(({ key }) => key);
  const logged = await logTranscript(delivery, event, [...new Set([...chat.tickets, ...made])], files);
  await linkTickets(delivery, event.chat.id, chat, [...made, ...logged.about]);
  return withFiles(files, logged, chat.says);
}

/** @param more what was done besides */
async function withFiles(files: Attachments, logged: Logged, ...more: string[]): Promise<Delivered> {
  const { done, not } = await files.attach(logged.tickets ?? []);
  const [first, ...notCounted] = logged.outcome.split('\n');
  return { ...logged, outcome: [[first, ...done, ...more].join('; '), ...notCounted, ...not].join('\n') };
}

const read = ({ property }: Delivery, payload: string) => readTranscript(payload, providerTitle(property));

const newsIn = (event: Transcript) => ({ kind: 'chat:transcript_created' as const, ...event });
