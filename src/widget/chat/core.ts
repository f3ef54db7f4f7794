import { CHAT_TIMEOUT_MS } from '../page/moment';
import type { Desk } from '../scripts';

/** Milliseconds before a part that is missing, has thrown or is not visible counts as lost. */
export const GRACE_MS = 3_000;
/** Milliseconds that the panel may take to load and to show its content. */
export const PANEL_TIMEOUT_MS = 8_000;
/**
 * A frame of tawk.to that is higher than this, in pixels, is its window, and not its bubble or the preview of a
 * message.
 */
const MAX_BUBBLE_HEIGHT_PX = 200;
/** A bubble that is wider than this, in pixels, is a rectangle, which the launcher does not cover. */
const MAX_ROUND_WIDTH_PX = 100;
/** How long an ongoing conversation continues on further pages after the desk has closed. Milliseconds. */
const CLOSED_LEEWAY_MS = 3_600_000;

/** What the user has asked for and does not have yet. */
export enum Wish {
  None,
  /** The panel, which opens before the chat. */
  Panel,
  Chat,
  /** The chat, after the user was told that it cannot be reached. It still opens if it arrives. */
  Late,
}

/**
 * The state that is kept from one event to the next; initially empty. Times are in milliseconds since the page began.
 *
 * A tuple, like `Seen`: names would cost bytes in the script.
 */
export type State = [
  wish?: Wish,
  /** The launcher is hidden to make room for tawk.to's bubble. */
  isHidden?: boolean,
  /** When the user asked for the panel. */
  since?: number,
  /** When the chat opens because the panel does not come, or the user is told that the chat cannot be reached. */
  patience?: number,
  /** When the window that tawk.to was told to open should be visible; 0: it was not told. */
  asked?: number,
  /** When a part of tawk.to's client that has a problem counts as lost; 0: there is no problem. */
  trouble?: number,
  /** The current client of tawk.to is connected. */
  isConnected?: boolean,
  hasFailed?: boolean,
  /** Something of the client was visible. */
  wasSeen?: boolean,
  /** Its window was open at the last check. */
  isOpen?: boolean,
  /** What the agent was told on this page: 1 what the user looks at, 2 also the facts. */
  told?: number,
  /** Milliseconds that the slowest part of tawk.to's client has taken. */
  slowest?: number,
  /** The desk is closed, and no conversation goes on. */
  isShut?: boolean,
  /** What is known about the desk. */
  desk?: Desk,
];

/** What the page and the browser show when an event happens. */
export type Seen = [
  /** In milliseconds since the page began. */
  now: number,
  /** The user has agreed, or need not be asked. */
  hasAgreed: boolean,
  /** The desk is closed. */
  isClosed: boolean,
  /** A conversation of this user with this desk was ongoing when its last page was left. */
  isKept: boolean,
  /** Milliseconds since then. */
  away: number,
  /** An earlier chat was about a chosen object. */
  hasTopic: boolean,
  /** This iTop has a panel, and it is to open. */
  hasPanel: boolean,
  /** The browser stores what pages give it. */
  keeps: boolean,
  /** tawk.to's client, from its start to its end. */
  tawk?: Tawk,
];

/** What can be seen of tawk.to's client. */
export type Tawk = [
  /** Its visible frames with their content drawn; sizes in pixels. The first is undefined if our launcher is the bubble. */
  frames: ({ offsetWidth: number; offsetHeight: number } | undefined)[],
  /** It stores a visitor in this browser. */
  hasVisitor: boolean,
  /** It hides itself. */
  isAway?: boolean,
  /** A conversation goes on. */
  isTalking?: boolean,
  status?: string,
  /** It has its texts, without which its window would stay blank. */
  hasWords?: boolean,
  /** How many agents' messages are unread: also an agent's first message, before the visitor has written. */
  unread?: number,
];

/** Events. */
export enum On {
  /** Something may have changed. */
  Look,
  /** tawk.to may load: without a click, or because a conversation goes on. */
  Due,
  /** A click on the launcher. */
  Click,
  /** The panel is shown, or has nothing to show, or will not load. */
  Panel,
  /** The user asks for the chat: in the panel, after agreeing, or again. */
  Chat,
  /** The user withdraws the consent. */
  Withdraw,
  /** The user closes a message. */
  Dismiss,
  /** tawk.to's client is connected. */
  Connected,
  /** A part of the client is missing or has thrown; the client may continue. */
  Trouble,
  /** The user hides the launcher. */
  PutAway,
  /** The user goes from the chat to the panel. */
  Back,
  /** The client's first script is missing. */
  Failed,
  /** A part of the client has loaded. */
  Progress,
}

