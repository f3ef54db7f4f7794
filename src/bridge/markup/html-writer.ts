import { Harmless, harmless } from './harmless';
import { pieces } from './pieces';
import { beginning, clean, utf8Length } from './text';

/** iTop's sanitizer (libxml2) drops elements that are nested more than 256 deep, and everything after them. */
const MAX_HTML_LEVELS = 50;

/**
 * What libxml2 adds when it writes an element (a line end before and after), and around text outside of all elements
 * (`<p></p>`).
 */
const ADDED = { element: 2, text: 8 };

const ESCAPED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\u00a0': '&nbsp;',
};

/** Text as HTML, for use between tags and inside quotes. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"\u00a0]/g, (character) => ESCAPED[character] as string);
}

/**
 * Writes HTML that is well-formed, not too deep, and not longer than `limit` bytes once iTop has stored it. When the
 * limit is reached, the rest is dropped and `full` is set. Tags are written as given: they come from a fixed list.
 */
export class HtmlWriter {
  /** Whether something was dropped because of the limit. */
  full = false;
  readonly #parts: string[] = [];
  readonly #open: string[] = [];
  readonly #harmless = new Harmless();
  /** Whether the last thing written was text outside of all elements. */
  #inOuterText = false;
  /** Open elements that were not written, because they would be too deep. */
  #tooDeep = 0;
  #room: number;

  constructor(limit: number) {
    this.#room = limit;
  }

  /** Whether an element of that tag is open. */
  isIn(tag: string): boolean {
    return this.#open.includes(tag);
  }

  text(text: string): void {
    for (const piece of pieces(text)) {
      if (this.full) {
        return;
      }
      this.#text(this.#harmless.next(piece));
    }
  }

  /** An element without an end tag, such as `br`. */
  empty(tag: string): void {
    const html = `<${tag}>`;
    if (this.#fits(html.length + ADDED.element)) {
      this.#write(html, html.length + ADDED.element);
    }
  }

  /** @param attributes as they are written, with a leading space */
  start(tag: string, attributes = ''): void {
    if (this.#open.length >= MAX_HTML_LEVELS) {
      this.#tooDeep += 1;
      return;
    }
    const html = `<${tag}${attributes}>`;
    // its end tag is counted at once, so that there is always room for it
    const cost = Buffer.byteLength(html) + tag.length + 3 + ADDED.element;
    if (this.#fits(cost)) {
      this.#write(html, cost);
      this.#open.push(tag);
      if (tag === 'a') {
        // iTop writes a bracket here when it makes plain text
        this.#harmless.next('[');
      }
    }
  }

  /** Ends the innermost element of that tag, and the elements in it; does nothing where none is open. */
  end(tag: string): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const at = this.#open.lastIndexOf(tag);
    while (at >= 0 && this.#open.length > at) {
      this.#parts.push(`</${this.#open.pop()}>`);
    }
  }

  /** Ends all open elements. @returns what was written */
  finish(): string {
    for (const tag of this.#open.reverse()) {
      this.#parts.push(`</${tag}>`);
    }
    this.#open.length = 0;
    return this.#parts.join('');
  }

  #text(text: string): void {
    const isOuter = this.#open.length === 0;
    const room = this.#room - (isOuter && !this.#inOuterText ? ADDED.text : 0);
    this.#inOuterText = isOuter;
    const html = escapeText(text);
    const bytes = Buffer.byteLength(html);
    if (bytes <= room) {
      this.#write(html, bytes + this.#room - room);
      return;
    }
    const fits = beginning(text, room, (character) => ESCAPED[character]?.length ?? utf8Length(character));
    this.#write(escapeText(fits), this.#room);
    this.full = true;
  }

  #fits(cost: number): boolean {
    this.#inOuterText = false;
    this.full ||= cost > this.#room;
    return !this.full;
  }

  #write(html: string, cost: number): void {
    this.#parts.push(html);
    this.#room -= cost;
  }
}

/** A text that somebody typed, as HTML that shows it. */
export function escapeHtml(text: string): string {
  return escapeText(harmless(clean(text)));
}
