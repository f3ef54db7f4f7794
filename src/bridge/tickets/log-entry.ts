import type { PropertyConfig } from '../config/config';
import { Harmless } from '../markup/harmless';
import { linkTarget } from '../markup/href';
import { escapeHtml, escapeText } from '../markup/html-writer';
import { splitLinks } from '../markup/links';
import { setInLines } from '../markup/set-in';
import { clean } from '../markup/text';
import { narrowed, oneLine } from '../markup/title';
import type { Transcript, TranscriptMessage } from '../payload/payload';
import { markHtml } from './mark';

/** Who speaks, by tawk.to's letter. The visitor's name, which is theirs to choose, stands only at the beginning. */
const SPEAKERS: Record<string, string> = { v: 'Visitor', a: 'Agent', s: 'System' };

/**
 * An entry of a case log (HTML): the day, with whom, the messages, and the mark. What is not set in is the bridge's: no
 * name, address or message of anybody can look like the line that says who speaks.
 * @param messages those of the chat that are new
 * @param property whose chat it is; `time_zone` is the zone that the times are told in
 */
export function transcriptEntry(
  event: Transcript,
  messages: TranscriptMessage[],
  property: Pick<PropertyConfig, 'id' | 'time_zone'>,
): string {
  const local = localTimes(property.time_zone);
  const rows: string[] = [];
  let day: string | undefined;
  for (const message of messages) {
    const at = local(message.time);
    if (at !== undefined && day !== undefined && at.day !== day) {
      rows.push(`<div><b>${at.day}</b></div>`);
    }
    rows.push(messageHtml(message, at?.minute));
    day = at?.day ?? day;
  }
  const first = messages.map(({ time }) => local(time)).find((at) => at !== undefined);
  const times = first === undefined ? '' : `, ${first.day}, times in ${escapeHtml(property.time_zone)}`;
  const continued = messages.length < event.chat.messages.length ? ' (continued)' : '';
  const head = `<div><b>Chat with a visitor${continued}</b>${times}</div>`;
  return [head, visitorHtml(event), ...rows, markHtml('chat', property, event.chat.id, messages)].join('\n');
}

function visitorHtml({ chat: { visitor }, domain }: Transcript): string {
  return setInLines([
    ...personLines(visitor),
    ...(domain === undefined ? [] : [`Site: ${escapeHtml(oneLine(domain))}`]),
  ]);
}

/** Somebody's name and e-mail, as they typed them: lines of HTML. */
export function personLines(person: { name?: string | undefined; email?: string | undefined }): string[] {
  const name = escapeHtml(oneLine(person.name ?? '')) || 'none given';
  const email = escapeHtml(oneLine(person.email ?? ''));
  return [`Name: ${name}`, email === '' ? 'E-mail: none given' : `E-mail, not verified: ${email}`];
}

function messageHtml({ sender, msg, attchs }: TranscriptMessage, minute: string | undefined): string {
  const name = sender.t === 'a' ? escapeHtml(oneLine(sender.n ?? '')) : '';
  const speaker = `<b>${SPEAKERS[sender.t] ?? 'Somebody'}</b>${name === '' ? '' : ` ${name}`}`;
  const lines = [
    ...(msg === undefined ? [] : clean(msg).split('\n').map(lineHtml)),
    ...(attchs?.map(attachmentHtml) ?? []),
  ];
  return `<div>${minute === undefined ? '' : `${minute} `}${speaker}:</div>${setInLines(lines)}`;
}

/** @param line without what `clean` takes away */
function lineHtml(line: string): string {
  // iTop's plain text knows no tags: what stands around a link is one text with it
  const words = new Harmless();
  return splitLinks(narrowed(line))
    .map(({ text, href }) => {
      const shown = escapeText(words.next(text));
      return href === undefined ? shown : linkHtml(href, shown);
    })
    .join('');
}

function attachmentHtml(file: { url: string; name?: string | undefined } | undefined): string {
  const href = linkTarget(file?.url ?? '');
  return href === undefined
    ? '[attachment without a link]'
    : `File: ${linkHtml(href, escapeHtml(oneLine(file?.name ?? '') || href))}`;
}

function linkHtml(href: string, html: string): string {
  return `<a href="${escapeText(href)}">${html}</a>`;
}

/** Tells a time of tawk.to's in the zone, as `2026-01-31` and `14:05`; undefined where it is none. */
function localTimes(timeZone: string): (time: string | undefined) => { day: string; minute: string } | undefined {
  // Swedish, because it writes days and times as ISO 8601 does
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (time) => {
    const date = new Date(time ?? '');
    const [day = '', minute = ''] = Number.isNaN(date.getTime()) ? [] : format.format(date).split(' ');
    return minute === '' ? undefined : { day, minute };
  };
}
