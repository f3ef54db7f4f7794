import type { Node } from '@xmldom/xmldom';

const TEXT = 3;
const CDATA = 4;

/**
 * The text of a node as iTop's GetText() returns it: each text node's `wholeText`, one after the other. `wholeText`
 * already includes neighbouring text nodes, so text next to a CDATA section counts double; blank nodes are dropped
 * (LIBXML_NOBLANKS).
 */
export function phpText(nodes: Node[]): string {
  const kept: Node[] = [];
  nodes.forEach((node, index) => {
    if (!isDroppedBlank(node, kept, nodes[index + 1])) kept.push(node);
  });
  let text = '';
  let run: Node[] = [];
  for (const node of [...kept, undefined]) {
    if (node && (node.nodeType === TEXT || node.nodeType === CDATA)) {
      run.push(node);
      continue;
    }
    const merged = run.filter((part, index) => part.nodeType !== run[index - 1]?.nodeType);
    text += run
      .map((part) => part.nodeValue)
      .join('')
      .repeat(merged.length);
    run = [];
  }
  return text;
}

/** libxml's rule: whitespace is kept if the element has nothing else, or if text came before it. */
function isDroppedBlank(node: Node, before: Node[], next: Node | undefined): boolean {
  if (node.nodeType !== TEXT || /\S/.test(node.nodeValue ?? '')) return false;
  if (before.length === 0 && !next) return false;
  return before[0]?.nodeType !== TEXT && before.at(-1)?.nodeType !== TEXT;
}
