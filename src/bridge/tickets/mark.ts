import { createHash } from 'node:crypto';
import { PROPERTY_ID } from '../../contract/ids';
import { filled, MARK_START, OWN_ID } from '../../contract/mark';
import type { PropertyConfig } from '../config/config';
import { type Provider, providerTitle } from '../config/provider';
import { escapeHtml } from '../markup/html-writer';
import type { Transcript, TranscriptMessage } from '../payload/payload';
import { ownId } from './own-id';

/**
 * The mark of an entry, by which it is found again wherever it stands: an anchor's name, with the property, the chat, and
 * which of its messages the entry holds. The sanitizers of iTop 2.7 to 3.2 keep it, no reader sees it, and nothing that
 * is typed into a chat can become one. Marks of before version 2.1.0 lack the property: they count for each.
 */
const TAWK_ID = '[\\w.:-]{1,100}';
const MARK = new RegExp(
  `${filled(MARK_START.replace('.', '\\.'), `(${filled(OWN_ID, PROPERTY_ID, TAWK_ID)}|${TAWK_ID})`)}([\\w-]*)"`,
  'g',
);

/** What version 2.0.0 began its entries with: the chat, and the time up to which the entry holds all messages. */
const MARK_2_0_0 = /tawk\.to chat ([\w.:-]{1,100}), messages to ([\d.:TZ+-]+)<\/p>\s*<p>With /g;

/** Characters of a message's fingerprint: 48 bits, for the messages of one chat. */
const FINGERPRINT_CHARS = 8;

/** Whose chat or ticket it is. */
type Owner = Pick<PropertyConfig, 'id'> & { provider?: Provider };

/** A case log as REST gives it. */
interface CaseLog {
  entries?: { message_html?: string }[];
}

/** The last line of an entry, with its mark. @param what tawk.to has under that id */
export function markHtml(
  what: 'chat' | 'ticket',
  property: Owner,
  tawkId: string,
  messages: TranscriptMessage[],
): string {
  const mark = filled(MARK_START, escapeHtml(ownId(property, tawkId))) + messages.map(fingerprint).join('');
  // grey, because iTop shows an anchor in the colour of its links
  return `<div><small>${mark}" style="color:#888">${providerTitle(property)} ${what} ${escapeHtml(tawkId)}</a></small></div>`;
}

/** Whether an entry of the case log has the mark of that chat or ticket of tawk.to. */
export function isMarked(caseLog: unknown, property: Owner, tawkId: string): boolean {
  return htmlOf(caseLog).some((html) => [...html.matchAll(MARK)].some(([, id]) => isId(id, property, tawkId)));
}

/** Whether the case log has entries of a chat with this id, and none of the messages of this one. */
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
 * The messages of a chat that no entry of the case log holds yet, in their order. They are told by what they are, not
 * by their time: tawk.to's clock may step, and a message may come late. Of equal ones, as many are new as are more.
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
  // 2.0.0 gave a message without a time that of the one before
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

/** What tells a message from the others of its chat. Not its sender's name, which may change. */
function fingerprint({ sender, msg, time, attchs }: TranscriptMessage): string {
  const what = JSON.stringify([sender.t, time, msg, attchs?.map((file) => file?.url)]);
  return createHash('sha256').update(what).digest('base64url').slice(0, FINGERPRINT_CHARS);
}
