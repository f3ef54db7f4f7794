import { createHash } from 'node:crypto';
import { PROPERTY_ID } from '../../contract/ids';
import { filled, MARK_START, OWN_ID } from '../../contract/mark';
import type { PropertyConfig } from '../config/config';
import { type Provider, providerTitle } from '../config/provider';
import { escapeHtml } from '../markup/html-writer';
import type { Transcript, TranscriptMessage } from '../payload/payload';
import { ownId } from './own-id';

/**
 * The mark by which an entry is found again, wherever it is: the name of an anchor, with the property, the chat, and
 * which messages the entry contains. The sanitizers of iTop 2.7 to 3.2 keep it, readers do not see it, and nothing that
 * is typed into a chat can become one. Marks from before version 2.1.0 have no property: they count for every property.
 */
const TAWK_ID = '[\\w.:-]{1,100}';
const MARK = new RegExp(
  `${filled(MARK_START.replace('.', '\\.'), `(${filled(OWN_ID, PROPERTY_ID, TAWK_ID)}|${TAWK_ID})`)}([\\w-]*)"`,
  'g',
);

/**
 * The text that begins the entries of version 2.0.0: the chat, and the time up to which the entry contains all
 * messages.
 */
const MARK_2_0_0 = /tawk\.to chat ([\w.:-]{1,100}), messages to ([\d.:TZ+-]+)<\/p>\s*<p>With /g;

/** Characters of a message's fingerprint: 48 bits, which is enough for the messages of one chat. */
const FINGERPRINT_CHARS = 8;

/** Whose chat or ticket it is. */
type Owner = Pick<PropertyConfig, 'id'> & { provider?: Provider };

/** A case log as the REST API gives it. */
interface CaseLog {
  entries?: { message_html?: string }[];
}

/** The last line of an entry, with its mark. @param what the kind of tawk.to object that has the id */
export function markHtml(
  what: 'chat' | 'ticket' | 'note',
  property: Owner,
  tawkId: string,
  messages: TranscriptMessage[],
): string {
  const mark = filled(MARK_START, escapeHtml(ownId(property, tawkId))) + messages.map(fingerprint).join('');
  // grey, because iTop shows an anchor in the colour of its links
  return `<div><small>${mark}" style="color:#888">${providerTitle(property)} ${what} ${escapeHtml(tawkId)}</a></small></div>`;
}

/** Whether an entry of a case log (HTML) has a mark: a transcript of any chat, whoever put it there. */
export function hasMark(html: string): boolean {
  return html.search(MARK) !== -1;
}

/** Whether an entry of the case log has the mark of that chat or tawk.to ticket. */
export function isMarked(caseLog: unknown, property: Owner, tawkId: string): boolean {
  return htmlOf(caseLog).some((html) => [...html.matchAll(MARK)].some(([, id]) => isId(id, property, tawkId)));
}

/** Whether the case log has entries of a chat with this id, but none of the messages of this chat. */
export function isOfAnother(caseLog: unknown, property: Owner, event: Transcript): boolean {
  const { messages, id } = event.chat;
  return isMarked(caseLog, property, id) && messagesNotIn(caseLog, property, event).length === messages.length;
}

function isId(id: string | undefined, property: Owner, tawkId: string): boolean {
  return id === ownId(property, tawkId) || id === tawkId;
}

function htmlOf(caseLog: unknown): string[] {
  return ((caseLog as CaseLog | undefined)?.entries ?? []).map(({ message_html = '' }) => message_html);
}

/**
 * The messages of a chat that no entry of the case log contains yet, in their order. Messages are compared by their
 * content, not by their time: tawk.to's clock may step, and a message may come late. Of equal messages, only as many
 * count as new as there are more than before.
 */
export function messagesNotIn(caseLog: unknown, property: Owner, { chat }: Transcript): TranscriptMessage[] {
  const logged = new Map<string, number>();
  let until = Number.NEGATIVE_INFINITY;
  for (const html of htmlOf(caseLog)) {
    for (const [, id, fingerprints = ''] of html.matchAll(MARK)) {
      for (let at = 0; isId(id, property, chat.id) && at < fingerprints.length; at += FINGERPRINT_CHARS) {
        const each = fingerprints.slice(at, at + FINGERPRINT_CHARS);
        logged.set(each, (logged.get(each) ?? 0) + 1);
      }
    }
    for (const [, id, time = ''] of html.matchAll(MARK_2_0_0)) {
      const last = Date.parse(time);
      until = id === chat.id && last > until ? last : until;
    }
  }
  // 2.0.0 gave a message without a time the time of the message before
  let time = 0;
  return chat.messages.filter((message) => {
    const own = Date.parse(message.time ?? '');
    time = Number.isNaN(own) ? time : own;
    const each = fingerprint(message);
    const count = logged.get(each) ?? 0;
    logged.set(each, count - 1);
    return count <= 0 && time > until;
  });
}

/**
 * What distinguishes a message from the others of its chat. The sender's name does not count, because it may change.
 */
function fingerprint({ sender, msg, time, attchs }: TranscriptMessage): string {
  const what = JSON.stringify([sender.t, time, msg, attchs?.map((file) => file?.url)]);
  return createHash('sha256').update(what).digest('base64url').slice(0, FINGERPRINT_CHARS);
}
