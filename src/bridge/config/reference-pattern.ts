/** iTop's own references, such as `R-000123`: one to three letters, and a number of at least six digits. */
export const ITOP_REFERENCE = String.raw`[A-Z]{1,3}-\d{6,9}`;

/** What the setting `ticket.reference` may contain. */
export const REFERENCE_SYNTAX = String.raw`letters, digits, - _ : / \. \d \w [A-Z0-9], each with ? or {6} or {1,9} behind it, and | between alternatives`;

/** Characters of a pattern, and repetitions of one part. */
const MAX_PATTERN_CHARS = 200;
const MAX_REPEAT = 20;

/** Parts of variable length in one alternative: each multiplies the work of the regular expression engine. */
const MAX_OPEN_PARTS = 2;

/** The length of the shortest text that can be a reference: a shorter one would be found in every sentence. */
const MIN_REFERENCE_CHARS = 3;

/** One part of a pattern, and how often it may repeat. */
const PART =
  /(?:[A-Za-z0-9_:/-]|\\[dw./]|\[(?:[A-Za-z0-9_:/.]-[A-Za-z0-9]|\\[dw./-]|[A-Za-z0-9_:/.])+-?\])(?:(?<open>\?)|\{(?<least>\d{1,2})(?:,(?<most>\d{1,2}))?\})?/y;

/**
 * What is wrong with a pattern of references; undefined: nothing. Only a small part of regular expressions is allowed,
 * and none of it can take long: strangers write the texts that the pattern is applied to. What it finds is safe to use
 * in a query.
 */
export function referencePatternFault(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN_CHARS) {
    return `expected at most ${MAX_PATTERN_CHARS} characters`;
  }
  let before = 0;
  for (const alternative of pattern.split('|')) {
    let length = 0;
    let open = 0;
    let at = 0;
    while (at < alternative.length) {
      PART.lastIndex = at;
      const { 0: part = '', groups } = PART.exec(alternative) ?? {};
      if (part === '') {
        return `expected ${REFERENCE_SYNTAX}; found something else at character ${before + at + 1}`;
      }
      const { least = groups?.open === undefined ? '1' : '0', most = groups?.open === undefined ? least : '1' } =
        groups ?? {};
      if (Number(most) > MAX_REPEAT || Number(least) > Number(most)) {
        return `expected repetitions from fewer to more, at most ${MAX_REPEAT}: {1,9}`;
      }
      length += Number(least);
      open += Number(least === most ? 0 : 1);
      at += part.length;
    }
    before += alternative.length + 1;
    if (length < MIN_REFERENCE_CHARS) {
      return `expected at least ${MIN_REFERENCE_CHARS} characters in each alternative`;
    }
    if (open > MAX_OPEN_PARTS) {
      return `expected at most ${MAX_OPEN_PARTS} parts of an open length ({1,3}, ?), in each alternative`;
    }
  }
  try {
    new RegExp(pattern, 'iu');
  } catch {
    return `expected ${REFERENCE_SYNTAX}`;
  }
  return undefined;
}
