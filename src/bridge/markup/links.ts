import { linkTarget } from './href';

/** An address as people write it into a text. Control, direction and other invisible characters end it. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{C}]+/giu;

const OPENER: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** A piece of a text; with `href` where it is an address that may be a link. */
export interface TextPiece {
  text: string;
  href?: string;
}

/**
 * Cuts a text into addresses that may be links and what is between them; joined, the pieces are the text.
 */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutPunctuation(found);
    const href = linkTarget(address);
    if (href !== undefined) {
      pieces.push({ text: text.slice(end, index) }, { text: address, href });
      end = index + address.length;
    }
  }
  return [...pieces, { text: text.slice(end) }].filter((piece) => piece.text !== '');
}

/** Without what ends a sentence; a bracket stays where it was opened in the address. */
function withoutPunctuation(address: string): string {
  const count = new Map<string, number>();
  for (const character of address) {
    count.set(character, (count.get(character) ?? 0) + 1);
  }
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    const opener = OPENER[last];
    const closes = opener !== undefined && (count.get(last) ?? 0) <= (count.get(opener) ?? 0);
    if (closes || (opener === undefined && !'.,;:!?*_~…»'.includes(last))) {
      break;
    }
    count.set(last, (count.get(last) ?? 0) - 1);
  }
  return address.slice(0, end);
}

/** What is in a link of any kind, as far as a chat can have one: HTML, Markdown, and every word with an address in it. */
const LINKED = [
  /<a\s[^<>]*>[^<]*<\/a>/gi,
  /!?\[[^[\]]*\]\([^()\s]*\)/g,
  // a scheme, `www.`, a mail address, a path behind a host's name
  /(?<!\S)(?=\S*(?::\/\/|mailto:|www\.|@))\S+/gi,
  /(?<!\S)\S*[a-z0-9]\.[a-z]{2,}(?::\d+)?[/?#]\S*/gi,
];

/** The text with a blank for each link in it, of whatever scheme. */
export function withoutLinks(text: string): string {
  return LINKED.reduce((rest, link) => rest.replace(link, ' '), text);
}
