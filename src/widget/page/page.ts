import type { Chat, ChatInPage } from '../scripts';
import { addStyle, createLauncher } from './launcher';
import { recall, remember } from './memory';
import { isDear, PATIENCE } from './moment';
import { isOwner, owners } from './owner';

/** What each page pays for: whose browser it is, the launcher, the first click, and when the rest is brought. */
export function startPage(context: ChatInPage): void {
  const { user, texts, load } = context;
  const root = createLauncher(context);
  const [button, status] = root.children as unknown as [HTMLElement, HTMLElement];
  let chat: Chat | undefined;
  /** The rest is under way, or not to come any more. */
  let isComing = false;
  /** tawk.to is to come unasked. */
  let isDue = false;
  /** When the user opened the chat, as long as the rest is not there. */
  let openedAt = 0;
  let patience: ReturnType<typeof setTimeout>;
  /** Makes another address of each further attempt: browsers join requests to one address, and keep failed modules. */
  let query = '';

  const end = (): void => {
    isComing = true;
    context.begin = end;
    root.host.remove();
    chat?.end();
  };
  const failed = (): void => {
    if (chat) return;
    isComing = false;
    query += '?';
    if (openedAt) status.textContent = `${texts.unreachable} ${texts.retry}`;
    openedAt = 0;
  };
  const bring = (): void => {
    if (isComing) return;
    isComing = true;
    import(context.chatUrl + query).then(failed, failed);
  };
  /** The chat in this browser is another's: the rest has the means to make it this user's, or to end this page. */
  const check = (): void => {
    if (isOwner(user)) return;
    if (chat) end();
    else bring();
  };
  const bringTawk = (): void => {
    isDue = true;
    bring();
    chat?.load();
  };

  context.begin = (startChat) => {
    if (chat) return;
    chat = startChat({ context, root, end, tools: [recall, remember, owners, addStyle] });
    if (openedAt) chat?.open(openedAt);
    else if (isDue) chat?.load();
  };

  button.onpointerenter = button.onfocus = bring;
  button.onclick = ({ timeStamp }) => {
    if (chat) return chat.toggle();
    openedAt = timeStamp;
    status.textContent = texts.opening;
    clearTimeout(patience);
    patience = setTimeout(failed, PATIENCE);
    bring();
  };

  // A page that comes back, from the back-forward cache or to the front, has perhaps not heard of the others.
  for (const type of ['storage', 'pageshow', 'visibilitychange']) addEventListener(type, check);
  for (const type of ['click', 'auxclick'] as const) {
    addEventListener(
      type,
      (event) => {
        if (event.button > 1 || !(event.target as Element).closest?.('a[href*="logoff.php"]')) return;
        remember('user', `.${Date.now()}`);
        chat?.logOut();
        end();
      },
      true,
    );
  }

  const loaded = (): void => {
    if (context.consent === 'ask' && !recall(`agreed:${user}`)) return;
    if (load === 'immediate') bringTawk();
    // Safari has no requestIdleCallback.
    else if ((load === 'idle' && !isDear()) || recall('ongoing') === user)
      (window.requestIdleCallback ?? setTimeout)(bringTawk);
  };
  check();
  // What tawk.to left in this browser can be cleared at a log-out only by the rest.
  if (/twk_/.test(document.cookie)) bring();
  if (document.readyState === 'complete') loaded();
  else addEventListener('load', loaded);
}
