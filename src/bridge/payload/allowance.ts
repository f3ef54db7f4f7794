import { graphemeStart } from '../markup/text';

/** Characters of one message. */
const MAX_MESSAGE_CHARS = 20_000;

/** The limit for the messages of one entry in a case log, in bytes of HTML: a chat of about 8,000 short messages. */
const MAX_ENTRY_CHARS = 1_000_000;

/** What a message costs besides its text: its tags, its time, its speaker. */
const EACH = 120;

/** A character that becomes longer in HTML: `&quot;`, the tag and bar of a new line, a joiner. */
const LONG = /[&<>"\n\u00a0[\]$]/g;
const LONG_TAKES = 14;

/** The message, or its beginning and a note on how much is missing. @param where the place of the rest */
export function shortened(message: string, where: string): string {
  if (message.length <= MAX_MESSAGE_CHARS) {
    return message;
  }
  const end = graphemeStart(message, MAX_MESSAGE_CHARS);
  return `${message.slice(0, end)}\n[${message.length - end} more characters are in ${where}]`;
}

/** The parts of a message that take room. */
interface Counted {
  sender: { n?: string | undefined };
  msg?: string | undefined;
  attchs?: ({ url?: string | undefined; name?: string | undefined } | undefined)[] | null | undefined;
}

/** Counts how much room a transcript's messages take in a case log, generously, and tells when it is used up. */
export class Allowance {
  #left = MAX_ENTRY_CHARS;

  takes({ sender, msg = '', attchs }: Counted): boolean {
    const files = (attchs ?? []).map((file) => EACH + taken(file?.name ?? '') + 2 * taken(file?.url ?? ''));
    this.#left -= EACH + taken(sender.n ?? '') + taken(msg) + files.reduce((sum, each) => sum + each, 0);
    return this.#left >= 0;
  }
}

/** An address counts twice: as text and as the link's target, which is ASCII. */
function taken(text: string): number {
  const bytes = Buffer.byteLength(text) * (text.includes('://') ? 4 : 1);
  return bytes + LONG_TAKES * (text.match(LONG)?.length ?? 0);
}
