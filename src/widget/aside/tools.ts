import type { CreateTools } from '../scripts';
import { showBadge } from './badge';

/**
 * Of the button, which lies at the launcher's corner, or beside tawk.to's bubble. It is placed from the edge of the window,
 * because without the launcher the host has no height.
 */
const style = (edge: string, side: string): string =>
  `[part=tool]{position:absolute;${edge}:${edge === 'top' ? -8 : 40}px;${side}:48px;width:28px;height:28px;padding:0;border:1px solid #fff;font:16px/1 sans-serif;color:#fff;background:#333;opacity:0}\
:host(:hover) [part=tool],[part=tool]:focus-visible,[part=tool].back{opacity:1}\
@media(hover:none){[part=tool]{opacity:1}}\
[part=tool].back{${edge}:8px;${side}:70px;width:44px;height:44px;font-size:30px}`;

/**
 * A small button beside the launcher: it puts the launcher away or, where a conversation goes on, leads back from the
 * chat to the panel. And the badge of what is unread.
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
  /** The end of this day, as the user's clock has it. */
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
    // A conversation that goes on is not put away; nor is there a way back on a phone, where the window is all there is.
    tool.hidden = !isBack && (isTalking || isOpen || unread > 0);
    tool.ariaLabel = tool.title = isBack ? texts.overview : texts.hide;
    tool.textContent = isBack ? '\u2039' : '\u00d7';
    if (isTalking || unread) host.hidden = false;
    showBadge(context, root, unread);
  };
};
