import { parse } from 'node-html-parser';
import { type Answer, textOf } from './browser';
import { CONSOLE, title } from './login';

/** The part of the chat context (src/widget/context.ts defines it) that can be judged from outside. */
export interface PageContext {
  embedUrl: string;
  visitor?: { name?: string; email?: string; hash?: string };
}

export interface ChatPage {
  url: URL;
  kind: 'portal' | 'console' | 'other';
  /** `backoffice` for the console; undefined for neither portal nor console. */
  portalId?: string;
  title: string;
  /** What the extension printed; undefined: no chat of ours. */
  chat?: { context: PageContext; script: URL };
  /** tawk.to is in the page, but not through our extension. */
  hasForeignTawk: boolean;
}

/** @throws SyntaxError when what the extension printed is not JSON: it is not our extension that printed it */
export function readChatPage(answer: Answer): ChatPage {
  const html = textOf(answer);
  const page = parse(html);
  const scripts = page.querySelectorAll('script').map((script) => script.rawText);
  const statement = scripts.find((script) => script.includes('.itopTawk='));
  const guiType = page.querySelector('body')?.getAttribute('data-gui-type');
  const kind = guiType === 'portal' ? 'portal' : guiType === 'backoffice' ? 'console' : 'other';
  const portalId = kind === 'console' ? CONSOLE : (answer.url.searchParams.get('portal_id') ?? undefined);
  return {
    url: answer.url,
    kind,
    ...(portalId !== undefined && { portalId }),
    title: title(answer),
    ...(statement !== undefined && { chat: readStatement(statement, answer.url) }),
    hasForeignTawk: statement === undefined && /\bTawk_API\b|embed\.tawk\.to/.test(html),
  };
}

/** `…w.itopTawk={…};…s.src="…";…`, see extension/src/Service/ChatScript.php. */
function readStatement(statement: string, page: URL): { context: PageContext; script: URL } {
  const start = statement.indexOf('.itopTawk=') + '.itopTawk='.length;
  const end = start + jsonLength(statement.slice(start));
  const script = statement.slice(end).match(/\.src=("(?:[^"\\]|\\.)*")/)?.[1] ?? '""';
  return { context: JSON.parse(statement.slice(start, end)), script: new URL(JSON.parse(script), page) };
}

/** Length of the JSON object that a text begins with; braces within its strings do not count. */
function jsonLength(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return index + token.length;
  }
  return text.length;
}
