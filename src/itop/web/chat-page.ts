import { sayable, withoutCredentials } from '../address';
import type { Provider } from '../provider';
import { type Answer, textOf } from './browser';
import { parseHtml, text } from './html';
import { CONSOLE } from './login';

/** The part of the chat context (defined in src/contract/chat-context.ts) that can be checked from outside. */
export interface PageContext {
  /** Absent: tawk.to. */
  provider?: Provider;
  embedUrl: string;
  /** Absent in versions before 2.1. */
  chatUrl?: string;
  visitor?: { name?: string; email?: string; hash?: string; [fact: string]: string | undefined };
  /** The proof of who is asking. Never show it. */
  proof?: string;
  /** The panel, which opens before the chat; absent if this iTop has no page for it. */
  panel?: { url: string; when?: 'always' | 'never'; tells?: string[] };
  /** Absent: the desk is always open. */
  hours?: { isOpen: boolean; until: number | null };
}

export interface ChatPage {
  url: URL;
  kind: 'portal' | 'console' | 'other';
  /** `backoffice` for the console; undefined for neither portal nor console. */
  portalId?: string;
  /** The HTTP status. */
  status: number;
  title: string;
  /** By the server's clock, in seconds since 1970. */
  date: number;
  /** The context that the extension printed; undefined if it printed none. */
  chat?: { context: PageContext; scripts: URL[] };
  /** tawk.to is on the page, but not through our extension. */
  hasForeignTawk: boolean;
}

/** @throws Error if the page's text for the chat is not what our extension prints */
export function readChatPage(answer: Answer): ChatPage {
  const html = textOf(answer);
  const page = parseHtml(html);
  const scripts = page.all('script').map(text);
  const statement = scripts.find((script) => script.includes('.itopTawk='));
  const guiType = page.all('body')[0]?.attribs['data-gui-type'];
  const kind = guiType === 'portal' ? 'portal' : guiType === 'backoffice' ? 'console' : 'other';
  const portalId = kind === 'console' ? CONSOLE : (answer.url.searchParams.get('portal_id') ?? undefined);
  return {
    url: answer.url,
    kind,
    ...(portalId !== undefined && { portalId }),
    status: answer.status,
    title: page.title(),
    date: answer.date ?? Date.now() / 1000,
    ...(statement !== undefined && { chat: readStatement(statement, answer.url) }),
    hasForeignTawk: statement === undefined && /\bTawk_API\b|embed\.tawk\.to/.test(html),
  };
}

/** `…w.itopTawk={…};…(window,document,"…");`, see extension/src/Service/Page/ChatScript.php. */
function readStatement(statement: string, page: URL): { context: PageContext; scripts: URL[] } {
  const start = statement.indexOf('.itopTawk=') + '.itopTawk='.length;
  const end = start + jsonLength(statement.slice(start));
  const script = statement.slice(end).match(/\(window,document,("(?:[^"\\]|\\.)*")\)/)?.[1] ?? '';
  try {
    const context: PageContext = JSON.parse(statement.slice(start, end));
    const addresses = [JSON.parse(script), context.chatUrl, panelScript(context)].filter((each) => each !== undefined);
    return { context, scripts: addresses.map((address) => withoutCredentials(new URL(address, page))) };
  } catch {
    throw new Error(
      `${sayable(page)}: the page's data for the chat cannot be read. Is it another version of the extension?`,
    );
  }
}

/**
 * The panel's script is loaded when the chat is opened, and is next to the second script (src/widget/chat/before.ts).
 */
function panelScript({ chatUrl, panel, hours }: PageContext): string | undefined {
  return panel && (panel.when !== 'never' || panel.tells || hours)
    ? chatUrl?.replace(/[^/]+\.js(?=$|\?)/, 'panel.js')
    : undefined;
}

/** Length of the JSON object at the beginning of a text; braces inside its strings do not count. */
function jsonLength(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return index + token.length;
  }
  return text.length;
}
