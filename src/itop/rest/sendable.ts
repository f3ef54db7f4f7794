/**
 * Characters that PHP's json_decode, XML and MySQL reject or drop: control characters, except tabs and line ends; and
 * code points that are no characters.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const UNSENDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

/**
 * A request's text in a form that iTop accepts, for `JSON.stringify`: half surrogate pairs become U+FFFD (iTop rejects
 * them with code 4, "not a valid JSON structure"), and control characters are removed. Other values are returned
 * unchanged.
 */
export function sendable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd').replace(UNSENDABLE, '') : value;
}
