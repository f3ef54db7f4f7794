import { DOMParser, type Element, type Node, ParseError } from '@xmldom/xmldom';
import type { Place } from '../place';
import { DesignError, type DesignFinding } from './error';
import type { DesignNode } from './node';
import { phpText } from './text';

interface Parsed {
  /** undefined if iTop ignores the whole file. */
  root?: DesignNode;
  findings: DesignFinding[];
}

/** The maximum depth of elements that is read; iTop's own design has about twenty levels. */
const MAX_XML_LEVELS = 300;

const ELEMENT = 1;
const TEXT = 3;

/**
 * Reads one design file as iTop's setup does.
 *
 * @throws DesignError if it is not well-formed, is not an `<itop_design>`, or has a design version that is not among
 *   `versions`: each of these stops the setup.
 */
export function parseDesign(path: string, xml: string, versions: string[]): Parsed {
  const source = xml.replace(/^\uFEFF/, '');
  assertCharacters(path, source);
  const document = parse(path, source);
  const element = document.documentElement as Element;
  const root = toDesignNode(path, element, MAX_XML_LEVELS);
  if (!root) return { findings: [tooDeep(path)] };
  assertDesign(root, versions);
  // LoadModule() uses the document's first child as the root; if that is a comment, LoadDelta() returns at once.
  // (Unlike PHP's DOM, xmldom keeps the XML declaration and the line ends as nodes.)
  const first = childNodes(document).find((node) => node.nodeType !== TEXT && node.nodeName !== 'xml');
  if (first !== element) {
    const what = 'iTop silently ignores this whole file, because something is in front of <itop_design>';
    const remedy = 'Move the comment (or DOCTYPE, or processing instruction) behind the <itop_design …> tag.';
    const place = { path, line: first?.lineNumber ?? 1, column: first?.columnNumber ?? 1 };
    return { findings: [{ code: 'ignored-file', place, what, remedy }] };
  }
  return { root, findings: [] };
}

/**
 * Our text for each message of the parser, by its beginning: the parser's own messages quote the file, which can
 * contain a secret.
 */
const SYNTAX: [RegExp, string][] = [
  [/^Opening and ending tag mismatch/, 'an end tag without its start tag before it'],
  [/^(unclosed xml tag|unexpected end of input|missing root element)/, 'an element that does not end, or none at all'],
  [/^end tag name/, 'an end tag with more than a name in it'],
  [
    /^(attribute|AttValue|Unescaped '<')|attribute value must/i,
    'an attribute that is not name="value", or is there twice',
  ],
  [/^entity/i, 'an & that begins no entity of XML'],
  [/^(Extra|Unexpected) content/, 'something in front of or behind the root element'],
];

function parse(path: string, source: string) {
  const malformed = (place: Place, message: string) =>
    new DesignError(
      place,
      `malformed XML: ${SYNTAX.find(([says]) => says.test(message))?.[1] ?? 'this is not well-formed'}`,
      "Correct it: iTop's setup stops at this file. An editor that knows XML, or `xmllint --noout`, shows the place.",
    );
  let fault: DesignError | undefined;
  const onError = (
    _level: string,
    message: string,
    context: { locator?: { lineNumber: number; columnNumber: number } },
  ) => {
    fault ??= malformed(
      { path, line: context.locator?.lineNumber || 1, column: context.locator?.columnNumber || 1 },
      message,
    );
    throw fault;
  };
  try {
    return new DOMParser({ onError }).parseFromString(source, 'text/xml');
  } catch (error) {
    // xmldom wraps errors that onError throws
    if (fault) throw fault;
    if (!(error instanceof ParseError)) throw error;
    const { lineNumber, columnNumber } = error.locator ?? {};
    throw malformed({ path, line: lineNumber || 1, column: columnNumber || 1 }, error.message);
  }
}

/** xmldom accepts these; libxml, which iTop uses, does not. */
function assertCharacters(path: string, source: string): void {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  const markup = source.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g, blank);
  const faults: [RegExp, string, string][] = [
    [/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/, 'an & that begins no entity of XML', 'Write &amp; for it.'],
    [/\]\]>/, ']]> outside a CDATA section', 'Write ]]&gt; for it.'],
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
    [/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/, 'a control character', 'Remove it.'],
  ];
  for (const [pattern, what, remedy] of faults) {
    const index = markup.search(pattern);
    if (index < 0) continue;
    const before = markup.slice(0, index);
    const line = before.split('\n').length;
    throw new DesignError({ path, line, column: index - before.lastIndexOf('\n') }, `malformed XML: ${what}`, remedy);
  }
}

function assertDesign(root: DesignNode, versions: string[]): void {
  if (root.tag !== 'itop_design') {
    throw new DesignError(
      root.place,
      `the root element is <${root.tag}>, iTop expects <itop_design>`,
      'Put <itop_design xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="1.7"> around everything.',
    );
  }
  const version = root.attributes.get('version') || '1.0';
  if (!versions.includes(version)) {
    throw new DesignError(
      root.place,
      `design version ${version} is unknown to this iTop, which loads up to ${versions.at(-1)}`,
      'Write version="1.7": every iTop since 2.7 loads that and upgrades it by itself.',
    );
  }
}

/** @returns undefined if elements are nested more than `levels` deep */
function toDesignNode(path: string, element: Element, levels: number): DesignNode | undefined {
  if (levels === 0) return undefined;
  const place = { path, line: element.lineNumber ?? 1, column: element.columnNumber ?? 1 };
  const children: DesignNode[] = [];
  for (const each of childNodes(element).filter((node) => node.nodeType === ELEMENT)) {
    const child = toDesignNode(path, each as Element, levels - 1);
    if (!child) return undefined;
    children.push(child);
  }
  return {
    tag: element.tagName,
    attributes: new Map(Array.from(element.attributes, ({ name, value }) => [name, value])),
    children,
    text: phpText(childNodes(element)),
    place,
  };
}

function tooDeep(path: string): DesignFinding {
  const what = `more than ${MAX_XML_LEVELS} elements are nested in this file, so it is not read`;
  return { code: 'not-read', place: { path, line: 1, column: 1 }, what, remedy: 'Look whether it is meant so.' };
}

function childNodes(node: Node): Node[] {
  return Array.from(node.childNodes);
}
