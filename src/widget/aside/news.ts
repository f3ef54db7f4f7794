import type { News } from '../../contract/panel-answer';
import { LAUNCHER } from '../page/launcher';
import { recall, remember } from '../page/memory';
import { isNews } from '../panel/answers';
import { every, objectOnPage } from '../panel/dom';
import { newSince } from '../panel/since';
import { showBadge } from './badge';

/** Milliseconds between two requests to the server, for all tabs together. */
const ASK_EVERY_MS = 600_000;
/** For this long a page that has asked may wait for the answer; then others ask: it may have been left. Milliseconds. */
const WAIT_MS = 15_000;
/** Milliseconds between two checks of what is on the user's screen, while something is new. */
const LOOK_EVERY_MS = 1000;

/**
 * Shows on the launcher in how many of the user's requests the desk has written since the user last looked at them. Of
 * all tabs, one page asks the server, and announces it before; a request that was seen in one tab counts as seen in
 * all.
 */
export function showNews(): void {
  const context = window.itopTawk;
  const host = document.querySelector(LAUNCHER);
  if (!context?.news || !host?.shadowRoot) return;
  const { user, panel } = context;
  const root = host.shadowRoot;
  const ended = new AbortController();
  const { signal } = ended;
  let stop = (): void => {};

  const asked = (): number => +(recall(`asked:${user}`) ?? 0);
  const kept = (): News | undefined => {
    try {
      return JSON.parse(recall(`answers:${user}`) as string);
    } catch {
      // Nothing is stored yet, or something that another script has written.
    }
  };
  const count = (): void => {
    // The chat on this page has ended.
    if (!host.isConnected) {
      ended.abort();
      return;
    }
    const { now = 0, answered = {} } = kept() ?? {};
    const since = newSince(user, now);
    const onPage = objectOnPage() ?? '';
    const seen = (id: string): number => +(recall(`seen:${id}`) ?? 0);
    const answer = answered[onPage];
    if (answer && answer > seen(onPage)) remember(`seen:${onPage}`, `${answer}`);
    const news = Object.entries(answered).filter(([id, time]) => time > Math.max(since, seen(id))).length;
    if (+(recall(`news:${user}`) ?? 0) !== news) remember(`news:${user}`, news ? `${news}` : '');
    remember(`quiet:${user}`, news ? '' : `${asked() + ASK_EVERY_MS}`);
    showBadge(context, root);
    stop();
    if (news) stop = every(LOOK_EVERY_MS, count, signal);
  };

  addEventListener('storage', count, { signal });
  count();
  // If the clock was set back, the stored time may be in the future.
  if (Math.abs(Date.now() - asked()) < ASK_EVERY_MS) return;
  const noteAsked = (isDone?: boolean): void => {
    remember(`asked:${user}`, `${Date.now() - (isDone ? 0 : ASK_EVERY_MS - WAIT_MS)}`);
    count();
  };
  noteAsked();
  fetch(`${panel?.url.replace('panel.php', 'news.php')}&news=1`, { signal })
    .then((response) => {
      noteAsked(true);
      return response.json();
    })
    .then((news: unknown) => {
      if (!isNews(news)) return;
      remember(`answers:${user}`, JSON.stringify(news));
      count();
    })
    // The next page asks again, when it is due.
    .catch(() => {});
}
