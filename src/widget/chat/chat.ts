import type { ChatContext } from '../context';
import { forgetVisitor } from '../page/forget';
import { addToHead } from '../page/head';
import { createLauncher } from '../page/launcher';
import { recall, remember } from '../page/memory';
import { chosenMoment, whenIdle } from '../page/moment';
import { insertEmbedScript } from './client';
import { whenShown } from './screen';
import type { TawkApi } from './tawk-api';

/** Milliseconds that a user who has opened the chat waits before being told that it cannot be reached. */
const PATIENCE = 15_000;

/** The chat on a page, from the launcher to the end of the connection. */
export function startChat(context: ChatContext): void {
  const { texts, user } = context;
  /** Set from the start of an attempt to load tawk.to until it has failed. */
  let giveUp: (() => void) | undefined;
  /** Set when tawk.to is there. */
  let api: TawkApi | undefined;
  let framesBefore: HTMLIFrameElement[];
  /** Makes another address of each further attempt: browsers join requests to one address, of which one may hang. */
  let query = '';
  let isWanted = false;
  let patience: ReturnType<typeof setTimeout>;

  const isOwner = (): boolean => (recall('user') ?? user) === user;
  const mayLoad = (): boolean => context.consent === 'none' || !!recall(`agreed:${user}`);

  const load = (): void => {
    if (giveUp) return;
    // The page may have brought a chat of its own meanwhile.
    if (window.Tawk_API) {
      launcher.remove();
      return;
    }
    framesBefore = [...document.querySelectorAll('iframe')];
    giveUp = insertEmbedScript(context, ready, failed, query);
  };

  const ready = (readyApi: TawkApi): void => {
    api = readyApi;
    settle();
    handOver(api);
  };

  const failed = (): void => {
    if (api) return;
    abandon();
    if (isWanted) sayUnreachable();
  };

  const abandon = (): void => {
    giveUp?.();
    giveUp = undefined;
    query += '?';
  };

  const settle = (): void => {
    clearTimeout(patience);
    launcher.setStatus('');
  };

  const handOver = (present: TawkApi): void => {
    if (isWanted) {
      present.showWidget?.();
      present.maximize?.();
    }
    whenShown(present, framesBefore, launcher.remove);
  };

  const open = (): void => {
    isWanted = true;
    if (api) {
      handOver(api);
    } else {
      clearTimeout(patience);
      launcher.setStatus(texts.opening);
      patience = setTimeout(sayUnreachable, PATIENCE);
      load();
    }
  };

  const sayUnreachable = (): void => {
    settle();
    const retry = (): void => {
      abandon();
      open();
    };
    const dismiss = (): void => {
      isWanted = false;
    };
    launcher.say(texts.unreachable, [texts.retry, retry], [texts.close, dismiss]);
  };

  const askOrOpen = (): void => {
    const start = (): void => {
      remember(`agreed:${user}`, '1');
      open();
    };
    if (mayLoad()) open();
    else launcher.say(texts.consent, [texts.start, start], [texts.cancel]);
  };

  const warmUp = (): void => {
    if (!giveUp && mayLoad()) addToHead('link', { rel: 'preconnect', href: context.embedUrl });
  };

  const end = (): void => {
    launcher.remove();
    abandon();
    api?.shutdown?.();
    api?.hideWidget?.();
  };

  /** Another tab has logged out, or has somebody else. */
  const endIfLost = (): void => {
    if (!isOwner()) end();
  };

  const passOnTo = (nextUser: string): void => {
    forgetVisitor();
    remember('ongoing', '');
    remember('user', nextUser);
  };

  if (!isOwner()) passOnTo(user);
  const launcher = createLauncher(context, askOrOpen, warmUp);

  addEventListener('storage', endIfLost);
  // A page that comes back from the back-forward cache has heard nothing of other tabs.
  addEventListener('pageshow', endIfLost);
  addEventListener('pagehide', () => {
    if (api && isOwner()) remember('ongoing', api.isChatOngoing?.() ? '1' : '');
  });
  addEventListener(
    'click',
    ({ target }) => {
      if (!(target as Element).closest?.('a[href*="logoff.php"]')) return;
      api?.logout?.(forgetVisitor);
      end();
      passOnTo('');
    },
    true,
  );

  if (!mayLoad()) return;
  const moment = chosenMoment(context);
  if (moment === 'immediate') load();
  else if (moment === 'idle' || recall('ongoing')) whenIdle(load);
}
