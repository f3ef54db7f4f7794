/** iTop keeps only some CSS properties: no class on 2.7, no border-left, no text-indent. */
const MARGIN = 'margin:0 0 0 2em';

/** Begins each line. So no line looks like one of the bridge's own, even where iTop turns the HTML into plain text. */
const BAR = '│&nbsp;';

/**
 * The element for a text that somebody else wrote. It is indented however its lines wrap; the bridge's own text, such
 * as who speaks, is not.
 */
export function setIn(html: string): string {
  return `<div style="${MARGIN}">${html}</div>`;
}

/** The same for lines (HTML), each with a bar before it. */
export function setInLines(lines: string[]): string {
  return setIn(lines.map((line) => BAR + line).join('<br>'));
}
