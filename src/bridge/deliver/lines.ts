/** Whatever a browser or iTop's conversion to plain text may show as the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const LINE_BREAK = /\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/;

/** Characters that are not seen and change what is: of control, and of direction where they reach beyond themselves. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** A name as one line that cannot change how what is beside it is shown. */
export function oneLine(name: string): string {
  return name.replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
}
