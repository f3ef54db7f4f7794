import { whenIdle } from '../page/moment';
import type { CreateTools, Desk, StartChat, Tools } from '../scripts';
import { removeClient, startClient } from '../tawk/client';
import { forgetVisitor, hasVisitor } from '../tawk/forget';
import { focusWindow, shownFrames, watchScreen } from '../tawk/screen';
import { silence } from '../tawk/silence';
import type { TawkApi } from '../tawk/tawk-api';
import { createBefore } from './before';
import { createBox } from './box';
import { claim } from './claim';
import { Do, type Event, On, type State, step, Wish } from './core';
import { isDear } from './dear';
import { hearErrors } from './errors';
import { keepToItself } from './guest';
import { isClosed } from './hours';
import { addToHead, make } from './make';
import { type Choice, createNotice } from './notice';
import { watchProgress } from './progress';
import { canKeep } from './storage';
import { chatStyle } from './style';

/** Milliseconds from look to look: not all that changes is told, as another host name's log-out or a frame that reloads. */
const LOOK_EVERY_MS = 500;

/** The hands of the core: what it sees of page, browser and tawk.to, and how what it decides is done. */
export const startChat: StartChat = (page, isDue, openedAt) => {
  const [context, root, ended, endPage, recall, remember, , addStyle] = page;
  const { user, texts, newRequest, embedUrl, privacy, panel } = context;
  const property = embedUrl.split('/').at(-2) as string;
  const { zIndex } = context.launcher;
  const [button, status] = root.children as unknown as [HTMLElement, HTMLElement];
  const host = root.host as HTMLElement;
  const { signal } = ended;
  const [holds, giveUp, leave, isElsewhere, takeDesk, tellTalk] = claim(page);
  addStyle(root, chatStyle(context, button));
  keepToItself(host, signal);
  const showBox = createBox(root, texts.close, !!openedAt, signal);
  const [say, closeNotice] = createNotice(showBox);
  let state: State = [];
  let api: TawkApi | undefined;
  /** Agents' messages that came while the window was not open; tawk.to does not count what an agent says first. */
  const kept = `unread:${user}`;
  let unread = +(recall(kept) ?? 0);
  let showTools: Tools = () => {};
  /** The browser keeps what pages give it: looked at where the user asks for the chat. */
  let keeps = true;
  /** Gives the focus to the window that has opened, as soon as it can have it. */
  let giveFocus = (): boolean => true;
  /** Makes other addresses of each further start. */
  let query = '';
  let beginAnew = (): void => {};

  const mayLoad = (): boolean => context.consent === 'none' || !!recall(`agreed:${user}`);
  const isTalking = (): boolean | undefined => api?.isVisitorEngaged?.() || api?.isChatOngoing?.();

  const send = (...event: Event): void => {
    if (!signal.aborted && !(holds() && host.isConnected)) endPage();
    if (signal.aborted) return;
    if (event[0] === On.Click || event[0] === On.Chat) keeps = canKeep();
    tellTalk(isTalking());
    // Read here, or in another tab.
    if (state[9] || recall(kept) === '') unread = 0;
    const [next, effects] = step(state, event, [
      performance.now(),
      mayLoad() && (!!api || !isElsewhere()),
      isClosed(context),
      recall(`ongoing:${embedUrl}`) === user,
      Date.now() - +(recall('left') ?? 0),
      !!recall('topic'),
      !!panel && panel.when !== 'never',
      keeps,
      api && [
        shownFrames(zIndex),
        hasVisitor(property),
        api.isChatHidden?.(),
        isTalking(),
        api.getStatus?.(),
        // Builds of other kinds are not known to need it.
        !window.tawkJsonp || !!window.$_Tawk?.i18next,
        unread,
      ],
    ]);
    state = next;
    if (state[9] && recall(kept)) remember(kept, '');
    for (const [what, ...how] of effects) (hands[what] as (...how: unknown[]) => void)(...how);
    show();
  };
  const look = (): void => send(On.Look);
  const openChat = (): void => send(On.Chat);

  /** Shows on the launcher what is kept. */
  const show = (): void => {
    const [wish, isHidden = false] = state;
    if (giveFocus()) giveFocus = () => true;
    showTools(!!isTalking(), !!state[9], unread);
    const isBusy = wish === Wish.Panel || wish === Wish.Chat;
    if (button.ariaBusy !== `${isBusy}`) {
      button.ariaBusy = `${isBusy}`;
      status.textContent = isBusy ? texts.opening : '';
      button.title = isBusy ? texts.cancel : texts.open;
    }
    // A click that has begun is not lost.
    if (button.hidden === isHidden || button.matches(':active')) return;
    if (root.activeElement === button) shownFrames(zIndex)[0]?.focus();
    button.hidden = isHidden;
  };

  const keepOngoing = (whose: string): void => {
    remember('ongoing', whose);
    remember(`ongoing:${embedUrl}`, whose);
    remember('left', `${Date.now()}`);
  };
  const agree = (): void => {
    remember(`agreed:${user}`, '1');
    openChat();
  };
  /** Tells the addresses of tawk.to, and of a proxy's for it. */
  const isTawk = (address = ''): boolean =>
    address.startsWith(new URL('..', embedUrl).href) || address.includes('tawk.to/');

  const [openPanel, closePanel, tell] = createBefore([
    page,
    showBox,
    openChat,
    () => api,
    () => {
      look();
      return state.slice(-2) as [boolean, Desk];
    },
    () => send(On.Withdraw),
  ]);

  const start = (): void => {
    if (document.readyState !== 'complete') {
      // Before that tawk.to does nothing either, but its script would hold up the event.
      addEventListener('load', () => send(On.Due, true), ended);
    } else if (window.Tawk_API && !query) {
      // The page has brought a chat of its own meanwhile.
      endPage();
    } else if (canKeep()) {
      if (!query) {
        hearErrors(isTawk, () => send(On.Trouble));
        watchScreen(zIndex, look, signal);
        beginAnew = watchProgress(isTawk, (milliseconds) => send(On.Progress, milliseconds), signal);
      }
      takeDesk();
      const mine = startClient(context, isTawk, query, (on) => {
        if (api === mine) send(on);
      });
      api = mine;
      query += '?';
    }
  };
  const remove = (): void => {
    if (api) removeClient(api, zIndex, isTawk);
    api = undefined;
    beginAnew();
  };
  const sayUnreachable = (content: string[], again?: Choice): void =>
    say(texts.unreachable, content, [again, newRequest], () => send(On.Dismiss));

  const hands: Record<Do, (...how: never[]) => void> = {
    [Do.Start]: start,
    [Do.Remove]: remove,
    [Do.Maximize]: () => api?.maximize?.(),
    [Do.Minimize]: () => api?.minimize?.(),
    [Do.EndChat]: () => api?.endChat?.(),
    [Do.Focus](isWished: boolean) {
      giveFocus = () => focusWindow(zIndex, isWished && host);
    },
    [Do.SayUnreachable]: () => sayUnreachable([], [texts.retry, openChat]),
    [Do.SayUnkept]: () => sayUnreachable([texts.unkept]),
    [Do.SayAway]: () => say(texts.away, [], [newRequest]),
    [Do.SayWithdrawn]: () => say(texts.withdrawn as string, [], []),
    [Do.AskConsent]() {
      const isMoved = isElsewhere();
      const start = (): void => {
        if (!isMoved) {
          agree();
          return;
        }
        takeDesk();
        openChat();
      };
      const link = privacy && !isMoved && make('a', { textContent: privacy[0], href: privacy[1], target: '_blank' });
      say(
        texts.open,
        [`${isMoved ? texts.elsewhere : texts.consent} `, ...(link ? [link] : [])],
        [
          [texts.start as string, start],
          [texts.cancel, () => {}],
        ],
      );
    },
    [Do.CloseNotice]: closeNotice,
    [Do.Forget]() {
      remember(`agreed:${user}`, '');
      keepOngoing('');
      forgetVisitor(context);
      remember(kept, '');
      // An answer that is under way would still be kept.
      if (api) endPage();
    },
    [Do.OpenPanel](since: number, about?: string) {
      const isAwaited = (): boolean => !signal.aborted && state[0] === Wish.Panel && state[2] === since;
      openPanel(isAwaited, about, (isShown) => send(On.Panel, since, isShown));
    },
    [Do.ClosePanel]: closePanel,
    [Do.Tell](isOpened) {
      if (panel?.tells) tell(isOpened);
    },
  };

  const timer = setInterval(look, LOOK_EVERY_MS);
  signal.onabort = () => {
    if (signal.reason === true) giveUp();
    leave();
    clearInterval(timer);
    closePanel();
    if (api) silence(isTawk);
    remove();
    // As long as it holds no chat, it is the look-out of the statement in the page.
    window.Tawk_API || delete window.Tawk_API;
  };
  addEventListener(
    'pagehide',
    () => {
      if (api && holds()) keepOngoing(isTalking() ? user : '');
      tellTalk(false);
    },
    ended,
  );
  /** What an entry of iTop's menus has clicked for. */
  const takeAbout = (): string | undefined => {
    const { about } = host.dataset;
    delete host.dataset.about;
    // Whoever opens it wants it back.
    remember(`hidden:${user}`, '');
    return about;
  };
  addEventListener(
    'tawkChatMessageAgent',
    () => {
      if (!state[9]) remember(kept, `${++unread}`);
      look();
    },
    ended,
  );
  button.onclick = () => {
    const about = takeAbout();
    const hasClosed = closeNotice();
    send(On.Click, performance.now(), about, closePanel() || hasClosed);
  };

  const load = (): void => send(On.Due, context.load === 'immediate' || (context.load === 'idle' && !isDear()));
  look();
  if (button.matches(':hover,:focus') && mayLoad()) addToHead('link', { rel: 'preconnect', href: embedUrl });
  if (openedAt) send(On.Click, openedAt, takeAbout());
  if (isDue) load();
  // What the page knew was perhaps of another desk.
  whenIdle(() => send(On.Due, false));
  whenIdle(() =>
    import(context.chatUrl.replace('chat.js', 'aside.js')).then(
      ({ default: createTools }: { default: CreateTools }) => {
        if (signal.aborted) return;
        showTools = createTools(page, [
          say,
          () => send(On.PutAway),
          () => send(On.Back, performance.now()),
          !!panel && panel.when !== 'never',
        ]);
        look();
      },
      // The chat does without.
      () => {},
    ),
  );
  return load;
};
