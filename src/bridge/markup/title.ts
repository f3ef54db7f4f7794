import { harmless } from './harmless';
import { beginning, clean, utf8Length } from './text';

/** iTop's limit for a title, an AttributeString: 255 bytes before 3.1, characters since. Bytes are the stricter. */
const MAX_TITLE_BYTES = 255;

/** Marks of direction that change how what stands next to a title in a list is read. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const ELLIPSIS = '…';

/** Two and more of what looks like nothing: blanks, the blank of Braille, the fillers of Hangul. */
const BLANKS = /([\s\u2800\u3164\u115f\u1160\uffa0])[\s\u2800\u3164\u115f\u1160\uffa0]+/g;

/** How many characters are checked: much may be blanks. */
const MAX_READ_CHARS = 2000;

/**
 * A text as a title, or another attribute of one line, that iTop takes: one line that shows something, of at most 255
 * bytes, without markup. `cut` says that the title is only the beginning. `title` is empty where nothing is to be seen.
 */
export function titleOf(text: string): { title: string; cut: boolean } {
  const trimmed = text.trim();
  const isAll = trimmed.length <= MAX_READ_CHARS;
  const line = harmless(withoutMarkup(oneLine(trimmed.slice(0, MAX_READ_CHARS))));
  // a letter, digit, sign or picture; else there are only spaces, joiners and accents of nothing
  if (!/[^\p{C}\p{Z}\p{M}]/u.test(line)) {
    return { title: '', cut: !isAll };
  }
  if (isAll && Buffer.byteLength(line) <= MAX_TITLE_BYTES) {
    return { title: line, cut: false };
  }
  return { title: beginning(line, MAX_TITLE_BYTES - utf8Length(ELLIPSIS), utf8Length).trimEnd() + ELLIPSIS, cut: true };
}

/** A text as one line that does not change how what stands next to it is read. */
export function oneLine(text: string): string {
  return narrowed(clean(text).replace(DIRECTION, '')).replace(/\s/g, ' ').trim();
}

/** A text without runs of blanks, which could push what follows into a line of its own. */
export function narrowed(text: string): string {
  return text.replace(BLANKS, '$1');
}

/**
 * iTop's notifications put an attribute into HTML as it is (`$this->title$`; `$this->html(title)$` escapes it), and its
 * pages escape it: only what is no markup anywhere reads the same in both.
 */
function withoutMarkup(line: string): string {
  return line
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/(?<![^\s([{‹])"/g, '“')
    .replaceAll('"', '”');
}
