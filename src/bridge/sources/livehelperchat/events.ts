import { createHash } from 'node:crypto';
import type { LivehelperchatProperty } from '../../config/config';
import { KINDS, type Kind } from '../../payload/kinds';
import { plainEmail } from '../../payload/whose';
import type { Arrival } from '../../store/store';
import { type ChatDetails, type ChatMessage, type ChatRow, ratingNameOf } from './answers';
import { type Command, commandsIn } from './commands';
import type { Identity } from './identity';
import { isOwn } from './own-words';
import { ratingOf } from './rating';
import { isWhisper, wordsOf } from './words';

/** Keeps a transcript within the limits of base/json.ts. The newest messages are kept. */
const MAX_MESSAGES = 15_000;

/** How many tickets that whispers name are kept, the newest. */
const MAX_NAMED = 100;

/** The id of a chat. It contains the start, because a new installation of the server counts from 1 again. */
export function chatId({ id, time }: Pick<ChatRow, 'id' | 'time'>): string {
  return `${id}-${time}`;
}

/**
 * Identifies an event, so that reading the chat again does not store it twice: by the chat, the kind and, for a
 * transcript, the last message, for a command its own, for a rating its name. `sentAt` is the start of the chat, because
 * it never changes.
 * @param message the id of a command's message
 */
export function nameOf(
  property: Pick<LivehelperchatProperty, 'id'>,
  chat: Pick<ChatRow, 'id' | 'time' | 'last_msg_id' | 'fbst' | 'survey'>,
  kind: Kind,
  message = chat.last_msg_id,
): Pick<Arrival, 'hookId' | 'sentAt' | 'digest'> {
  const what = {
    'chat:transcript_created': `:${message}`,
    'chat:command': `:${message}`,
    'chat:rated': `:${ratingNameOf(chat)}`,
  };
  const hookId = `${property.id}:${chatId(chat)}:${kind}${what[kind as keyof typeof what] ?? ''}`;
  return { hookId, sentAt: chat.time * 1000, digest: createHash('sha256').update(hookId).digest() };
}

/** What the bridge knows about a chat when it makes an event of it. */
export interface Told {
  chat: ChatRow;
  /** Undefined: the server no longer has the chat. */
  details: ChatDetails | undefined;
  identity: Identity | undefined;
}

export function startOf(property: LivehelperchatProperty, told: Told): Arrival {
  const type = told.details?.chat_initiator === 1 ? 'agent' : 'visitor';
  return eventOf(property, told, 'chat:start', {
    time: timeOf(told.chat.time),
    chatId: chatId(told.chat),
    visitor: visitorOf(told),
    message: { sender: { type } },
  });
}

export function endOf(property: LivehelperchatProperty, told: Told): Arrival {
  const time = timeOf(told.chat.cls_time || lastWordAt(told.chat));
  return eventOf(property, told, 'chat:end', { time, chatId: chatId(told.chat), visitor: visitorOf(told) });
}

/**
 * The messages of the visitor, the operators and the bots. System messages and whispers, which only operators see, are
 * left out, and what the bridge itself told; of whispers only the tickets that they name with `/ticket` are told.
 */
export function transcriptOf(property: LivehelperchatProperty, told: Told, messages: ChatMessage[]): Arrival {
  return eventOf(property, told, 'chat:transcript_created', {
    time: timeOf(told.chat.cls_time || lastWordAt(told.chat)),
    ...saidIn(told, messages),
  });
}

/** A command of an agent, with the chat so far. @param messages all of the chat */
export function commandOf(
  property: LivehelperchatProperty,
  told: Told,
  { name, argument, message, isWhisper }: Command,
  messages: ChatMessage[],
): Arrival {
  const time = timeOf(message.time);
  const content = {
    time,
    ...saidIn(
      told,
      messages.filter(({ id }) => id < message.id),
    ),
    command: { message: message.id, name, argument, agent: message.name_support, isWhisper, time },
  };
  return eventOf(property, told, 'chat:command', content, message.id);
}

