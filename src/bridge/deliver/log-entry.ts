import { escapeHtml } from './html';
import type { Transcript, TranscriptMessage } from './payload';

/**
 * The first line of each entry, by which it is found again: the chat, and the time of the last message in it.
 * By that time, not by a count: it also holds where a later transcript does not repeat the earlier messages.
 */
const MARK = /^\s*tawk\.to chat (\S+), messages to (\S+)/;

/** A case log as REST gives it. */
interface CaseLog {
  entries?: { message_html?: string }[];
}

/** The time of the last message of this chat that the case log holds; undefined when it holds none. */
export function loggedUntil(caseLog: unknown, chatId: string): number | undefined {
  let last: number | undefined;
  for (const { message_html = '' } of (caseLog as CaseLog | undefined)?.entries ?? []) {
    const [, chat, time = ''] = MARK.exec(message_html.replace(/<[^>]*>/g, '')) ?? [];
    const until = Date.parse(time);
    if (chat === chatId && !Number.isNaN(until)) {
      last = Math.max(last ?? until, until);
    }
  }
  return last;
}

/**
 * The entry (HTML) for the messages after `after`, or undefined when there are none.
 * @param after milliseconds since 1970
 */
export function transcriptEntry({ chat, domain }: Transcript, after = Number.NEGATIVE_INFINITY): string | undefined {
  const messages = timed(chat.messages).filter(({ time }) => time > after);
  if (messages.length === 0) {
    return undefined;
  }
  const until = new Date(Math.max(...messages.map(({ time }) => time))).toISOString();
  const { name = 'Visitor', email } = chat.visitor;
  const who = email === undefined ? name : `${name} (${email})`;
  const where = domain === undefined ? '' : ` on ${domain}`;
  return [
    `<p>tawk.to chat ${chat.id}, messages to ${until}</p>`,
    `<p>With ${escapeHtml(who)}${escapeHtml(where)}. Times are UTC.</p>`,
    ...messages.map(({ message, time }) => messageHtml(message, time, name)),
  ].join('\n');
}

function messageHtml(message: TranscriptMessage, time: number, visitor: string): string {
  const at = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  const names: Record<string, string> = { v: visitor, a: message.sender.n ?? 'Agent', s: 'System' };
  const name = names[message.sender.t] ?? 'Somebody';
  const parts = message.msg === undefined ? [] : [escapeHtml(message.msg).replace(/\r?\n/g, '<br>')];
  for (const file of message.attchs ?? []) {
    parts.push(attachmentHtml(file));
  }
  return `<p>${at} <b>${escapeHtml(name)}</b>: ${parts.join('<br>')}</p>`;
}

function attachmentHtml(file: { url: string; name?: string | undefined } | undefined): string {
  if (file === undefined || !/^https?:\/\//i.test(file.url)) {
    return '[attachment without a link]';
  }
  return `<a href="${escapeHtml(file.url)}">${escapeHtml(file.name || file.url)}</a>`;
}

/** The messages with their times; one without a time has that of the message before it. */
function timed(messages: TranscriptMessage[]): { message: TranscriptMessage; time: number }[] {
  let last = 0;
  return messages.map((message) => {
    const time = Date.parse(message.time ?? '');
    last = Number.isNaN(time) ? last : time;
    return { message, time: last };
  });
}
