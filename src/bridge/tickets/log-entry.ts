import type { PropertyConfig } from '../config/config';
import type { Provider } from '../config/provider';
import { Harmless } from '../markup/harmless';
import { linkTarget } from '../markup/href';
import { escapeHtml, escapeText } from '../markup/html-writer';
import { splitLinks } from '../markup/links';
import { setInLines } from '../markup/set-in';
import { clean } from '../markup/text';
import { narrowed, oneLine } from '../markup/title';
import type { Attachment, Transcript, TranscriptMessage, Visitor } from '../payload/payload';
import { localTimes } from './local-time';
import { markHtml } from './mark';

/**
 * The speakers, by tawk.to's letter. The visitor's name, which they can choose freely, appears only at the beginning.
 */
const SPEAKERS: Record<string, string> = { v: 'Visitor', a: 'Agent', s: 'System' };

/**
 * An entry of a case log (HTML): the day, the visitor, the messages, and the mark. Text that is not indented comes from
 * the bridge: no name, address or message can imitate the line that says who speaks.
 * @param messages the new messages of the chat
 * @param property of the chat; `time_zone` is the zone of the times
 * @param notes why a file is no attachment of the ticket, by its id
 */
export function transcriptEntry(
  event: Transcript,
  messages: TranscriptMessage[],
  property: Pick<PropertyConfig, 'id' | 'time_zone'> & { provider?: Provider },
  notes: ReadonlyMap<number, string> = new Map(),
): string {
  const local = localTimes(property.time_zone);
  const rows: string[] = [];
  let day: string | undefined;
  for (const message of messages) {
    const at = local(message.time);
    if (at !== undefined && day !== undefined && at.day !== day) {
      rows.push(`<div><b>${at.day}</b></div>`);
    }
    rows.push(messageHtml(message, at?.minute, notes));
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

/** Name and e-mail, as the visitor typed them or as they were proved: lines of HTML. */
export function personLines(person: Visitor): string[] {
  const name = escapeHtml(oneLine(person.name ?? '')) || 'none given';
  const email = escapeHtml(oneLine(person.email ?? ''));
  const proof = person.person === undefined ? 'not verified' : 'verified';
  return [`Name: ${name}`, email === '' ? 'E-mail: none given' : `E-mail, ${proof}: ${email}`];
}

/**
 * One message: when, who, and what.
 * @param minute of the time
 * @param notes what is to be said about files, by their ids
 */
export function messageHtml(
  { sender, msg, attchs, ...rest }: TranscriptMessage,
  minute: string | undefined,
  notes: ReadonlyMap<number, string> = new Map(),
): string {
  const name = sender.t === 'a' ? escapeHtml(oneLine(sender.n ?? '')) : '';
  const speaker = `<b>${SPEAKERS[sender.t] ?? 'Somebody'}</b>${name === '' ? '' : ` ${name}`}`;
  const what = whatHtml(rest, attchs?.length ?? 0);
  const lines = [
    ...(what === undefined ? [] : [what]),
    ...(msg === undefined ? [] : clean(msg).split('\n').map(lineHtml)),
    ...(attchs?.map((file) => attachmentHtml(file, notes.get(file?.id ?? 0))) ?? []),
  ];
  const shown = lines.length > 0 ? lines : ['[nothing in it that can be shown]'];
  return `<div>${minute === undefined ? '' : `${minute} `}${speaker}:</div>${setInLines(shown)}`;
}

/** @param line a text that `clean` has processed */
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

/** Describes the part of a message that is not text; files are described by their names. */
function whatHtml({ kind, rating }: Pick<TranscriptMessage, 'kind' | 'rating'>, files: number): string | undefined {
  const isTold = kind === undefined || (isFile(kind) && files > 0);
  return isTold ? undefined : `[${kindHtml(kind, rating)}]`;
}

function isFile(kind: string): boolean {
  return kind === 'file' || kind === 'picture';
}

function kindHtml(kind: string, rating: string | undefined): string {
  return escapeHtml(oneLine(rating === undefined ? kind : `${kind}: ${rating}`));
}

/** A file by its name, linked if its address may be a link. @param note why it is no attachment */
function attachmentHtml(attachment: Attachment | undefined, note: string | undefined): string {
  const { kind = 'attachment', url = '', name = '', rating } = attachment ?? {};
  if (!isFile(kind)) {
    return `[${kindHtml(kind, rating)}]`;
  }
  const href = linkTarget(url);
  const label = kind === 'file' ? 'File' : 'Picture';
  const shown = escapeHtml(oneLine(name));
  const why = note === undefined ? '' : ` (not attached: ${note})`;
  return href === undefined
    ? `${label}${shown === '' ? ' without a name' : `: ${shown}`} (its address cannot be linked)${why}`
    : `${label}: ${linkHtml(href, shown || escapeHtml(href))}${why}`;
}

function linkHtml(href: string, html: string): string {
  return `<a href="${escapeText(href)}">${html}</a>`;
}
