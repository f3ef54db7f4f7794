/**
 * tawk.to's names for kinds of messages, as far as they are known: `msg`, `file`, `webrtc-call` (facts:
 * developer.tawk.to/webhooks). tawk.to documents no others; the patterns go by what the names say.
 */
const KINDS: [name: RegExp, kind: string | undefined][] = [
  [/^(msg|message|text)$/i, undefined],
  [/call|webrtc|video|voice/i, 'call'],
  [/(?<![a-z])rat(e|ed|ing)(?![a-z])|feedback|survey/i, 'rating'],
  [/image|picture|photo/i, 'picture'],
  [/file|attachment|document/i, 'file'],
];

/** Maximum length of an unknown kind, in characters. */
const MAX_KIND_CHARS = 40;

/**
 * Describes in words what a message or an attachment is; undefined for a plain text, and for a kind that says nothing.
 */
export function kindOf(name: string): string | undefined {
  const known = KINDS.find(([each]) => each.test(name));
  if (known !== undefined) {
    return known[1];
  }
  return /^[\w -]+$/.test(name) ? `message of the kind "${name.slice(0, MAX_KIND_CHARS)}"` : undefined;
}
