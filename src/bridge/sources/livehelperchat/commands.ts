import { shortened } from '../../payload/allowance';
import type { ChatMessage } from './answers';
import { isWhisper, wordsOf } from './words';

/** What an agent orders with a message: `/ticket`, `/ticket R-000123` or `/note text`. */
export interface Command {
  name: 'ticket' | 'note';
  /** The text behind the name; for `note` with all its lines. */
  argument: string;
  message: ChatMessage;
  /** Only operators see it. */
  isWhisper: boolean;
}

/** Formatting may be before the slash, as agents write with it, and a colon behind the name. */
const COMMAND = /^[\s*_~`]*\/(?<name>ticket|note)(?![\p{L}\p{M}\p{Nd}_/-])[:\s]*(?<argument>.*)$/isu;

/** The command that a message is; undefined unless an operator wrote it. */
export function commandIn(message: ChatMessage): Command | undefined {
  if (message.user_id <= 0) return undefined;
  const found = COMMAND.exec(wordsOf(message.msg))?.groups;
  if (found === undefined) return undefined;
  const name = found.name?.toLowerCase() as Command['name'];
  const argument = shortened(found.argument?.trim() ?? '', 'Live Helper Chat');
  return { name, argument, message, isWhisper: isWhisper(message) };
}

/** The commands among messages, in the order of writing. */
export function commandsIn(messages: ChatMessage[]): Command[] {
  return messages.flatMap((message) => commandIn(message) ?? []);
}
