import { linkTarget } from './href';
import { becomes, breaksLine, isEmptyTag, isShownEmptyTag } from './html-tags';
import { type Attributes, type HtmlTokens, readHtml } from './html-tokens';
import { escapeText, HtmlWriter } from './html-writer';
import { clean } from './text';

/** Addresses that mean nothing to a reader: a place in the message itself, and programs. */
const UNTOLD = /^(#|(javascript|vbscript|data):)/i;

/** HTML for iTop; `cut` is true when it contains only the beginning. */
export interface Made {
  html: string;
  cut: boolean;
}

/**
 * The message of a tawk.to ticket as HTML that is safe in iTop and that iTop keeps completely. The message may be plain
 * text or HTML. Of HTML, formatting and links stay, images become links (so that opening the ticket loads nothing from
 * other servers), and tags that such messages do not use are shown as they were written. iTop sanitizes it again.
 * @param limit bytes in iTop
 */
export async function messageHtml(message: string, limit: number): Promise<Made> {
  const survey = new Survey();
  await readHtml(message, survey);
  if (!survey.isHtml) {
    return textHtml(message, limit);
  }
  const writer = new HtmlWriter(limit);
  await readHtml(message, new Rendering(writer, survey.breaksLines));
  return { html: writer.finish(), cut: writer.full };
}

/** Plain text as one paragraph; line ends and spaces stay. @param limit bytes in iTop */
export function textHtml(text: string, limit: number): Made {
  const writer = new HtmlWriter(limit);
  const whole = text.trimEnd();
  writer.start('p');
  // every character is at least one byte
  const first = clean(whole.slice(0, limit));
  writeLines(writer, first.replace(/\t/g, '    ').replace(/^ | (?= )/gm, '\u00a0'));
  return { html: writer.finish(), cut: writer.full || whole.length > limit };
}

function writeLines(writer: HtmlWriter, text: string): void {
  text.split('\n').forEach((line, index) => {
    if (index > 0) {
      writer.empty('br');
    }
    writer.text(line);
  });
}

/**
 * Decides whether a text is HTML. Elements with an end tag, and `<br>` and the like, make a text HTML; neither
 * `<bob@example.com>` nor `List<String>` nor "type <b> for bold" does.
 */
class Survey implements HtmlTokens {
  isHtml = false;
  breaksLines = false;
  readonly #open = new Set<string>();

  text(): void {}
  start(tag: string, { src }: Attributes): void {
    if (isShownEmptyTag(tag) || (tag === 'img' && src)) {
      this.#sees(tag);
    } else if (becomes(tag) !== undefined) {
      this.#open.add(tag);
    }
  }
  end(tag: string): void {
    if (this.#open.has(tag)) {
      this.#sees(tag);
    }
  }
  #sees(tag: string): void {
    this.isHtml = true;
    this.breaksLines ||= breaksLine(tag);
  }
}

/** Writes new HTML: every tag in the output was written here, from the list. */
class Rendering implements HtmlTokens {
  /** The address of an open link that was not written as a link; it is shown after the link's text. */
  #address = '';

  constructor(
    private readonly writer: HtmlWriter,
    /** When the text has no tags that break lines, its line ends count. */
    private readonly hasBreaks: boolean,
  ) {}

  text(text: string): void {
    if (this.writer.full) {
      return;
    }
    if (this.hasBreaks) {
      this.writer.text(clean(text));
    } else {
      writeLines(this.writer, clean(text));
    }
  }

  start(tag: string, attributes: Attributes, source: string): void {
    const to = becomes(tag);
    if (tag === 'img') {
      this.#image(attributes);
    } else if (to === undefined) {
      this.text(source);
    } else if (isEmptyTag(tag)) {
      if (to !== '') {
        this.writer.empty(to);
      }
    } else if (to === 'a') {
      this.#endLink();
      this.#link(attributes.href?.trim() ?? '');
    } else if (to !== '') {
      this.writer.start(to);
    }
  }

  end(tag: string, source: string): void {
    const to = becomes(tag);
    if (to === undefined && tag !== 'img') {
      this.text(source);
    } else if (to === 'a') {
      this.#endLink();
    } else if (to) {
      this.writer.end(to);
    }
  }

  #link(address: string): void {
    const target = linkTarget(address);
    if (target !== undefined) {
      this.writer.start('a', ` href="${escapeText(target)}"`);
    } else if (!UNTOLD.test(address.replace(/[\s\p{C}]/gu, ''))) {
      this.#address = address;
    }
  }

  #endLink(): void {
    this.writer.end('a');
    if (this.#address !== '') {
      this.text(` [${this.#address}]`);
      this.#address = '';
    }
  }

  #image({ src = '', alt = '' }: Attributes): void {
    const text = alt.trim() === '' ? 'image' : `image: ${alt}`;
    const target = linkTarget(src);
    if (this.writer.isIn('a') || target === undefined) {
      this.text(`[${text}${target === undefined ? ', left out' : ''}]`);
      return;
    }
    this.#link(target);
    this.text(`[${text}]`);
    this.#endLink();
  }
}
