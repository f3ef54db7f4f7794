import { type Made, messageHtml, textHtml } from '../markup/message';
import { setIn } from '../markup/set-in';
import { titleOf } from '../markup/title';

/**
 * iTop's limit for a description, an AttributeText: 65,535 bytes. The rest is for the bridge's own text around the
 * message.
 */
const MAX_DESCRIPTION_BYTES = 60_000;

/** A case log could hold more; but each entry is read and written together with all entries before it. */
const MAX_LOG_BYTES = 500_000;

/** The part of either that a subject may take if it is too long for a title. */
const SUBJECT_PART = 1 / 4;

/** The text of a tawk.to ticket in iTop. */
export interface TicketText {
  title: string;
  description: string;
  /** The whole text, for the case log, if the description is too short for it. */
  log?: string;
}

/**
 * The title and description of a tawk.to ticket. A text that is too long for its field is repeated in full in the next
 * one: the title in the description, the description in the log. Each says so.
 */
export async function ticketText(subject: string, message: string): Promise<TicketText> {
  const { title, cut } = titleOf(subject);
  const subjectInside = cut ? subject : undefined;
  const short = await tell(subjectInside, message, MAX_DESCRIPTION_BYTES);
  if (!short.cut) {
    return { title, description: short.html };
  }
  const long = await tell(subjectInside, message, MAX_LOG_BYTES);
  const end = long.cut ? '<p>[Shortened. The rest is in tawk.to.]</p>' : '';
  return {
    title,
    description: `${short.html}<p>[Shortened. More of it is in the log.]</p>`,
    log: `<p>The message of this ticket, which is too long for its description:</p>${long.html}${end}`,
  };
}

async function tell(subject: string | undefined, message: string, limit: number): Promise<Made> {
  const first = subject === undefined ? { html: '', cut: false } : textHtml(subject, limit * SUBJECT_PART);
  const rest = await messageHtml(message, limit - Buffer.byteLength(first.html));
  return { html: setIn(first.html + rest.html), cut: first.cut || rest.cut };
}
