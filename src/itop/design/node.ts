import type { Place } from '../place';

/** One element of an iTop design, without the parts that iTop ignores (comments, whitespace between elements). */
export interface DesignNode {
  tag: string;
  attributes: Map<string, string>;
  children: DesignNode[];
  /** What PHP's GetText() returns: '' for an element without text. */
  text: string;
  place: Place;
}

/** A copy that can be changed without changing the source. */
export function copy(source: DesignNode): DesignNode {
  return { ...source, attributes: new Map(source.attributes), children: source.children.map(copy) };
}

/** A node as messages name it: `<parameters id="x">`. */
export function nodeName(node: DesignNode): string {
  const id = node.attributes.get('id');
  return id ? `<${node.tag} id="${id}">` : `<${node.tag}>`;
}
