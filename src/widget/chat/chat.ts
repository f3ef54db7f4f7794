import { PATIENCE } from '../page/moment';
import type { Desk, StartChat } from '../scripts';
import { createBefore } from './before';
import { claim } from './claim';
import { type Client, GRACE, startClient } from './client';
import { hearErrors } from './errors';
import { forgetVisitor } from './forget';
import { isClosed } from './hours';
import { addToHead } from './make';
import { createNotice } from './notice';
import { watchScreen } from './screen';
import { silence } from './silence';
import { chatStyle } from './style';

/** Milliseconds from look to look where nothing tells of a change: another host name's log-out, a frame that reloads. */
const LOOK_EVERY = 500;
/** A frame of tawk.to that is higher, in pixels, is its window: not its bubble, nor the preview of a message. */
const BUBBLE_HEIGHT = 200;
/** Milliseconds that a conversation which goes on comes to further pages after the desk has closed. */
const LEEWAY = 3_600_000;
/** A bubble that is wider, in pixels, is a rectangle, which the launcher does not cover. */
const ROUND_WIDTH = 100;

export const startChat: StartChat = (page) => {
  const { context, root, end: endPage, tools } = page;
  const { user, texts, newRequest, embedUrl, privacy } = context;
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
    if (client || isShut() || isLost()) return;
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
    // Another tab has taken the consent back.
    if (!mayLoad()) withdraw();
    // What somebody is typing stays.
    else if (isShut() && !isOpen) leave();
    if (!client) return;
    const { api, frames, isReady, isBroken } = client;
    if (isReady() && isEngaged()) tell(false);
    const shown = frames();
    const [bubble] = shown;
    // With a panel the launcher lies on tawk.to's bubble, until there is something that only tawk.to's tells.
    const isCovering = hasPanel() && !shown[1] && (bubble?.offsetWidth as number) < ROUND_WIDTH;
    showLauncher(!bubble || isCovering, bubble);

    const wasOpen = isOpen;
    isOpen = shown.some(({ offsetHeight }) => offsetHeight > BUBBLE_HEIGHT);
    if (isOpen) {
      tell(true);
      before.close();
    }
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
    if (isShut()) {
      sayAway();
    } else if (!mayLoad()) {
      notice.say(texts.consent as string, [texts.start as string, agree], [texts.cancel]);
      if (privacy) notice.link(...privacy);
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

  const leave = (): void => {
    settle();
    removeClient();
  };

  /** Ends the chat, and forgets what is kept of it; the next time the user is asked again. */
  const withdraw = (): void => {
    const isReady = client?.isReady();
    remember(`agreed:${user}`, '');
    keepOngoing('');
    if (isReady) {
      client?.api.endChat?.();
      leave();
    }
    forgetVisitor();
    // An answer that is under way would still be kept.
    if (client) endPage();
  };

  const before = createBefore(
    { page, openChat: openChatNow, api: () => client?.api, desk, isShut: () => isShut(), withdraw },
    openChat,
    (isComing) => setBusy(isComing || isWanted),
  );

  /** How much the agent has been told of on this page: 1 what the user looks at, 2 facts too. */
  let told = 0;
  const tell = (isOpened: boolean): void => {
    const much = isOpened ? 2 : 1;
    if (!context.panel?.tells || told >= much) return;
    told = much;
    before.tell(isOpened);
  };

  /** A conversation that goes on is what the user wants to see. */
  const isEngaged = (): boolean => {
    const { isReady, api } = client ?? {};
    return isReady?.() ? !!(api?.isVisitorEngaged?.() || api?.isChatOngoing?.()) : isOngoing();
  };
  const isOngoing = (): boolean =>
    recall(`ongoing:${embedUrl}`) === user && !(isClosed(context) && Date.now() - +(recall('left') ?? 0) > LEEWAY);
  const keepOngoing = (whose: string): void => {
    remember('ongoing', whose);
    remember(`ongoing:${embedUrl}`, whose);
    remember('left', `${Date.now()}`);
  };
  /** The desk is closed. A conversation that goes on is not cut off. */
  const isShut = (): boolean => isClosed(context) && !isEngaged();
  const hasPanel = (): boolean => !!context.panel && context.panel.when !== 'never' && !isEngaged();

  const open = (since: number): void => {
    const { dataset } = root.host as HTMLElement;
    const { about } = dataset;
    delete dataset.about;
    if (isLost()) return;
    // What an earlier chat was about, this one is not.
    if (about || hasPanel() || isShut() || (recall('topic') && !isEngaged())) before.open(since, about);
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
    if (api && claimed.holds()) keepOngoing(api.isChatOngoing?.() || api.isVisitorEngaged?.() ? user : '');
  });

  // What the page knew was perhaps of another desk.
  const bringOngoing = (): void => {
    if (isOngoing() && mayLoad()) load();
  };
  (window.requestIdleCallback ?? setTimeout)(bringOngoing);

  return {
    load() {
      if (context.load !== 'click' || isOngoing()) load();
    },
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
