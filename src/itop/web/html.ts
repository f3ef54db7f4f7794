import { DomUtils, parseDocument } from 'htmlparser2';

export type HtmlElement = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** A page's elements. The parser accepts every input: the console of iTop 2.7 is not well-formed. */
export function parseHtml(html: string) {
  const document = parseDocument(html);
  return {
    all: (tag: string): HtmlElement[] => DomUtils.getElementsByTagName(tag, document),
    /** The text of the first element with a class; undefined if there is none. */
    textOfClass(name: string): string | undefined {
      const hasClass = (value = '') => value.split(/\s+/).includes(name);
      const [element] = DomUtils.getElements({ class: hasClass }, document, true, 1);
      return element && DomUtils.textContent(element).trim();
    },
    title(): string {
      const [title] = DomUtils.getElementsByTagName('title', document);
      return (title && DomUtils.textContent(title).trim()) || 'a page without a title';
    },
  };
}

export function inside(element: HtmlElement, tag: string): HtmlElement[] {
  return DomUtils.getElementsByTagName(tag, element.children);
}

export function text(element: HtmlElement): string {
  return DomUtils.textContent(element);
}
