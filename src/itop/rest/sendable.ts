/** What PHP's json_decode, XML and MySQL choke on or drop: control characters, but tabs and line ends; and what is no character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const UNSENDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

/**
 * A request's text as iTop takes it, for `JSON.stringify`: half surrogate pairs become U+FFFD (iTop answers them with
 * code 4, "not a valid JSON structure"), control characters go. Other values are given back as they are.
 */
export function sendable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd').replace(UNSENDABLE, '') : value;
}
