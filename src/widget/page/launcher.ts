import type { ChatContext } from '../../contract/chat-context';
import { launcherStyle } from './style';

/** Name of the launcher's element. */
export const LAUNCHER = 'itop-tawk';

/**
 * A button, and a status that screen readers read when it changes; it is empty most of the time. The HTML parser closes
 * the open elements: the picture with the button, and the status at the end of the text.
 */
const BODY =
  '<button><svg viewBox="0 0 24 24"><path fill=currentColor d="M3 20l2-4a10 8 0 1 1 4 3z"></button><span role=status>';

/** Puts the launcher on the page: the chat's bubble while tawk.to's is not there. */
export function createLauncher({ launcher, texts }: ChatContext): ShadowRoot {
  const host = document.createElement(LAUNCHER);
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = BODY;
  addStyle(root, launcherStyle(launcher));
  (root.firstChild as HTMLElement).title = texts.open;
  document.body.append(host);
  return root;
}

/**
 * Adds a style sheet to a shadow root. A constructed style sheet is not subject to a Content-Security-Policy; Safari
 * before 16.4 gets an element.
 */
export function addStyle(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const style = document.createElement('style');
    style.append(css);
    root.append(style);
  }
}
