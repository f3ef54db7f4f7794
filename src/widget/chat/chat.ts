import { whenIdle } from '../page/moment';
import type { CreateTools, Desk, Page, StartChat, Tools } from '../scripts';
import { createBefore } from './before';
import { createBox } from './box';
import { claim } from './claim';
import { AGENT_WROTE, type Client } from './client';
import { Do, type Event, On, type State, step, Wish } from './core';
import { isDear } from './dear';
import { hearErrors } from './errors';
import { forgetVisitor } from './forget';
import { keepToItself } from './guest';
import { isClosed } from './hours';
import { addToHead, make } from './make';
import { type Choice, createNotice } from './notice';
import { watchProgress } from './progress';
import type { Provider } from './provider';
import { canKeep } from './storage';
import { chatStyle } from './style';

/**
 * Milliseconds between two checks: some changes have no event, such as a log-out on another host name or a frame that
 * reloads.
 */
const LOOK_EVERY_MS = 500;

/**
 * Connects the core to the page, the browser and a provider's client: collects what the core needs to know, and does
 * what it decides.
 */
export function startChat(provider: Provider, page: Page, isDue: boolean, openedAt: number): ReturnType<StartChat> {
  const [context, root, ended, endPage, recall, remember, , addStyle] = page;
  const { user, texts, newRequest, embedUrl, privacy, panel } = context;
  const [button, status] = root.children as unknown as [HTMLElement, HTMLElement];
  const host = root.host as HTMLElement;
  const { signal } = ended;
  const [
    isOwn,
    property,
    isTaken,
    startClient,
    removeClient,
    shownFrames,
    watchScreen,
    focusWindow,
    hasWords,
    hasVisitor,
    leaveDesk,
    silence,
  ] = provider;
  const [holds, giveUp, leave, isElsewhere, takeDesk, tellTalk] = claim(page, property, leaveDesk);
  addStyle(root, chatStyle(context, button));
  keepToItself(host, signal);
  const showBox = createBox(root, texts.close, !!openedAt, signal);
  const [say, closeNotice] = createNotice(showBox);
  let state: State = [];
  let api: Client | undefined;
  /** Agents' messages that came while the window was closed. tawk.to does not count an agent's first message. */
  const kept = `unread:${user}`;
  let unread = +(recall(kept) ?? 0);
  let showTools: Tools = () => {};
  /** The browser stores what pages give it: checked when the user opens the chat. */
  let keeps = true;
  /** Gives the focus to the window that has opened, as soon as that is possible. */
  let giveFocus = (): boolean => true;
  /** Gives each further start other addresses. */
  let query = '';
  let beginAnew = (): void => {};

  const mayLoad = (): boolean => context.consent === 'none' || !!recall(`agreed:${user}`);
  const isTalking = (): boolean | undefined => api?.isVisitorEngaged?.() || api?.isChatOngoing?.();

  const send = (...event: Event): void => {
    if (!signal.aborted && !(holds() && host.isConnected)) endPage();
    if (signal.aborted) return;
    if (event[0] === On.Click || event[0] === On.Chat) keeps = canKeep();
    tellTalk(isTalking());
    // The messages were read here, or in another tab.
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
      api && [shownFrames(), hasVisitor(), api.isChatHidden?.(), isTalking(), api.getStatus?.(), hasWords(), unread],
    ]);
    state = next;
    if (state[9] && recall(kept)) remember(kept, '');
    for (const [what, ...how] of effects) (hands[what] as (...how: unknown[]) => void)(...how);
    show();
  };
  const look = (): void => send(On.Look);
  const openChat = (): void => send(On.Chat);

  /** Updates the launcher. */
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
    // A click that has begun must not be lost.
    if (button.hidden === isHidden || button.matches(':active')) return;
    if (root.activeElement === button) shownFrames()[0]?.focus();
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
      // Before the load event tawk.to does nothing either, but its script would delay the event.
      addEventListener('load', () => send(On.Due, true), ended);
    } else if (isTaken() && !query) {
      // The page has started its own chat meanwhile.
      endPage();
    } else if (canKeep()) {
      if (!query) {
        hearErrors(isOwn, () => send(On.Trouble));
        watchScreen(look, signal);
        beginAnew = watchProgress(isOwn, (milliseconds) => send(On.Progress, milliseconds), signal);
      }
      takeDesk();
      const mine = startClient(query, (...event) => {
        if (api === mine) send(...(event as Event));
      });
      api = mine;
      query += '?';
    }
  };
  const remove = (): void => {
    if (api) removeClient(api);
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
      giveFocus = () => focusWindow(isWished && host);
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
      // An answer to a running request would still be stored.
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
    if (api) silence();
    remove();
    // While it contains no chat, it belongs to the script in the page that watches for one.
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
  /** The object whose entry in one of iTop's menus was clicked. */
  const takeAbout = (): string | undefined => {
    const { about } = host.dataset;
    delete host.dataset.about;
    // A user who opens the chat wants the launcher back.
    remember(`hidden:${user}`, '');
    return about;
  };
  addEventListener(
    AGENT_WROTE,
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
  // The state that the page knew may be that of another desk.
  whenIdle(() => send(On.Due, false));
  whenIdle(() =>
    import(context.chatUrl.replace(/\w+\.js/, 'aside.js')).then(
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
      // The chat works without it.
      () => {},
    ),
  );
  return load;
}
