import type { ChatContext } from '../../contract/chat-context';
import { addStyle } from '../page/launcher';
import { recall } from '../page/memory';

const STYLE =
  'button[data-new]:not([aria-busy=true]):before{content:attr(data-new);position:absolute;top:-4px;right:-4px;box-sizing:border-box;min-width:24px;padding:0 5px;border:2px solid #fff;border-radius:12px;font:600 13px/20px sans-serif;color:#fff;background:#b3261e}';

/** The highest number that is shown. */
const MOST = 9;

let isStyled = false;

/**
 * Shows on the launcher how many things are new: tawk.to's unread messages, otherwise new answers in the user's
 * requests.
 *
 * @param unread tawk.to's number; default: the last known one
 */
export function showBadge({ user, texts }: ChatContext, root: ShadowRoot, unread?: number): void {
  const button = root.querySelector('button') as HTMLElement;
  if (unread !== undefined) button.dataset.unread = `${unread}`;
  const count = +(button.dataset.unread ?? 0) || +(recall(`news:${user}`) ?? 0);
  if (count && !isStyled) addStyle(root, STYLE);
  isStyled ||= !!count;
  if (count) button.dataset.new = count > MOST ? `${MOST}+` : `${count}`;
  else delete button.dataset.new;
  button.ariaLabel = count ? `${texts.open}. ${texts.news.replace('%1$s', `${count}`)}` : null;
}
