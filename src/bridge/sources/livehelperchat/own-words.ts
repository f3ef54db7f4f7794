import type { Note } from '../../store/notes';
import type { ChatMessage } from './answers';

/** The name under which the bridge writes into chats. */
export const OWN_NAME = 'iTop';

/**
 * How the bridge writes, and the user id that such a message has: as a bot, whose messages the visitor sees; as the
 * system, whose messages only agents see. Neither accepts a pending chat, as a message of an operator would do.
 */
export const SENDERS: Record<Note['to'], { sender: string; userId: number }> = {
  visitor: { sender: 'bot', userId: -2 },
  agents: { sender: 'system', userId: -1 },
};

/** Whether the bridge told the visitor this: no words of the visitor, an agent, or a bot of the server. */
export function isOwn({ user_id, name_support }: Pick<ChatMessage, 'user_id' | 'name_support'>): boolean {
  return user_id === SENDERS.visitor.userId && name_support === OWN_NAME;
}

/** A character of no width. */
const GAP = '\u200b';

/**
 * A text as the server shows it unchanged: a tag of its BBCode (with `[html]` it refuses the message), a link of
 * Markdown, and a command (`!`) get an invisible character inside. The server itself makes links of addresses.
 */
export function asWritten(text: string): string {
  const plain = text.trim().replaceAll('[', `[${GAP}`).replaceAll('](', `]${GAP}(`);
  return plain.startsWith('!') ? GAP + plain : plain;
}

/** Whether one of these messages is this note. Live Helper Chat may have added a translation to it. */
export function isAmong(messages: ChatMessage[], { to, text }: Pick<Note, 'to' | 'text'>): boolean {
  const words = asWritten(text);
  return messages.some(({ user_id, msg }) => user_id === SENDERS[to].userId && msg.startsWith(words));
}
