import type { Fields } from '../../itop/rest/object';
import type { PropertyConfig } from '../config/config';
import { harmless } from '../markup/harmless';
import { oneLine, titleOf } from '../markup/title';
import type { ChatEvent, Transcript, TranscriptMessage } from '../payload/payload';
import { ratingOfText } from '../payload/rating';
import { judge } from '../tickets/answered';
import { spanOf } from '../tickets/choices';
import { transcriptEntry } from '../tickets/log-entry';

/** What an event says about a chat. */
export type ChatNews =
  | ({ kind: 'chat:start' | 'chat:end' } & ChatEvent)
  | ({ kind: 'chat:transcript_created' } & Transcript);

/** The states of a chat that is over and of which iTop knows whether somebody answered. */
const KNOWN = ['answered', 'missed'];

/** Characters of the page's address. iTop takes 65,535 bytes. */
const MAX_PAGE_CHARS = 2000;

/** The attributes that show what iTop already knows about a chat. */
export const CHAT_FIELDS = [
  'id',
  'tawkto_id',
  'property_id',
  'status',
  'started_at',
  'ended_at',
  'caller_id',
  'message_count',
  'erased_at',
];

/**
 * The fields of a new chat (class TawkChat, extension-chats/datamodel.*.xml), without its person. Times are seconds
 * since 1970.
 */
export function newChat(news: ChatNews, property: PropertyConfig): Fields {
  const { kind, chat } = news;
  const desk = line(news.property);
  const at = seconds(Date.parse(news.time ?? '')) ?? seconds(Date.now());
  return {
    tawkto_id: chat.id,
    property_id: property.id,
    property_name: desk,
    desk,
    status: kind === 'chat:start' ? 'ongoing' : 'ended',
    started_at: at,
    ...(kind === 'chat:start' ? {} : { ended_at: at }),
    ...visitorOf(news),
    // when the agent starts the chat, nobody waits for a first answer
    ...(news.kind === 'chat:start' && news.byAgent ? { first_answer_at: at } : {}),
    ...(news.kind === 'chat:transcript_created' ? toldBy(news, property) : {}),
  };
}

/**
 * What an event changes in a chat that iTop already has; nothing where iTop knows more. Events come in any order and
 * repeatedly, so the kind of an event decides: the longest transcript wins; before it came, chat:start decides the
 * start and chat:end the end. (iTop gives times in its own time zone: they are compared only with each other.)
 * @param current the object's CHAT_FIELDS, as REST gives them
 */
export function changesTo(current: Fields, news: ChatNews, property: PropertyConfig): Fields {
  const status = String(current.status);
  const count = Number(current.message_count ?? 0);
  if (news.kind === 'chat:transcript_created') {
    const isNew = news.chat.all.length > count || !KNOWN.includes(status);
    return isNew ? { ...toldBy(news, property), ...visitorOf(news) } : {};
  }
  if (news.kind === 'chat:end') {
    return status === 'ongoing' ? { status: 'ended', ended_at: seconds(Date.parse(news.time ?? '')) ?? '' } : {};
  }
  // only the chat's end is known so far: both times are that of the end
  const hasNoBegin = status === 'ended' && current.started_at === current.ended_at;
  const began = seconds(Date.parse(news.time ?? ''));
  return hasNoBegin && began !== undefined ? { started_at: began, ...visitorOf(news) } : {};
}

/** Whether an event may set the person of a chat that has none yet. */
export function tellsPerson(current: Fields | undefined): boolean {
  // iTop gives 0 for no person; after an erasure the person is not looked up again
  return current === undefined || (!(Number(current.caller_id) > 0) && !current.erased_at);
}

/** What a transcript says about the whole chat. */
function toldBy(news: Transcript, property: PropertyConfig): Fields {
  const { messages, all } = news.chat;
  const byAgents = all.filter(({ sender }) => sender.t === 'a');
  const names = new Set(byAgents.map(({ sender }) => line(sender.n)).filter((name) => name !== ''));
  const span = spanOf(all);
  const { ending, firstAnswer } = judge(all);
  return {
    // when the visitor said nothing, nobody waits
    status: ending === 'silent' ? 'answered' : ending,
    ...(span && { started_at: begin(span.first, news), ended_at: seconds(span.last) }),
    // a chat that an agent started had this time until its transcript came
    first_answer_at: seconds(Date.parse(firstAnswer?.time ?? '')) ?? '',
    agents: line([...names].join(', ')),
    message_count: all.length,
    ...ratingIn(all),
    page: pageOf(news),
    transcript: transcriptEntry(news, messages, property),
  };
}

/** The last rating among the messages of a chat of tawk.to, if its meaning is known. Others come as events of their own. */
function ratingIn(messages: TranscriptMessage[]): Fields {
  const told = messages.flatMap(({ rating, attchs }) => [rating, ...(attchs ?? []).map((each) => each?.rating)]);
  const rating = ratingOfText(told.findLast((each) => each !== undefined) ?? '');
  return rating === undefined ? {} : { rating };
}

/**
 * The start is never later than the signed time of the event: the age of a chat, and so its erasure, counts from its
 * start.
 */
function begin(first: number, { time }: Transcript): number | undefined {
  const told = Date.parse(time ?? '');
  return seconds(Number.isNaN(told) ? first : Math.min(first, told));
}

/** The page on which the chat started, if it is an address that iTop accepts. */
function pageOf({ referrer, domain }: Transcript): string {
  const page = oneLine((referrer ?? domain ?? '').slice(0, MAX_PAGE_CHARS));
  return harmless(page.replace(/[<>"[\]]/g, encodeURIComponent));
}

/** Name and e-mail as the visitor typed them. What an event does not contain stays as it is. */
function visitorOf({ chat: { visitor } }: ChatNews): Fields {
  const told = { visitor_name: line(visitor.name), visitor_email: line(visitor.email) };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ''));
}

function line(text: string | undefined): string {
  return titleOf(text ?? '').title;
}

function seconds(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}
