import { linkTarget } from './href';

/**
 * An address as people write it into a text. Control characters, direction marks and other invisible characters end it.
 */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{C}]+/giu;

const OPENER: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** A piece of a text; with `href` where it is an address that may be a link. */
export interface TextPiece {
  text: string;
  href?: string;
}

/** Splits a text into addresses that may be links and the text between them. The pieces together are the whole text. */
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

/** Without the punctuation that ends a sentence; a closing bracket stays if it was opened in the address. */
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

/** Links of any kind that a chat can contain: HTML, Markdown, and every word with an address in it. */
const LINKED = [
  /<a\s[^<>]*>[^<]*<\/a>/gi,
  /!?\[[^[\]]*\]\([^()\s]*\)/g,
  // a scheme, `www.`, an e-mail address, or a path after a host name
  /(?<!\S)(?=\S*(?::\/\/|mailto:|www\.|@))\S+/gi,
  /(?<!\S)\S*[a-z0-9]\.[a-z]{2,}(?::\d+)?[/?#]\S*/gi,
];

/** The text with a space in place of each link, of whatever scheme. */
export function withoutLinks(text: string): string {
  return LINKED.reduce((rest, link) => rest.replace(link, ' '), text);
}
