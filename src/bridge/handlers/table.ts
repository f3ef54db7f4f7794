import { BridgeError } from '../base/errors';
import { isKind, type Kind } from '../payload/kinds';
import { chatCommand } from './chat-command';
import { chatEnd, chatStart } from './chat-news';
import { chatRated } from './chat-rated';
import type { EventKind } from './handler';
import { ticketCreate } from './ticket-create';
import { transcriptCreated } from './transcript-created';

const TABLE: Record<Kind, EventKind> = {
  'ticket:create': ticketCreate,
  'chat:transcript_created': transcriptCreated,
  'chat:command': chatCommand,
  'chat:start': chatStart,
  'chat:end': chatEnd,
  'chat:rated': chatRated,
};

/**
 * The handler for a kind of event in the store.
 * @throws BridgeError UNKNOWN_KIND for a kind that only another version of the bridge knows
 */
export function kindOf(name: string): EventKind {
  if (!isKind(name)) {
    throw new BridgeError('UNKNOWN_KIND', name);
  }
  return TABLE[name];
}
