import { DomHandler, DomUtils, Parser } from 'htmlparser2';

/**
 * What iTop reads in a text besides the text: its own patterns, as they stand in 2.7.11, 3.1.2, 3.2.0 and 3.3.0, and what
 * it makes of HTML before. Each was tried there with the texts of strangers-text.test.ts.
 */

type Nodes = DomHandler['dom'];
function parse(html: string): Nodes {
  const handler = new DomHandler();
  new Parser(handler, { decodeEntities: true }).end(html);
  return handler.dom;
}

/** HTML as it is stored: the sanitizer reads it into a tree and writes that again. */
export function stored(html: string): string {
  const escaped = (text: string) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;' })[c] ?? '&gt;');
  const written = (nodes: Nodes): string =>
    nodes
      .map((node) => {
        if (!('children' in node)) return escaped(DomUtils.textContent(node));
        const element = node as Extract<typeof node, { attribs: unknown }>;
        const attributes = Object.entries(element.attribs).map(
          ([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`,
        );
        return `<${element.name}${attributes.join('')}>${written(node.children as Nodes)}</${element.name}>`;
      })
      .join('');
  return written(parse(html));
}

/** utils::HtmlToText of 3.2: links in Markdown, tags away, and with them the zero-width non-joiner, also where it is spelt. */
export function plainText(html: string): string {
  const told = (nodes: Nodes): string =>
    nodes
      .map((node) => {
        if (!('children' in node)) return DomUtils.textContent(node);
        const element = node as Extract<typeof node, { attribs: unknown }>;
        const inside = told(node.children as Nodes);
        const { href, name } = element.attribs as { href?: string; name?: string };
        if (element.name === 'a' && (href ?? name) !== undefined) {
          const label = inside.trim().replace(/^\[(.*)\]$/s, '$1');
          return href === undefined ? `[${label}]` : label === href ? label : `[${label}](${href})`;
        }
        return element.name === 'br' || /^(div|p|li|tr|h\d)$/.test(element.name) ? `\n${inside}` : inside;
      })
      .join('');
  return told(parse(html)).replaceAll('\u200c', '').replaceAll('\\u200c', '');
}

/** Everything in a text, or in HTML, that iTop takes for more than text. */
export function syntaxIn(text: string): string[] {
  const found: string[] = [];
  // AttributeText::RenderWikiHtml; a class has a name of letters, digits and _
  for (const [all, name = ''] of text.matchAll(/\[\[(.+?):(.+?)(?:\|(.+?))?\]\]/g)) {
    if (/^\w+$/.test(name.trim()) && !/^https?$/i.test(name.trim())) found.push(all);
  }
  // utils::GetMentionedObjectsFromText, up to 3.2 on the plain text, and that of 3.3 on the HTML
  found.push(...(text.match(/\[([^\]]*)\]\(https?:\/\/[^)]*&class=([^)&]*)&id=(\d*)[^)]*\)/gi) ?? []));
  const decoded = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  found.push(...(decoded.match(/<a\s*[^>]*?data-object-class="[^"]*?"\s.*?data-object-key="[^"]*?"/gi) ?? []));
  // MetaModel::ApplyParams, with the names that a template may have
  found.push(...(text.match(/(\$|%24)\w+(-(>|&gt;)\w+)*(\([\w-]*\))?\1/g) ?? []));
  // the newsroom's Markdown
  found.push(...(text.match(/\]\((?!https?:)/g) ?? []));
  // CASELOG_SEPARATOR, as the export to Excel looks for it
  found.push(...(text.match(/========== ([^=]+) ============/g) ?? []));
  return found;
}
