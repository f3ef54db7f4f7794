import type { Note } from '../../store/notes';
import type { ChatMessage, ChatRow } from './answers';

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

/**
 * Live Helper Chat takes every message of the bridge for an operator's: this keeps the time of their own last one, so that
 * a quiet chat is over as if the bridge had said nothing. After a restart it may be over half an hour later.
 */
export class OwnTimes {
  /** By chat: when an operator wrote last, and when the bridge wrote after that. Seconds since 1970. */
  readonly #times = new Map<number, { operator: number; own: number }>();

  /** @param before the chat, as it was read before the bridge wrote */
  note(before: ChatRow, own: number): void {
    this.#times.set(before.id, { operator: this.apart(before).last_op_msg_time, own });
  }

  /** The chat with the time of the operator's last message. */
  apart<Row extends ChatRow>(chat: Row): Row {
    const times = this.#times.get(chat.id);
    if (times === undefined) return chat;
    if (chat.last_op_msg_time > times.own) this.#times.delete(chat.id);
    return chat.last_op_msg_time > times.own ? chat : { ...chat, last_op_msg_time: times.operator };
  }
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
