import type { LivehelperchatProperty } from '../../config/config';
import { ofStore } from '../../delivery/lease';
import type { Arrival } from '../../store/store';
import type { SourceParts } from '../source';
import { type ChatRow, ratingNameOf } from './answers';
import { chatId, endOf, nameOf, ratedOf, startOf, type Told, transcriptOf } from './events';
import { type Identity, provedBy, tokenIn } from './identity';
import type { Server } from './server';

/** What of a chat is stored: everything; or only its rating, because the rest is. */
export type Part = 'all' | 'rating';

/**
 * Reads a chat and stores its start and, if it is over, its end, its transcript and its rating. Events that are already
 * stored stay as they are.
 * @throws BridgeError SOURCE_…, STORE_FAILED
 */
export async function take(
  property: LivehelperchatProperty,
  server: Server,
  parts: SourceParts,
  chat: ChatRow,
  isOver: boolean,
  part: Part,
): Promise<void> {
  const details = await server.details(chat);
  // it was deleted between two requests
  if (details === undefined || details.time !== chat.time) return;
  const identity = await identityOf(property, parts, chat, details.chat_variables);
  const told: Told = { chat, details, identity };
  const events = part === 'all' ? [startOf(property, told)] : [];
  if (isOver && part === 'all') {
    events.push(endOf(property, told), transcriptOf(property, told, await server.messages(chat.id)));
  }
  if (isOver && ratingNameOf(details) !== undefined) events.push(ratedOf(property, told, details));
  for (const event of events) await store(parts, event);
}

/** Stores the end of a chat that the server no longer has. @throws BridgeError STORE_FAILED */
export async function takeDeleted(property: LivehelperchatProperty, parts: SourceParts, chat: ChatRow): Promise<void> {
  const [known] = await ofStore(parts.store.knows([nameOf(property, chat, 'chat:start')]));
  if (known) await store(parts, endOf(property, { chat, details: undefined, identity: undefined }));
}

/**
 * The proved visitor of a chat. If somebody else logs in to iTop in the same browser, the page sends the new user's
 * token into the same chat. So a chat that started with the proof of another person has no proved visitor.
 */
async function identityOf(
  property: LivehelperchatProperty,
  { store }: SourceParts,
  chat: ChatRow,
  variables: string,
): Promise<Identity | undefined> {
  const identity = await provedBy(tokenIn(variables), property.identity_secrets, chat.time);
  if (identity === undefined) return undefined;
  const { sentAt } = nameOf(property, chat, 'chat:start');
  const words = JSON.stringify(chatId(chat));
  const search = { property: property.id, kind: 'chat:start', from: sentAt, to: sentAt, words, limit: 1 };
  const [start] = await ofStore(store.payloads(search));
  const first = start === undefined ? undefined : (JSON.parse(start).identity?.person as string | undefined);
  return first === undefined || first === identity.person ? identity : undefined;
}

async function store({ store, metrics, stored }: SourceParts, event: Arrival): Promise<void> {
  const { property, kind, deliver } = event;
  if (!(await ofStore(store.add(event)))) {
    metrics.duplicates.inc({ property });
    return;
  }
  metrics.heard(property);
  metrics.received.inc({ property, kind });
  if (deliver) stored(property);
}
