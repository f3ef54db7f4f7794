import type { CreateTools } from '../scripts';
import { showBadge } from './badge';

/**
 * The style of the button, at the launcher's corner or next to tawk.to's bubble. Its position counts from the edge of
 * the window, because the host has no height without the launcher.
 */
const style = (edge: string, side: string): string =>
  `[part=tool]{position:absolute;${edge}:${edge === 'top' ? -8 : 40}px;${side}:48px;width:28px;height:28px;padding:0;border:1px solid #fff;font:16px/1 sans-serif;color:#fff;background:#333;opacity:0}\
:host(:hover) [part=tool],[part=tool]:focus-visible,[part=tool].back{opacity:1}\
@media(hover:none){[part=tool]{opacity:1}}\
[part=tool].back{${edge}:8px;${side}:70px;width:44px;height:44px;font-size:30px}`;

/**
 * Creates a small button next to the launcher, which hides the launcher or, during a conversation, leads back from the
 * chat to the panel; and the badge for unread messages.
 */
export const createTools: CreateTools = (page, [say, putAway, back, hasPanel]) => {
  const [context, root, { signal }, , , remember, , addStyle] = page;
  const { user, texts, launcher } = context;
  const host = root.host as HTMLElement;
  const tool = document.createElement('button');
  tool.part.add('tool');
  addStyle(root, style(...(launcher.position.split('-') as [string, string])));
  root.append(tool);
  const hide = (until: number): void => {
    remember(`hidden:${user}`, `${until}`);
    host.hidden = true;
    putAway();
  };
  /** The end of this day by the user's clock. */
  const midnight = (): number => new Date().setHours(24, 0, 0, 0);
  const ask = (): void =>
    say(
      texts.hide,
      [texts.hideAsk],
      [
        [texts.hidePage, () => hide(0)],
        [texts.hideToday, () => hide(midnight())],
        [texts.cancel, () => {}],
      ],
    );
  tool.onclick = () => (tool.className ? back() : ask());
  signal.addEventListener('abort', () => tool.remove());

  return (isTalking, isOpen, unread) => {
    const isBack = hasPanel && (isTalking || isOpen);
    tool.className = isBack ? 'back' : '';
    // During a conversation the launcher cannot be hidden; and on a phone there is no way back, because the chat window
    // covers everything.
    tool.hidden = !isBack && (isTalking || isOpen || unread > 0);
    tool.ariaLabel = tool.title = isBack ? texts.overview : texts.hide;
    tool.textContent = isBack ? '\u2039' : '\u00d7';
    if (isTalking || unread) host.hidden = false;
    showBadge(context, root, unread);
  };
};
