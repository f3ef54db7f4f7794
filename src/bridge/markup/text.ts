const segmenter = new Intl.Segmenter();

/** How far before a position the start of its word is looked for. */
const MAX_WORD_CHARS = 1000;

/**
 * Text without invisible characters and without what PHP's json_decode, XML and MySQL cannot process: half surrogate
 * pairs become U+FFFD; control characters and the two that override the direction of the following text are removed.
 * Every kind of line end becomes `\n`.
 */
export function clean(text: string): string {
  return (
    text
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are removed
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202d\u202e\ufffe\uffff]/g, '')
  );
}

/**
 * The position at or before `index` that splits no grapheme (an emoji of several characters, a letter and its accents).
 * Graphemes are counted from the start of the word; for a word longer than a thousand characters the result may be
 * wrong.
 */
export function graphemeStart(text: string, index: number): number {
  const before = text.slice(Math.max(0, index - MAX_WORD_CHARS), index);
  const from = index - before.length + Math.max(before.lastIndexOf(' '), before.lastIndexOf('\n')) + 1;
  const start = segmenter.segment(text.slice(from, index + MAX_WORD_CHARS)).containing(index - from)?.index;
  if (start !== undefined && from + start > 0) {
    return from + start;
  }
  // the whole word is one grapheme: only surrogate pairs are kept together
  return index - Number(/[\udc00-\udfff]/.test(text.charAt(index)));
}

/** The longest beginning of `text` whose characters together cost at most `room`. */
export function beginning(text: string, room: number, cost: (character: string) => number): string {
  let end = 0;
  let spent = 0;
  for (const character of text) {
    spent += cost(character);
    if (spent > room) {
      return text.slice(0, graphemeStart(text, end));
    }
    end += character.length;
  }
  return text;
}

/** How many bytes a character has in UTF-8. */
export function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