export type Event =
  | [On]
  | [On.Due, isUnasked: boolean]
  | [On.Progress, milliseconds: number]
  /** `hasClosed`: the click has closed what was open. */
  | [On.Back, since: number]
  | [On.Click, since: number, about?: string, hasClosed?: unknown]
  | [On.Panel, since: number, isShown: boolean];

/** Effects. */
export enum Do {
  /** Starts tawk.to's client. */
  Start,
  /** Removes it. */
  Remove,
  /** Opens its window. */
  Maximize,
  /** Gives its window the focus. */
  Focus,
  Minimize,
  EndChat,
  SayUnreachable,
  /** Says that the browser stores nothing, so the chat is not available. */
  SayUnkept,
  SayAway,
  /** Says that the consent was withdrawn in another tab. */
  SayWithdrawn,
  AskConsent,
  /** Removes the message. */
  CloseNotice,
  /** Forgets the consent, and what is stored of the chat. */
  Forget,
  OpenPanel,
  ClosePanel,
  /** Tells the agent what is told later. */
  Tell,
}

export type Effect =
  | [Do]
  | [Do.OpenPanel, since: number, about?: string]
  | [Do.Tell, isOpened: boolean]
  /** `isWished`: the user waits for it. */
  | [Do.Focus, isWished: boolean];

/**
 * The course of a chat, independent of page and tawk.to: a pure function of the state, the event, and what is seen.
 *
 * @returns the new state, and the effects in their order
 */
