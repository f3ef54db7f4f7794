import type { LivehelperchatProperty } from '../../config/config';
import { ofStore } from '../../delivery/lease';
import { waits } from '../../handlers/command-replies';
import type { Arrival, Store } from '../../store/store';
import type { SourceParts } from '../source';
import { type ChatRow, ratingNameOf } from './answers';
import { type Command, commandsIn } from './commands';
import { chatId, commandOf, endOf, nameOf, ratedOf, startOf, type Told, transcriptOf } from './events';
import { type Identity, provedBy, tokenIn } from './identity';
import type { Server } from './server';

/** What of a chat is stored: everything; or only its rating, because the rest is. */
export type Part = 'all' | 'rating';

/**
 * Reads a chat and stores its start and, if it is over, the commands in it, its end, its transcript and its rating.
 * Events that are already stored stay as they are.
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
    const messages = await server.messages(chat.id);
    const commands = commandsIn(messages).map((command) => commandOf(property, told, command, messages));
    events.push(...commands, endOf(property, told), transcriptOf(property, told, messages));
  }
  if (isOver && ratingNameOf(details) !== undefined) events.push(ratedOf(property, told, details));
  for (const event of events) await store(parts, event);
}

/**
 * Stores the commands among the new messages of an open chat.
 * @param after the id of the last message that is known
 * @throws BridgeError SOURCE_…, STORE_FAILED
 */
export async function takeCommands(
  property: LivehelperchatProperty,
  server: Server,
  parts: SourceParts,
  chat: ChatRow,
  after: number,
): Promise<void> {
  const commands = commandsIn(await server.messages(chat.id, after));
  const names = commands.map(({ message }) => nameOf(property, chat, 'chat:command', message.id));
  const known = names.length === 0 ? [] : await ofStore(parts.store.knows(names));
  const news = commands.filter((_, index) => !known[index]);
  const details = news.length === 0 ? undefined : await server.details(chat);
  if (details === undefined || details.time !== chat.time) return;
  const identity = await identityOf(property, parts, chat, details.chat_variables);
  const messages = await server.messages(chat.id);
  for (const command of news) {
    await store(parts, commandOf(property, { chat, details, identity }, command, messages));
  }
  await sayIfPaused(property, parts, chat, news);
}

/** While iTop is known to be in trouble, nothing is tried: the agents are told at once that commands wait. */
async function sayIfPaused(
  property: LivehelperchatProperty,
  { store }: SourceParts,
  chat: ChatRow,
  commands: Command[],
): Promise<void> {
  const pauses = await ofStore(store.pauses());
  if (!pauses.some((pause) => pause.property === property.id)) return;
  const notes = commands.map(({ name, message }) => waits(property.id, chatId(chat), message.id, name));
  await ofStore(store.addNotes(notes));
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
  const first = await provedAtStart(property, store, chat);
  return first === undefined || first.person === identity.person ? identity : undefined;
}

/** Who was proved when the chat started; undefined: nobody, or the start is not stored. */
export async function provedAtStart(
  property: LivehelperchatProperty,
  store: Store,
  chat: ChatRow,
): Promise<Pick<Identity, 'person' | 'locale'> | undefined> {
  const { sentAt } = nameOf(property, chat, 'chat:start');
  const words = JSON.stringify(chatId(chat));
  const search = { property: property.id, kind: 'chat:start', from: sentAt, to: sentAt, words, limit: 1 };
  const [start] = await ofStore(store.payloads(search));
  const { person, locale } = (start === undefined ? undefined : JSON.parse(start).identity) ?? {};
  return person === undefined ? undefined : { person, locale };
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
