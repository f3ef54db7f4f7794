import {
  chatEnd,
  chatStart,
  chatTranscript,
  type TranscriptMessage,
  ticketCreate,
  type WebhookPayload,
} from '../../sandbox/tawk/webhooks';

/** Who chats. */
export const CLAUDE = { name: 'Claude', email: 'claude@example.com' };
/** Who asks for tickets: somebody else, or they would be tickets of the chats. */
export const BERTHE = { name: 'Berthe', email: 'berthe@example.com' };

export interface Story {
  chains: WebhookPayload[][];
  ticketIds: string[];
  /** The chats that must each be one object with all its messages, and the ticket that each is linked to. */
  chats: Map<string, string>;
  /** Each message's word, and the ticket in whose log it must stand. */
  words: Map<string, string>;
}

/**
 * What tawk.to tells, as chains: within one, each is sent when the one before was taken.
 * 240 tickets, each tenth told twice in other bytes; 40 chats about 8 tickets, their transcripts growing thrice, of which
 * 10 have a begin and an end that come at any time; or that times `scale`.
 */
export function makeStory(tickets: string[], scale: number): Story {
  const [ticketCount, chatCount] = [Math.round(240 * scale), Math.round(40 * scale)];
  const chains: WebhookPayload[][] = [];
  const ticketIds = Array.from({ length: ticketCount }, (_, i) => `ticket-${i}`);
  ticketIds.forEach((id, i) => {
    const told = ticketCreate({ id, humanId: i, subject: `s${i}`, message: 'm' }, { ...BERTHE, type: 'visitor' });
    chains.push(i % 10 === 0 ? [told, { ...told, again: true }] : [told]);
  });
  const words = new Map<string, string>();
  const chats = new Map<string, string>();
  for (let chat = 0; chat < chatCount; chat++) {
    const reference = tickets[chat % tickets.length] as string;
    const messages: TranscriptMessage[] = [];
    const chain: WebhookPayload[] = [];
    for (let part = 0; part < 3; part++) {
      const word = `word-${chat}-${part}.`;
      words.set(word, reference);
      const time = new Date(Date.now() + part * 1000).toISOString();
      messages.push({ sender: { t: 'a', n: 'Ann' }, type: 'msg', msg: `${reference} ${word}`, time });
      chain.push(chatTranscript(`chat-${chat}`, CLAUDE, [...messages]));
    }
    chains.push(chain);
    chats.set(`chat-${chat}`, reference);
    if (chat % 4 === 0) {
      chains.push([chatEnd(`chat-${chat}`, CLAUDE)], [chatStart(`chat-${chat}`, CLAUDE, 'Hello')]);
    }
  }
  return { chains, ticketIds, words, chats };
}
