import type { ChatInPage } from '../scripts';
import { addStyle, createLauncher } from './launcher';
import { recall, remember } from './memory';
import { CHAT_TIMEOUT_MS, whenIdle } from './moment';
import { owners } from './owner';

/** Where the script is that comes with tawk.to. */
enum Rest {
  Away,
  Coming,
  /** It has come, or is not to come any more. */
  Taken,
}

/** What each page pays for: whose browser it is, the launcher, the first click, and when the rest is brought. */
export function startPage(context: ChatInPage): void {
  const { user, texts, load, launcher } = context;
  const root = createLauncher(context);
  const [button, status] = root.children as unknown as [HTMLElement, HTMLElement];
  const host = root.host as HTMLElement;
  const ended = new AbortController();
  let rest = Rest.Away;
  let loadTawk: (() => void) | undefined;
  /** tawk.to is to come unasked. */
  let isDue = false;
  /** When the user opened the chat, as long as the rest is not there. */
  let openedAt = 0;
  let patience: ReturnType<typeof setTimeout>;
  /** Makes another address of each further attempt: browsers join requests to one address, and keep failed modules. */
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
  /** The chat in this browser is another's: the rest has the means to make it this user's, or to end this page. */
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

  // A page that comes back, from the back-forward cache or to the front, has perhaps not heard of the others.
  for (const type of ['storage', 'pageshow', 'visibilitychange']) addEventListener(type, check, ended);
  // The log-out counts also on a page that has ended: it is that of whoever is logged in now.
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
  /** Whether a moment that is kept for this user is still to come. */
  const isBefore = (name: string): boolean => Date.now() < +(recall(`${name}:${user}`) as string);
  host.hidden = !isOngoing && (launcher.isHidden || isBefore('hidden'));
  const loaded = (): void => {
    if (context.news && !isBefore('quiet')) whenIdle(() => import(context.news as string));
    // Whether the user has agreed, the rest looks: until then it asks tawk.to for nothing.
    if (host.hidden) return;
    if (load === 'immediate') bringTawk();
    else if (load === 'idle' || isOngoing) whenIdle(bringTawk);
  };
  check();
  // What tawk.to left in this browser can be cleared at a log-out only by the rest.
  if (/twk_/.test(document.cookie)) bring();
  if (document.readyState === 'complete') loaded();
  else addEventListener('load', loaded, ended);
}