export function step(
  [
    wish = Wish.None,
    isHidden,
    since,
    patience = 0,
    asked,
    trouble,
    isConnected,
    hasFailed,
    wasSeen,
    isOpen,
    told = 0,
    slowest = 0,
  ]: State,
  [on, first, second, hasClosed]: Event,
  [now, hasAgreed, isClosed, isKept, away, hasTopic, hasPanel, keeps, tawk]: Seen,
): [State, Effect[]] {
  const [frames = [], hasVisitor, isAway, isTalking, status, hasWords, unread] = tawk ?? [];
  const [bubble] = frames;
  const effects: Effect[] = [];
  const act = (...effect: Effect): void => {
    effects.push(effect);
  };

  /** The client is connected, or will be once the visitor has agreed in tawk.to's own form. */
  const isReady = () => tawk && (isConnected || (wasSeen && !hasVisitor));
  /** The client has failed: a client that disappears without having been connected has given up. */
  const isBroken = () => tawk && (hasFailed || (wasSeen && !isConnected && isAway));
  /** The user wants to see a conversation that is ongoing on this page, or was on the last one. */
  const isOngoing = isKept && !(isClosed && away > CLOSED_LEEWAY_MS);
  const isEngaged = () => (isReady() ? isTalking : isOngoing);
  /** The desk is closed. An ongoing conversation is not cut off. */
  const isShut = () => isClosed && !isEngaged() && !unread;

  /** The wish is fulfilled, or no longer wanted. */
  const settle = (): void => {
    wish = asked = 0;
    act(Do.CloseNotice);
  };
  const want = (what: Wish, until: number): void => {
    wish = what;
    patience = until;
  };
  const remove = (): void => {
    act(Do.Remove);
    asked = trouble = 0;
    tawk = undefined;
    isConnected = hasFailed = wasSeen = isOpen = isHidden = false;
  };
  const leave = (): void => {
    settle();
    remove();
  };
  const sayUnreachable = (): void => {
    wish = Wish.Late;
    act(Do.SayUnreachable);
  };
  /** When a part that is loading should have arrived: later on a slow connection. */
  const soon = (): number => now + GRACE_MS + 2 * slowest;
  /** Asks nothing of tawk.to any more: otherwise its window would open by itself when an agent comes online. */
  const sayAway = (): void => {
    settle();
    act(Do.SayAway);
  };
  const withdraw = (): void => {
    if (isReady()) {
      act(Do.EndChat);
      leave();
    }
    act(Do.Forget);
  };
  const tell = (much: number): void => {
    if (told >= much) return;
    told = much;
    act(Do.Tell, much > 1);
  };
  const openPanel = (at: number, about?: string): void => {
    since = at;
    want(Wish.Panel, now + PANEL_TIMEOUT_MS);
    act(Do.OpenPanel, since, about);
  };
  const load = (): void => {
    if (!tawk && !isShut()) act(Do.Start);
  };

  const openChat = (): void => {
    if (isShut()) sayAway();
    else if (!keeps || !hasAgreed) {
      wish = Wish.None;
      act(keeps ? Do.AskConsent : Do.SayUnkept);
    } else {
      // A user who asks again after hearing that the chat cannot be reached gets a new start.
      if (wish === Wish.Late || isBroken()) remove();
      want(Wish.Chat, now + CHAT_TIMEOUT_MS);
      load();
      look();
    }
  };

  /** Checks what of tawk.to is there, and does the next step. */
  const look = (): void => {
    if (trouble && now >= trouble) {
      trouble = 0;
      hasFailed ||= !isConnected && !bubble;
    }
    // Another tab has withdrawn the consent.
    if (tawk && !hasAgreed) {
      const isTold = isReady() && (isOpen || isTalking);
      withdraw();
      if (isTold) act(Do.SayWithdrawn);
    }
    // Text that the user is typing stays.
    else if (tawk && isShut() && !isOpen) leave();
    if (tawk) lookAtTawk();
    if (now >= patience) {
      if (wish === Wish.Chat) sayUnreachable();
      if (wish === Wish.Panel) openChat();
    }
  };
  const lookAtTawk = (): void => {
    const wasOpen = isOpen;
    isOpen = frames.some((frame) => frame && frame.offsetHeight > MAX_BUBBLE_HEIGHT_PX);
    // With a panel, the launcher covers tawk.to's bubble until the bubble shows something that the launcher cannot
    // show.
    isHidden = !!bubble && !(hasPanel && !isEngaged() && !frames[1] && bubble.offsetWidth < MAX_ROUND_WIDTH_PX);

    if (isReady() && isTalking) tell(1);
    if (isOpen && !wasOpen) {
      tell(2);
      act(Do.Focus, !!wish);
      act(Do.ClosePanel);
      // The user opened it with tawk.to's own bubble, and it may not be connected yet.
      if (wish < Wish.Chat) want(isReady() ? Wish.None : Wish.Chat, now + CHAT_TIMEOUT_MS);
    }
    if (wish < Wish.Chat) return;
    if (isOpen ? isReady() : wasOpen) settle();
    else if (isOpen) return;
    else if (wish === Wish.Chat && (isBroken() || (asked && now >= asked))) sayUnreachable();
    else if (isAway && status === 'offline') sayAway();
    else if (!asked && hasWords && (bubble || isReady())) {
      asked = soon();
      act(Do.Maximize);
    }
  };

  wasSeen ||= !!bubble;
  if (on === On.Due) {
    if (hasAgreed && (first || isOngoing)) load();
  } else if (on === On.Click) {
    const isTakenBack = wish || hasClosed;
    settle();
    if (isOpen && !bubble && !second) act(Do.Minimize);
    // An entry in one of iTop's menus does not close anything.
    else if (second || !isTakenBack) {
      // This chat is not about what an earlier chat was about.
      if (second || (!isEngaged() && !unread && (hasPanel || isClosed || hasTopic))) {
        openPanel(first as number, second as string);
      } else openChat();
    }
  } else if (on === On.Panel) {
    if (wish === Wish.Panel && first === since) {
      wish = Wish.None;
      if (!second) openChat();
    }
  } else if (on === On.Chat) openChat();
  else if (on === On.Withdraw) withdraw();
  else if (on === On.Dismiss) settle();
  else if (on === On.Trouble) trouble ||= tawk && soon();
  else if (on === On.Progress) {
    slowest = Math.max(slowest, first as number);
    // It is loading after all, and must not start again.
    if (wish === Wish.Late && !isBroken()) {
      wish = Wish.Chat;
      act(Do.CloseNotice);
    }
    if (wish === Wish.Chat) patience = now + CHAT_TIMEOUT_MS;
    if (asked) asked = soon();
    if (trouble) trouble = soon();
  } else if (on === On.PutAway) leave();
  else if (on === On.Back) {
    settle();
    act(Do.Minimize);
    openPanel(first as number);
  } else {
    isConnected ||= on === On.Connected;
    hasFailed ||= on === On.Failed;
    look();
  }
  const desk = isBroken() ? 'unreachable' : isReady() && status ? (status === 'online' ? 'there' : 'away') : undefined;
  return [
    [
      wish,
      isHidden,
      since,
      patience,
      asked,
      trouble,
      isConnected,
      hasFailed,
      wasSeen,
      isOpen,
      told,
      slowest,
      isShut(),
      desk,
    ],
    effects,
  ];
}
