/**
 * U+2060 (word joiner): it is invisible, no line breaks at it, and iTop keeps it. Tried on 2.7.11, 3.1.2, 3.2.0 and
 * 3.3.0 with iTop's sanitizer, its conversion of HTML to text, and its database.
 */
const JOINER = '\u2060';

/**
 * The characters that get a joiner before them, so that iTop does not read them as syntax. Each pattern begins with the
 * character itself, and then looks back at what must stand before it: so the engine looks back from few places only.
 */
const SYNTAX = new RegExp(
  [
    // [[Class:id]] and [[Class:id|words]]: a link with the name of an object, whoever may see the object
    // (AttributeText::RenderWikiHtml)
    String.raw`:(?<=\[\[[\w\s\\\u200c]*:)(?<!\[\[https?:)`,
    // [words](address of an object): a mention, which notifies somebody (3.0 to 3.2); Markdown in iTop's newsroom
    String.raw`\((?<=\]\()`,
    // <a data-object-class="…" data-object-key="…">: a mention on 3.3, also when somebody typed it
    '-(?<=data-object-)',
    // $this->title$ and %24this->title%24: a placeholder in a notification (MetaModel::ApplyParams)
    String.raw`[$4](?<=(?:\$|%24)[\w\u200c]+(?:-(?:>|&gt;)[\w\u200c]+)*(?:\([\w\u200c-]*\))?(?:\$|%24))`,
    // the separator that begins an entry in the plain text of a log (CASELOG_SEPARATOR)
    ' (?<=={10} )',
    // \u200c, typed: 3.2 removes these six characters from plain text, and the text on both sides of them would join
    String.raw`c(?<=\\u\u200c*200c)`,
    // the text that begins the entries of the bridge's version 2.0.0 (mark.ts)
    String.raw`,(?<=tawk\.to chat [\w.:-]{1,100},)`,
  ].join('|'),
  'gi',
);

/** A `[[` that may still become one of iTop's links. */
const OPEN = /\[\[[\w\s\\\u200c]*$/;

/**
 * Removed: a zero-width non-joiner without a letter before it. iTop removes it from plain text, and the text on both
 * sides of it would join.
 */
const IDLE_JOINER = /(?<![\p{L}\p{M}])\u200c/gu;

/** Removed: the fifth accent on a letter and all further ones. They would reach into other lines. */
const TOO_MANY_ACCENTS = /(?<=[\p{Mn}\p{Me}\p{Cf}]{4})[\p{Mn}\p{Me}]/gu;

/** How many characters before a place decide how iTop reads it; none of iTop's placeholders is longer. */
const LOOKAHEAD_CHARS = 64;

/** Turns a stranger's text, piece by piece, into text without any syntax of iTop's. It looks as it was written. */
export class Harmless {
  #before = '';

  /** @param text the text that follows the previous piece, whatever tags are between the two */
  next(text: string): string {
    const from = this.#before.length;
    const dropped = (found: string, at: number) => (at < from ? found : '');
    const all = (this.#before + text).replace(IDLE_JOINER, dropped).replace(TOO_MANY_ACCENTS, dropped);
    this.#before = (OPEN.test(all) ? '[[' : '') + all.slice(-LOOKAHEAD_CHARS);
    return all.replace(SYNTAX, (found, at: number) => (at < from ? found : JOINER + found)).slice(from);
  }
}

/** The same for a single text. */
export const harmless = (text: string): string => new Harmless().next(text);
