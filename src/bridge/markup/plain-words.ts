/** Dashes of all kinds, and the mathematical minus. */
const DASH = /[\p{Pd}\u2212\u2043]/gu;

/** What nobody sees: what joins, separates or turns letters, what chooses between forms of one, control characters. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?![\n\t])\p{Cc}/gu;

/** More accents on a letter than any language has; to put very many into order takes long. */
const MANY_ACCENTS = /(?<=\p{M}{4})\p{M}+/gu;

/** What is written in forms of its own, such as letters of full width. Not signs and small raised digits: `№` is no word, `²` no digit. */
const FORMS = /[\p{L}\p{M}\p{Nd}\p{P}\p{Zs}]+/gu;

/** A sign that stands for a whole sentence, as Arabic has some, is part of no reference: texts do not grow by them. */
const MOST_GROWTH = 3;

/** Digits of other scripts; those of full width and the like are made ASCII by NFKC. */
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;

/**
 * A text as its reader takes it, for what is looked up in it: whatever forms of letters, digits, dashes and blanks it was
 * written with, in ASCII where that has them, and without what nobody sees. Line ends stay.
 * @param text without kinds of line ends other than `\n` (clean)
 */
export function plainWords(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(MANY_ACCENTS, '')
    .replace(FORMS, inPlainForms)
    .replace(DASH, '-')
    .replace(OTHER_DIGIT, (digit) => String(digitValue(digit.codePointAt(0) as number)));
}

function inPlainForms(words: string): string {
  const plain = words.normalize('NFKC');
  return plain.length > MOST_GROWTH * words.length ? words : plain;
}

/** The digits of a script stand in a row, from zero to nine (Unicode, Nd). */
function digitValue(digit: number): number {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(digit - value - 1))) {
    value += 1;
  }
  return value;
}
