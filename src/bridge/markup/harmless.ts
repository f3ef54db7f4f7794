/**
 * U+2060: nobody sees it, no line breaks at it, and iTop keeps it. Its sanitizer, its conversion of HTML to text and its
 * database were tried with it on 2.7.11, 3.1.2, 3.2.0 and 3.3.0.
 */
const JOINER = '\u2060';

/**
 * The characters that get a joiner before them, so that iTop takes the place for text. In each pattern the character
 * stands first, and then what must stand before it: like this the engine looks back from few places only.
 */
const SYNTAX = new RegExp(
  [
    // [[Class:id]] and [[Class:id|words]]: a link with the name of an object, whoever may see it (AttributeText::RenderWikiHtml)
    String.raw`:(?<=\[\[[\w\s\\\u200c]*:)(?<!\[\[https?:)`,
    // [words](address of an object): a mention, which notifies somebody (3.0 to 3.2); Markdown in iTop's newsroom
    String.raw`\((?<=\]\()`,
    // <a data-object-class="…" data-object-key="…">: a mention on 3.3, where it was typed too
    '-(?<=data-object-)',
    // $this->title$ and %24this->title%24: a placeholder in a notification (MetaModel::ApplyParams)
    String.raw`[$4](?<=(?:\$|%24)[\w\u200c]+(?:-(?:>|&gt;)[\w\u200c]+)*(?:\([\w\u200c-]*\))?(?:\$|%24))`,
    // what begins an entry in a log's plain text (CASELOG_SEPARATOR)
    ' (?<=={10} )',
    // \u200c, typed: 3.2 takes these six characters out of plain text, and what stands around them would meet
    String.raw`c(?<=\\u\u200c*200c)`,
    // what version 2.0.0 of the bridge began its entries with (mark.ts)
    String.raw`,(?<=tawk\.to chat [\w.:-]{1,100},)`,
  ].join('|'),
  'gi',
);

/** A `[[` that may still become a link of iTop's. */
const OPEN = /\[\[[\w\s\\\u200c]*$/;

/** What goes: a zero-width non-joiner without a letter before it. iTop takes it out of plain text, and what is around it would meet. */
const IDLE_JOINER = /(?<![\p{L}\p{M}])\u200c/gu;

/** What goes: the fifth accent on a letter, and those after it. They would reach into other lines. */
const TOO_MANY_ACCENTS = /(?<=[\p{Mn}\p{Me}\p{Cf}]{4})[\p{Mn}\p{Me}]/gu;

/** How many characters before a place tell what stands there; none of iTop's placeholders is longer. */
const LOOKAHEAD_CHARS = 64;

/** A stranger's text, piece by piece, as text in which iTop reads nothing but text. It looks as it was written. */
export class Harmless {
  #before = '';

  /** @param text what follows what was given before, whatever tags stand between the two */
  next(text: string): string {
    const from = this.#before.length;
    const dropped = (found: string, at: number) => (at < from ? found : '');
    const all = (this.#before + text).replace(IDLE_JOINER, dropped).replace(TOO_MANY_ACCENTS, dropped);
    this.#before = (OPEN.test(all) ? '[[' : '') + all.slice(-LOOKAHEAD_CHARS);
    return all.replace(SYNTAX, (found, at: number) => (at < from ? found : JOINER + found)).slice(from);
  }
}

/** The same for a text that stands alone. */
export const harmless = (text: string): string => new Harmless().next(text);
