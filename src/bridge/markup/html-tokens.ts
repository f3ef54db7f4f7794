import { QuoteType, Tokenizer } from 'htmlparser2';
import { inPieces } from './pieces';

/** The parts of an HTML text. `source` is the part as it is written there. */
export interface HtmlTokens {
  /** Text that a browser would show; also everything that is not markup, as it was written. */
  text(text: string): void;
  start(tag: string, attributes: Attributes, source: string): void;
  end(tag: string, source: string): void;
}

export interface Attributes {
  href?: string;
  src?: string;
  alt?: string;
}

const READ = new Set(['href', 'src', 'alt']);

/**
 * Attributes that may have no value. A tag with another attribute without a value, as in `a<b && c>d`, is not a tag.
 */
const VALUELESS = new Set(['nowrap', 'noshade', 'compact', 'reversed', 'hidden', 'border', 'disabled', 'controls']);
const ATTRIBUTE_NAME = /^[a-z_][\w:.-]*$/;

/** Elements whose text browsers do not show. */
const HIDDEN = new Set(['script', 'style']);

/** Not a tag, and not shown: comments, and remains of Outlook and Word in mails. */
const NOT_SHOWN = /^<!--[\s\S]*-->$|^<!doctype[^>]*>$|^<!\[(if [^>]*|endif)\]>$|^<\?xml[^>]*>$/i;

/**
 * Reads HTML as browsers do, in linear time for every input, and lets other work run now and then. It leaves out only
 * names of tags, attributes, comments, and the content of `script` and `style`. Incomplete markup (a tag that does not
 * end, a `script` without its end) and impossible markup is text, as it was written.
 */
export async function readHtml(html: string, tokens: HtmlTokens): Promise<void> {
  const reader = new Reader(html, tokens);
  const tokenizer = new Tokenizer({}, reader);
  await inPieces(html, (piece) => tokenizer.write(piece));
  tokenizer.end();
}

/** Receives what the tokenizer reports, by positions in the text. */
class Reader {
  /** Everything before this position has been reported. */
  #at = 0;
  #tag = '';
  #attributes: Attributes = {};
  #attribute = '';
  #value = '';
  #isTag = true;
  /** The start of the hidden element that is open. */
  #hidden: number | undefined;

  constructor(
    private readonly html: string,
    private readonly tokens: HtmlTokens,
  ) {}

  ontext = (start: number, end: number) => {
    this.#catchUp(start);
    this.#text(end);
  };
  ontextentity = (codePoint: number, end: number) => {
    this.#at = end;
    if (this.#hidden === undefined) {
      this.tokens.text(String.fromCodePoint(codePoint));
    }
  };
  onopentagname = (start: number, end: number) => {
    this.#catchUp(start - 1);
    this.#tag = this.html.slice(start, end).toLowerCase();
    this.#attributes = {};
    this.#isTag = true;
  };
  onattribname = (start: number, end: number) => {
    this.#attribute = this.html.slice(start, end).toLowerCase();
    this.#value = '';
  };
  onattribdata = (start: number, end: number) => {
    if (READ.has(this.#attribute)) {
      this.#value += this.html.slice(start, end);
    }
  };
  onattribentity = (codePoint: number) => {
    if (READ.has(this.#attribute)) {
      this.#value += String.fromCodePoint(codePoint);
    }
  };
  onattribend = (quote: QuoteType) => {
    const name = this.#attribute;
    this.#isTag &&= ATTRIBUTE_NAME.test(name) && (quote !== QuoteType.NoValue || VALUELESS.has(name));
    if (READ.has(name)) {
      this.#attributes[name as keyof Attributes] ??= this.#value;
    }
  };
  onopentagend = (end: number) => this.#start(end + 1);
  onselfclosingtag = (end: number) => this.#start(end + 1);
  onclosetag = (start: number, end: number) => {
    this.#catchUp(start - 2);
    const close = this.html.indexOf('>', end);
    if (close < 0) {
      return;
    }
    const tag = this.html.slice(start, end).toLowerCase();
    if (this.#hidden !== undefined) {
      this.#hidden = undefined;
      this.#at = close + 1;
    } else if (this.html.slice(end, close).trim() === '') {
      const source = this.html.slice(this.#at, close + 1);
      this.#at = close + 1;
      this.tokens.end(tag, source);
    } else {
      this.#text(close + 1);
    }
  };
  oncomment = (_start: number, end: number) => this.#aside(end + 1);
  ondeclaration = (_start: number, end: number) => this.#aside(end + 1);
  // XML only
  oncdata = () => {};
  onprocessinginstruction = () => {};
  onend = () => {
    if (this.#hidden !== undefined) {
      this.#at = this.#hidden;
      this.#hidden = undefined;
    }
    this.#text(this.html.length);
  };

  #start(end: number): void {
    const source = this.html.slice(this.#at, end);
    if (!this.#isTag) {
      this.#text(end);
    } else if (HIDDEN.has(this.#tag)) {
      this.#hidden = this.#at;
      this.#at = end;
    } else {
      this.#at = end;
      this.tokens.start(this.#tag, this.#attributes, source);
    }
  }

  #aside(end: number): void {
    if (NOT_SHOWN.test(this.html.slice(this.#at, end))) {
      this.#at = end;
    } else {
      this.#text(end);
    }
  }

  /** Text that the tokenizer skips, such as `</>`, is reported as text. */
  #catchUp(start: number): void {
    if (start > this.#at) {
      this.#text(start);
    }
  }

  #text(end: number): void {
    if (end > this.#at && this.#hidden === undefined) {
      this.tokens.text(this.html.slice(this.#at, end));
    }
    this.#at = Math.max(this.#at, end);
  }
}
