import { BridgeError } from '../base/errors';
import { isKind, type Kind } from '../payload/kinds';
import { chatEnd, chatStart } from './chat-news';
import type { EventKind } from './handler';
import { ticketCreate } from './ticket-create';
import { transcriptCreated } from './transcript-created';

const TABLE: Record<Kind, EventKind> = {
  'ticket:create': ticketCreate,
  'chat:transcript_created': transcriptCreated,
  'chat:start': chatStart,
  'chat:end': chatEnd,
};

/**
 * What to do with an event of the store.
 * @throws BridgeError UNKNOWN_KIND for one that another version of the bridge has taken
 */
export function kindOf(name: string): EventKind {
  if (!isKind(name)) {
    throw new BridgeError('UNKNOWN_KIND', name);
  }
  return TABLE[name];
}
