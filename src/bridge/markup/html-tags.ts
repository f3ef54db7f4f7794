/**
 * The tags that mail programs, word processors and text editors write, and what each becomes: a tag that iTop's
 * sanitizer keeps on 2.7 and later (core/htmlsanitizer.class.inc.php; it drops other tags together with their content),
 * or '' where only the content is kept. Tags that are not in this list are not treated as markup: they are shown as
 * they were written.
 */
const BECOMES: Record<string, string> = {
  ...same('a', 'b', 'blockquote', 'br', 'code', 'div', 'em', 'h1', 'h2', 'h3', 'h4', 'hr', 'i', 'li', 'ol', 'p', 'pre'),
  ...same('s', 'span', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul'),
  ...all('h4', 'h5', 'h6'),
  ...all('s', 'del', 'strike'),
  ...all('u', 'ins'),
  ...all('code', 'tt', 'kbd', 'samp', 'var'),
  ...all('tbody', 'tfoot'),
  ...all(
    'div',
    'address',
    'article',
    'aside',
    'caption',
    'center',
    'dd',
    'dl',
    'dt',
    'fieldset',
    'figcaption',
    'figure',
  ),
  ...all('div', 'footer', 'header', 'legend', 'main', 'nav', 'section'),
  ...all('', 'abbr', 'acronym', 'bdi', 'bdo', 'big', 'body', 'cite', 'col', 'colgroup', 'dfn', 'font', 'head', 'html'),
  ...all('', 'label', 'link', 'mark', 'meta', 'o:p', 'q', 'small', 'sub', 'sup', 'time', 'title', 'wbr'),
};

/** Tags without an end tag. Those that show something prove by themselves that a text is HTML. */
const EMPTY = new Set(['br', 'hr', 'col', 'link', 'meta', 'wbr']);
const SHOWN_EMPTY = new Set(['br', 'hr']);

/** Tags that stay within a line, among those that become a tag. */
const WITHIN_LINE = new Set(['a', 'b', 'code', 'em', 'i', 's', 'span', 'strong', 'u']);

/** The tag to write for this one; '' for none; undefined where it is not treated as markup. */
export const becomes = (tag: string): string | undefined => (Object.hasOwn(BECOMES, tag) ? BECOMES[tag] : undefined);

export const isEmptyTag = (tag: string): boolean => EMPTY.has(tag);

/** Whether this tag alone, without an end tag, shows that a text is HTML. */
export const isShownEmptyTag = (tag: string): boolean => SHOWN_EMPTY.has(tag);

/** Whether the tag begins a new line. */
export const breaksLine = (tag: string): boolean => Boolean(becomes(tag)) && !WITHIN_LINE.has(becomes(tag) as string);

function same(...tags: string[]): Record<string, string> {
  return Object.fromEntries(tags.map((tag) => [tag, tag]));
}

function all(tag: string, ...tags: string[]): Record<string, string> {
  return Object.fromEntries(tags.map((each) => [each, tag]));
}
