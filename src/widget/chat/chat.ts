import { PATIENCE } from '../page/moment';
import type { Page } from '../page/page';
import type { Desk } from '../panel/panel';
import { createBefore } from './before';
import { claim } from './claim';
import { type Client, GRACE, startClient } from './client';
import { hearErrors } from './errors';
import { addToHead } from './make';
import { createNotice } from './notice';
import { watchScreen } from './screen';
import { silence } from './silence';
import { chatStyle } from './style';

/** Milliseconds from look to look where nothing tells of a change: another host name's log-out, a frame that reloads. */
const LOOK_EVERY = 500;
/** A frame of tawk.to that is higher, in pixels, is its window: not its bubble, nor the preview of a message. */
const BUBBLE_HEIGHT = 200;
/** A bubble that is wider, in pixels, is a rectangle, which the launcher does not cover. */
const ROUND_WIDTH = 100;

/** The chat on a page, from the first click to the end of the connection. */
export interface Chat {
  /** Brings tawk.to in. */
  load(): void;
  /** @param since when the user opened the chat, in milliseconds since the page began */
  open(since: number): void;
  /** A click on the launcher: opens the chat, or takes that back. */
  toggle(): void;
  logOut(): void;
  /** The page has lost its user. */
  end(): void;
}

/** @returns undefined where the page has no user any more; then it was ended */
export type StartChat = (page: Page) => Chat | undefined;

