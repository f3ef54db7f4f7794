/**
 * What tawk.to calls the kinds of messages, as far as that is known: `msg`, `file`, `webrtc-call` (facts:
 * developer.tawk.to/webhooks). It documents no others; what their names say is gone by.
 */
const KINDS: [name: RegExp, kind: string | undefined][] = [
  [/^(msg|message|text)$/i, undefined],
  [/call|webrtc|video|voice/i, 'call'],
  [/(?<![a-z])rat(e|ed|ing)(?![a-z])|feedback|survey/i, 'rating'],
  [/image|picture|photo/i, 'picture'],
  [/file|attachment|document/i, 'file'],
];

/** Characters of a kind that nobody knows. */
const MAX_KIND_CHARS = 40;

/** In words what a message or an attachment is; undefined for plain words, and for what tells nothing. */
export function kindOf(name: string): string | undefined {
  const known = KINDS.find(([each]) => each.test(name));
  if (known !== undefined) {
    return known[1];
  }
  return /^[\w -]+$/.test(name) ? `message of the kind "${name.slice(0, MAX_KIND_CHARS)}"` : undefined;
}
