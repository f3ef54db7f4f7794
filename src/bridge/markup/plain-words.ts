/** Dashes of all kinds, and the mathematical minus. */
const DASH = /[\p{Pd}\u2212\u2043]/gu;

/** Invisible characters: joiners, separators, direction marks, variation selectors, control characters. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?![\n\t])\p{Cc}/gu;

/** More accents on a letter than any language uses. Sorting very many of them takes long. */
const MANY_ACCENTS = /(?<=\p{M}{4})\p{M}+/gu;

/**
 * Characters with variant forms, such as full-width letters. Not signs and small raised digits: `№` is not a word, `²`
 * not a digit.
 */
const FORMS = /[\p{L}\p{M}\p{Nd}\p{P}\p{Zs}]+/gu;

/**
 * A sign that stands for a whole sentence, as in Arabic, is part of no reference. The limit keeps texts from growing.
 */
const MOST_GROWTH = 3;

/** Digits of other scripts; NFKC makes full-width digits and the like ASCII. */
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;

/**
 * A text in the form in which it is searched: letters, digits, dashes and spaces of all forms become ASCII where
 * possible, and invisible characters are removed. Line ends stay.
 * @param text with `\n` as its only line end (clean)
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

/** The digits of a script are consecutive, from zero to nine (Unicode, Nd). */
function digitValue(digit: number): number {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(digit - value - 1))) {
    value += 1;
  }
  return value;
}
