import { BridgeError, ERRORS } from '../base/errors';
import { type Command, readCommand } from '../payload/command';
import type { Note } from '../store/notes';
import type { StoredEvent, Verdict } from '../store/store';

const SEEN = 'The visitor can read what you wrote: write commands as a whisper.';

/** The answer to a command, for agents alone. */
export function replyTo(property: string, chat: string, command: Command, says: string): Note {
  const text = command.isWhisper ? says : `${says} ${SEEN}`;
  return { property, chat, name: `reply ${command.message}`, to: 'agents', text };
}

/** What agents are told when a command waits because iTop does not take it. @param chat its id @param message of the command */
export function waits(property: string, chat: string, message: number, name: Command['name']): Note {
  const text = `iTop does not take /${name} now. It is tried again, and you get an answer here.`;
  return { property, chat, name: `waits ${message}`, to: 'agents', text };
}

/** What agents are told when the delivery of an event failed: something only if it is a command. */
export function notesOfFailure(
  event: Pick<StoredEvent, 'id' | 'property' | 'subject' | 'kind' | 'payload'>,
  verdict: Verdict,
): Note[] {
  const command = commandIn(event);
  if (command === undefined || !('error' in verdict)) return [];
  const { property, subject, id } = event;
  if (verdict.state === 'waiting') return [waits(property, subject, command.message, command.name)];
  const why = ERRORS[verdict.error as keyof typeof ERRORS]?.says ?? verdict.error;
  const text = `/${command.name} failed: ${why}. Ask the administrator of the bridge: it is event ${id}.`;
  return [{ property, chat: subject, name: `failed ${command.message}`, to: 'agents', text }];
}

function commandIn({ kind, payload }: Pick<StoredEvent, 'kind' | 'payload'>): Command | undefined {
  if (kind !== 'chat:command' || payload === null) return undefined;
  try {
    return readCommand(payload);
  } catch (error) {
    if (error instanceof BridgeError) return undefined;
    throw error;
  }
}
