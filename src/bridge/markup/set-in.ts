/** Of CSS, iTop keeps only some whole properties: no class on 2.7, no border-left, no text-indent. */
const MARGIN = 'margin:0 0 0 2em';

/** Begins each line, so that none looks like the bridge's own where iTop makes plain text of the HTML, either. */
const BAR = '│&nbsp;';

/**
 * The element for what somebody else wrote. However its lines wrap, they stay set in; what the bridge says, who speaks
 * above all, is not.
 */
export function setIn(html: string): string {
  return `<div style="${MARGIN}">${html}</div>`;
}

/** The same for lines (HTML), each with a bar before it. */
export function setInLines(lines: string[]): string {
  return setIn(lines.map((line) => BAR + line).join('<br>'));
}
