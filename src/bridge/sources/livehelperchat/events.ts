import { createHash } from 'node:crypto';
import type { LivehelperchatProperty } from '../../config/config';
import { KINDS, type Kind } from '../../payload/kinds';
import { plainEmail } from '../../payload/whose';
import type { Arrival } from '../../store/store';
import type { ChatDetails, ChatMessage, ChatRow } from './answers';
import type { Identity } from './identity';
import { wordsOf } from './words';

/** More messages than an event may have (base/json.ts); the newest are kept. */
const MAX_MESSAGES = 15_000;

/** The id of a chat: with its begin, because a server that is installed anew counts from 1 again. */
export function chatId({ id, time }: Pick<ChatRow, 'id' | 'time'>): string {
  return `${id}-${time}`;
}

/**
 * What makes an event the same one when the chat is read again: the chat, the kind, and of a transcript its last message.
 * Its `sentAt` is the begin of the chat, which does not change.
 */
export function nameOf(
  property: Pick<LivehelperchatProperty, 'id'>,
  chat: Pick<ChatRow, 'id' | 'time' | 'last_msg_id'>,
  kind: Kind,
): Pick<Arrival, 'hookId' | 'sentAt' | 'digest'> {
  const last = kind === 'chat:transcript_created' ? `:${chat.last_msg_id}` : '';
  const hookId = `${property.id}:${chatId(chat)}:${kind}${last}`;
  return { hookId, sentAt: chat.time * 1000, digest: createHash('sha256').update(hookId).digest() };
}

/** What an event tells of the chat itself. */
export interface Told {
  chat: ChatRow;
  /** Undefined: it is not there any more. */
  details: ChatDetails | undefined;
  identity: Identity | undefined;
}

/** The begin of a chat. */
export function startOf(property: LivehelperchatProperty, told: Told): Arrival {
  const type = told.details?.chat_initiator === 1 ? 'agent' : 'visitor';
  return eventOf(property, told, 'chat:start', {
    time: timeOf(told.chat.time),
    chatId: chatId(told.chat),
    visitor: visitorOf(told),
    message: { sender: { type } },
  });
}

/** The end of a chat. */
export function endOf(property: LivehelperchatProperty, told: Told): Arrival {
  const time = timeOf(told.chat.cls_time || lastWordAt(told.chat));
  return eventOf(property, told, 'chat:end', { time, chatId: chatId(told.chat), visitor: visitorOf(told) });
}

/**
 * The messages of a chat that is over: what visitor, operators and bots said to each other. What only operators see is
 * left out: whispers, and system messages.
 */
export function transcriptOf(property: LivehelperchatProperty, told: Told, messages: ChatMessage[]): Arrival {
  const said = messages.filter((each) => each.user_id !== -1 && !isWhisper(each)).map(messageOf);
  const left = said.length - MAX_MESSAGES;
  const more = { sender: { t: 's' }, msg: `[${left} earlier messages are in Live Helper Chat]`, attchs: [] };
  return eventOf(property, told, 'chat:transcript_created', {
    time: timeOf(told.chat.cls_time || lastWordAt(told.chat)),
    ...pageOf(told.details?.referrer ?? ''),
    chat: {
      id: chatId(told.chat),
      visitor: visitorOf(told),
      messages: left > 0 ? [more, ...said.slice(-MAX_MESSAGES)] : said,
    },
  });
}

/** When somebody said something last, as far as a list tells; seconds since 1970. */
export function lastWordAt({ time, last_user_msg_time, last_op_msg_time }: ChatRow): number {
  return Math.max(time, last_user_msg_time, last_op_msg_time);
}

function eventOf(property: LivehelperchatProperty, told: Told, kind: Kind, content: object): Arrival {
  const { chat, details, identity } = told;
  const proof = identity === undefined ? { verified: false } : { verified: true, person: identity.person };
  const payload = {
    event: kind,
    property: { id: property.id, name: details?.department_name || 'Live Helper Chat' },
    identity: proof,
    ...content,
  };
  const emails = [identity?.email, details?.email].filter((email) => email !== undefined && email.trim() !== '');
  return {
    property: property.id,
    ...nameOf(property, chat, kind),
    kind,
    subject: chatId(chat),
    payload: JSON.stringify(payload),
    deliver: !KINDS[kind].needsChats || property.chats === 'on',
    emails: [...new Set((emails as string[]).map(plainEmail))],
  };
}

/** As it was proved; else as it was typed. */
function visitorOf({ details, identity }: Told) {
  return identity === undefined
    ? { name: details?.nick, email: details?.email || undefined }
    : { name: identity.name ?? details?.nick, email: identity.email };
}

function messageOf({ msg, time, user_id, name_support, media }: ChatMessage) {
  const t = user_id === 0 ? 'v' : user_id > 0 ? 'a' : 's';
  const files = media.map(({ url, upload_name, type }) => ({
    type: 'file',
    content: { file: { url, name: upload_name, mimeType: type } },
  }));
  return {
    sender: { t, ...(name_support !== '' && { n: name_support }) },
    msg: wordsOf(msg),
    time: timeOf(time),
    attchs: files,
  };
}

/** An operator's words to operators: they have the operator's id, and say so beside the text. */
function isWhisper({ meta_msg }: ChatMessage): boolean {
  if (meta_msg === '') return false;
  try {
    return JSON.parse(meta_msg)?.content?.whisper === true;
  } catch {
    return false;
  }
}

/** The page on which the chat began, which Live Helper Chat tells without its scheme. */
function pageOf(referrer: string): { referrer?: string; domain?: string } {
  const address = referrer.startsWith('//') ? `https:${referrer}` : referrer;
  return URL.canParse(address) ? { referrer: address, domain: new URL(address).host } : {};
}

/** An ISO time of the server's seconds; of what is none, 1970. */
function timeOf(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? new Date(0).toISOString() : time.toISOString();
}
