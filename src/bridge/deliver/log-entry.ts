import type { PropertyConfig } from '../config';
import { linkTarget } from './href';
import { escapeHtml } from './html';
import { splitLinks } from './links';
import { markHtml } from './mark';
import type { Transcript, TranscriptMessage } from './payload';
import { clean } from './text';
import { oneLine } from './title';

/** Who speaks, by tawk.to's letter. The visitor's name, which is theirs to choose, stands only in the first line. */
const SPEAKERS: Record<string, string> = { v: 'Visitor', a: 'Agent', s: 'System' };

/** Agents' messages are set in. Of CSS, iTop keeps only some whole properties: no class on 2.7, no border-left. */
const SET_IN = ' style="margin:0 0 0 2em"';

/** Begins each further line of a message, so that none looks like a message of its own, in iTop's plain text either. */
const FURTHER_LINE = '<br>│ ';

/**
 * An entry of a case log (HTML): who with whom, the day, the messages, and the mark.
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
  const head = `<div><b>${headline(event)}${continued}</b>${times}</div>`;
  return [head, ...rows, markHtml('chat', property, event.chat.id, messages)].join('\n');
}

function headline({ chat, domain }: Transcript): string {
  const name = oneLine(chat.visitor.name ?? '') || 'without a name';
  const email = oneLine(chat.visitor.email ?? '');
  const who = `${name} (${email === '' ? 'no e-mail' : `${email}, not verified`})`;
  return escapeHtml(`Chat with visitor ${who}${domain === undefined ? '' : ` on ${oneLine(domain)}`}`);
}

function messageHtml({ sender, msg, attchs }: TranscriptMessage, minute: string | undefined): string {
  const name = sender.t === 'a' ? escapeHtml(oneLine(sender.n ?? '')) : '';
  const speaker = `<b>${SPEAKERS[sender.t] ?? 'Somebody'}</b>${name === '' ? '' : ` ${name}`}`;
  const lines = [
    ...(msg === undefined ? [] : clean(msg).split('\n').map(lineHtml)),
    ...(attchs?.map(attachmentHtml) ?? []),
  ];
  const said = `${minute === undefined ? '' : `${minute} `}${speaker}: ${lines.join(FURTHER_LINE)}`;
  return `<div${sender.t === 'a' ? SET_IN : ''}>${said}</div>`;
}

function lineHtml(line: string): string {
  return splitLinks(line)
    .map(({ text, href }) => (href === undefined ? escapeHtml(text) : linkHtml(href, text)))
    .join('');
}

function attachmentHtml(file: { url: string; name?: string | undefined } | undefined): string {
  const href = linkTarget(file?.url ?? '');
  return href === undefined
    ? '[attachment without a link]'
    : `File: ${linkHtml(href, oneLine(file?.name ?? '') || href)}`;
}

function linkHtml(href: string, text: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
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
