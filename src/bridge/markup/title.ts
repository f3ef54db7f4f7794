import { harmless } from './harmless';
import { beginning, clean, utf8Length } from './text';

/**
 * iTop's limit for a title, an AttributeString: 255 bytes before 3.1, 255 characters since. The limit in bytes is the
 * stricter one.
 */
const MAX_TITLE_BYTES = 255;

/** Direction marks that would change how the text next to a title in a list is read. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const ELLIPSIS = '…';

/** Two or more characters that look empty: spaces, the blank of Braille, the fillers of Hangul. */
const BLANKS = /([\s\u2800\u3164\u115f\u1160\uffa0])[\s\u2800\u3164\u115f\u1160\uffa0]+/g;

/** How many characters are read: many may be spaces. */
const MAX_READ_CHARS = 2000;

/**
 * A text as a title, or another attribute of one line, that iTop accepts: one line with visible text, of at most 255
 * bytes, without markup. `cut` is true when the title contains only the beginning. `title` is empty where nothing would
 * be visible.
 */
export function titleOf(text: string): { title: string; cut: boolean } {
  const trimmed = text.trim();
  const isAll = trimmed.length <= MAX_READ_CHARS;
  const line = harmless(withoutMarkup(oneLine(trimmed.slice(0, MAX_READ_CHARS))));
  // a letter, digit, sign or picture; otherwise the text consists of spaces, joiners and accents only
  if (!/[^\p{C}\p{Z}\p{M}]/u.test(line)) {
    return { title: '', cut: !isAll };
  }
  if (isAll && Buffer.byteLength(line) <= MAX_TITLE_BYTES) {
    return { title: line, cut: false };
  }
  return { title: beginning(line, MAX_TITLE_BYTES - utf8Length(ELLIPSIS), utf8Length).trimEnd() + ELLIPSIS, cut: true };
}

/** A text as one line that does not change how the text next to it is read. */
export function oneLine(text: string): string {
  return narrowed(clean(text).replace(DIRECTION, '')).replace(/\s/g, ' ').trim();
}

/** A text without runs of spaces, which could push the following text into a line of its own. */
export function narrowed(text: string): string {
  return text.replace(BLANKS, '$1');
}

/**
 * iTop's notifications put an attribute into HTML unescaped (`$this->title$`; `$this->html(title)$` escapes it), and
 * its pages escape it: only text without markup reads the same in both.
 */
function withoutMarkup(line: string): string {
  return line
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/(?<![^\s([{‹])"/g, '“')
    .replaceAll('"', '”');
}