function saidIn(told: Told, messages: ChatMessage[]) {
  const said = messages.filter((each) => each.user_id !== -1 && !isWhisper(each) && !isOwn(each)).map(messageOf);
  const left = said.length - MAX_MESSAGES;
  const more = { sender: { t: 's' }, msg: `[${left} earlier messages are in Live Helper Chat]`, attchs: [] };
  const named = commandsIn(messages).filter(({ name, isWhisper }) => name === 'ticket' && isWhisper);
  return {
    ...pageOf(told.details?.referrer ?? ''),
    chat: {
      id: chatId(told.chat),
      visitor: visitorOf(told),
      messages: left > 0 ? [more, ...said.slice(-MAX_MESSAGES)] : said,
      ...(named.length > 0 && { named: named.map(({ argument }) => argument).slice(-MAX_NAMED) }),
    },
  };
}

/** What the visitor thought of the chat. */
export function ratedOf(property: LivehelperchatProperty, told: Told, details: ChatDetails): Arrival {
  const rated = { ...told, chat: details };
  return eventOf(property, rated, 'chat:rated', {
    time: timeOf(details.survey?.ftime || details.cls_time || lastWordAt(details)),
    chatId: chatId(details),
    visitor: visitorOf(told),
    ...ratingOf(details),
  });
}

/** The time of the last message, as far as a list contains it. Seconds since 1970. */
export function lastWordAt({ time, last_user_msg_time, last_op_msg_time }: ChatRow): number {
  return Math.max(time, last_user_msg_time, last_op_msg_time);
}

function eventOf(property: LivehelperchatProperty, told: Told, kind: Kind, content: object, message?: number): Arrival {
  const { chat, details, identity } = told;
  const { person, share, locale } = identity ?? {};
  const proof = identity === undefined ? { verified: false } : { verified: true, person, share, locale };
  const payload = {
    event: kind,
    property: { id: property.id, name: details?.department_name || 'Live Helper Chat' },
    identity: proof,
    ...content,
  };
  const emails = [identity?.email, details?.email].filter((email) => email !== undefined && email.trim() !== '');
  return {
    property: property.id,
    ...nameOf(property, chat, kind, message),
    kind,
    subject: chatId(chat),
    payload: JSON.stringify(payload),
    // agents are told who asks, also where chats are no objects of iTop
    deliver:
      !KINDS[kind].needsChats || property.chats === 'on' || (kind === 'chat:start' && identity?.share !== undefined),
    emails: [...new Set((emails as string[]).map(plainEmail))],
  };
}

/** Name and e-mail from the proof; without a proof, as the visitor typed them. */
function visitorOf({ details, identity }: Told) {
  return identity === undefined
    ? { name: details?.nick, email: details?.email || undefined }
    : { name: identity.name ?? details?.nick, email: identity.email };
}

function messageOf({ msg, time, user_id, name_support, media }: ChatMessage) {
  const t = user_id === 0 ? 'v' : user_id > 0 ? 'a' : 's';
  const files = media.map(({ id, url, upload_name, type }) => ({
    type: 'file',
    content: { file: { ...(id > 0 && { id }), url, name: upload_name, mimeType: type } },
  }));
  return {
    sender: { t, ...(name_support !== '' && { n: name_support }) },
    msg: wordsOf(msg),
    time: timeOf(time),
    attchs: files,
  };
}

/** The page on which the chat started. Live Helper Chat stores its address without the scheme. */
function pageOf(referrer: string): { referrer?: string; domain?: string } {
  const address = referrer.startsWith('//') ? `https:${referrer}` : referrer;
  return URL.canParse(address) ? { referrer: address, domain: new URL(address).host } : {};
}

/** The ISO time of the server's seconds; 1970 if they are not a valid time. */
function timeOf(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? new Date(0).toISOString() : time.toISOString();
}