export const startChat: StartChat = (page) => {
  const { context, root, end: endPage, tools } = page;
  const { user, texts, newRequest, embedUrl } = context;
  const [button, status] = root.children as unknown as [HTMLElement, HTMLElement];
  const [recall, remember, , addStyle] = tools;
  const claimed = claim(page);
  if (!claimed.holds()) {
    claimed.leave();
    endPage();
    return;
  }
  addStyle(root, chatStyle(context));
  const notice = createNotice(texts.open, root);
  let client: Client | undefined;
  /** Makes other addresses of each further attempt. */
  let query = '';
  /** The user has opened the chat, and it is not there yet. */
  let isWanted = false;
  /** tawk.to has been told to open its window. */
  let isAsked = false;
  let isOpen = false;
  let patience: ReturnType<typeof setTimeout>;

  const mayLoad = (): boolean => context.consent === 'none' || !!recall(`agreed:${user}`);

  const isLost = (): boolean => {
    if (claimed.holds()) return false;
    endPage();
    return true;
  };

  const load = (): void => {
    if (client || isLost()) return;
    if (document.readyState !== 'complete') {
      // Before that tawk.to does nothing either, but its script would hold up the event.
      addEventListener('load', load);
    } else if (window.Tawk_API && !query) {
      // The page has brought a chat of its own meanwhile.
      endPage();
    } else {
      if (!query) watch();
      try {
        client = startClient(context, isTawk, query, look);
      } catch {
        // A page without storage, where tawk.to cannot run.
      }
      query += '?';
    }
  };

  /** Tells the addresses of tawk.to, and of a proxy's for it. */
  const isTawk = (address = ''): boolean =>
    address.startsWith(new URL('..', embedUrl).href) || address.includes('tawk.to/');

  const watch = (): void => {
    hearErrors(isTawk, () => client?.troubled());
    watchScreen(context.launcher.zIndex, look);
    setInterval(look, LOOK_EVERY);
  };

  /** Looks what of tawk.to is there, and does what is next. */
  const look = (): void => {
    if (!client || isLost()) return;
    const { api, frames, isReady, isBroken } = client;
    const shown = frames();
    const [bubble] = shown;
    // With a panel the launcher lies on tawk.to's bubble, until there is something that only tawk.to's tells.
    const isCovering = hasPanel() && !shown[1] && (bubble?.offsetWidth as number) < ROUND_WIDTH;
    showLauncher(!bubble || isCovering, bubble);

    const wasOpen = isOpen;
    isOpen = shown.some(({ offsetHeight }) => offsetHeight > BUBBLE_HEIGHT);
    if (isOpen) before.close();
    // Opened by tawk.to's own bubble, and not connected yet.
    if (isOpen && !wasOpen && !isReady() && !isWanted) want();
    if (isWanted && (isOpen ? isReady() : wasOpen)) settle();
    if (!isWanted || isOpen) return;

    if (isBroken() && !root.host.firstChild) sayUnreachable();
    else if (api.isChatHidden?.() && api.getStatus?.() === 'offline') sayAway();
    else if (!isAsked && (shown.length || isReady())) ask();
  };

  const showLauncher = (isShown: boolean, instead?: HTMLElement): void => {
    // A click that has begun is not lost.
    if (button.hidden !== isShown || button.matches(':active')) return;
    if (root.activeElement === button) instead?.focus();
    button.hidden = !isShown;
  };

  const ask = (): void => {
    const asked = client;
    isAsked = true;
    asked?.api.maximize?.();
    setTimeout(() => {
      if (client === asked && isWanted && !isOpen) sayUnreachable();
    }, GRACE);
  };

  /** @param waited milliseconds that the user has been waiting already */
  const want = (waited = 0): void => {
    setBusy(true);
    isWanted = true;
    patience = setTimeout(sayUnreachable, PATIENCE - waited);
  };

  /** The chat is there, or not wanted any more. */
  const settle = (): void => {
    setBusy(false);
    isWanted = isAsked = false;
    notice.close();
  };

  const setBusy = (isBusy: boolean): void => {
    clearTimeout(patience);
    status.textContent = isBusy ? texts.opening : '';
    button.ariaBusy = `${isBusy}`;
    button.title = isBusy ? texts.cancel : texts.open;
  };

  const openChat = (since: number): void => {
    if (isLost()) return;
    if (!mayLoad()) {
      notice.say(texts.consent as string, [texts.start as string, agree], [texts.cancel]);
    } else {
      want(performance.now() - since);
      if (client?.isBroken()) removeClient();
      load();
      look();
    }
  };
  const openChatNow = (): void => openChat(performance.now());

  const agree = (): void => {
    remember(`agreed:${user}`, '1');
    openChatNow();
  };

  const desk = (): Desk => {
    if (client?.isBroken()) return 'unreachable';
    const status = client?.isReady() && client.api.getStatus?.();
    return status ? (status === 'online' ? 'there' : 'away') : undefined;
  };

  const before = createBefore({ page, openChat: openChatNow, api: () => client?.api, desk }, openChat, (isComing) =>
    setBusy(isComing || isWanted),
  );

  /** A conversation that goes on is what the user wants to see. */
  const isEngaged = (): boolean => {
    const { isReady, api } = client ?? {};
    return isReady?.() ? !!(api?.isVisitorEngaged?.() || api?.isChatOngoing?.()) : recall('ongoing') === user;
  };
  const hasPanel = (): boolean => !!context.panel && context.panel.when !== 'never' && !isEngaged();

  const open = (since: number): void => {
    const { dataset } = root.host as HTMLElement;
    const { about } = dataset;
    delete dataset.about;
    if (isLost()) return;
    // What an earlier chat was about, this one is not.
    if (about || hasPanel() || (recall('topic') && !isEngaged())) before.open(since, about);
    else openChat(since);
  };

  const removeClient = (): void => {
    client?.remove();
    client = undefined;
    isAsked = isOpen = false;
    showLauncher(true);
  };

  /** What comes after all is taken, as long as the user has not turned away. */
  const sayUnreachable = (): void => {
    setBusy(false);
    notice.say(texts.unreachable, [texts.retry, retry], newRequest, [texts.close, settle]);
  };
  const retry = (): void => {
    removeClient();
    openChatNow();
  };

  /** Nothing is asked of tawk.to any more: its window would spring open when somebody comes. */
  const sayAway = (): void => {
    settle();
    notice.say(texts.away, newRequest, [texts.close]);
  };

  setBusy(false);
  if (button.matches(':hover,:focus') && mayLoad()) addToHead('link', { rel: 'preconnect', href: embedUrl });
  addEventListener('pagehide', () => {
    const { api } = client ?? {};
    if (api && claimed.holds()) remember('ongoing', api.isChatOngoing?.() || api.isVisitorEngaged?.() ? user : '');
  });

  return {
    load,
    open,
    toggle() {
      const dismiss = root.host.lastChild as HTMLElement | null;
      dismiss?.click();
      const hasClosed = before.close() || dismiss;
      // An entry in one of iTop's menus takes nothing back.
      if ((root.host as HTMLElement).dataset.about || !(hasClosed || isWanted)) open(performance.now());
      else if (!hasClosed) settle();
    },
    logOut: claimed.giveUp,
    end() {
      clearTimeout(patience);
      claimed.leave();
      before.close();
      if (client) silence(isTawk);
      client?.remove();
      client = undefined;
    },
  };
};
