import type { ChatInPage } from '../scripts';
import { addStyle, createLauncher } from './launcher';
import { recall, remember } from './memory';
import { CHAT_TIMEOUT_MS, whenIdle } from './moment';
import { owners } from './owner';

/** The state of the script that comes with tawk.to. */
enum Rest {
  Away,
  Coming,
  /** It has loaded, or is no longer wanted. */
  Taken,
}

/**
 * The part that each page loads: whose chat is in the browser, the launcher, the first click, and when to load the
 * rest.
 */
export function startPage(context: ChatInPage): void {
  const { user, texts, load, launcher } = context;
  const root = createLauncher(context);
  const [button, status] = root.children as unknown as [HTMLElement, HTMLElement];
  const host = root.host as HTMLElement;
  const ended = new AbortController();
  let rest = Rest.Away;
  let loadTawk: (() => void) | undefined;
  /** tawk.to is to load without a click. */
  let isDue = false;
  /** When the user opened the chat, while the rest has not loaded. */
  let openedAt = 0;
  let patience: ReturnType<typeof setTimeout>;
  /**
   * Gives each further attempt another address: browsers combine requests for one address, and remember failed modules.
   */
  let query = '';

  const end = (isLogOut?: boolean): void => {
    rest = Rest.Taken;
    host.remove();
    clearTimeout(patience);
    ended.abort(isLogOut);
  };
  const failed = (): void => {
    if (rest === Rest.Taken) return;
    rest = Rest.Away;
    query += '?';
    if (openedAt) status.textContent = texts.unreachable;
    openedAt = 0;
  };
  const bring = (): void => {
    if (rest) return;
    rest = Rest.Coming;
    import(context.chatUrl + query).then(failed, failed);
  };
  /** The chat in this browser belongs to another user: the rest can make it this user's, or end this page. */
  const check = (): void => {
    if (owners().every((owner) => !owner || owner.startsWith(user))) return;
    if (rest === Rest.Taken) end();
    else bring();
  };
  const bringTawk = (): void => {
    isDue = true;
    bring();
    loadTawk?.();
  };

  context.begin = (startChat) => {
    if (rest === Rest.Taken) return;
    rest = Rest.Taken;
    clearTimeout(patience);
    loadTawk = startChat([context, root, ended, end, recall, remember, owners, addStyle], isDue, openedAt);
  };

  button.onpointerenter = button.onfocus = bring;
  button.onclick = ({ timeStamp }) => {
    openedAt = timeStamp;
    status.textContent = texts.opening;
    clearTimeout(patience);
    patience = setTimeout(failed, CHAT_TIMEOUT_MS);
    bring();
  };

  // A page that comes back, from the back-forward cache or to the front, may have missed changes in other tabs.
  for (const type of ['storage', 'pageshow', 'visibilitychange']) addEventListener(type, check, ended);
  // A log-out also counts on a page that has ended: it is the log-out of the current user.
  for (const type of ['click', 'auxclick'] as const) {
    addEventListener(
      type,
      (event) => {
        if (event.button > 1 || !(event.target as Element).closest?.('a[href*="logoff.php"]')) return;
        remember('user', `.${Date.now()}`);
        end(true);
      },
      true,
    );
  }

  const isOngoing = recall('ongoing') === user;
  /** Whether a moment that is stored for this user is in the future. */
  const isBefore = (name: string): boolean => Date.now() < +(recall(`${name}:${user}`) as string);
  host.hidden = !isOngoing && (launcher.isHidden || isBefore('hidden'));
  const loaded = (): void => {
    if (context.news && !isBefore('quiet')) whenIdle(() => import(context.news as string));
    // The rest checks whether the user has agreed: until then it requests nothing from tawk.to.
    if (host.hidden) return;
    if (load === 'immediate') bringTawk();
    else if (load === 'idle' || isOngoing) whenIdle(bringTawk);
  };
  check();
  // Only the rest can remove at a log-out what tawk.to left in this browser.
  if (/twk_/.test(document.cookie)) bring();
  if (document.readyState === 'complete') loaded();
  else addEventListener('load', loaded, ended);
}
