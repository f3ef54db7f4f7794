import { CHAT_TIMEOUT_MS } from '../page/moment';
import type { Desk } from '../scripts';

/** Milliseconds that a part which is missing, has thrown or does not show is given before that is believed. */
export const GRACE_MS = 3_000;
/** Milliseconds that the panel may take, its script and what it shows. */
export const PANEL_TIMEOUT_MS = 8_000;
/** A frame of tawk.to that is higher, in pixels, is its window: not its bubble, nor the preview of a message. */
const MAX_BUBBLE_HEIGHT_PX = 200;
/** A bubble that is wider, in pixels, is a rectangle, which the launcher does not cover. */
const MAX_ROUND_WIDTH_PX = 100;
/** Milliseconds that a conversation which goes on comes to further pages after the desk has closed. */
const CLOSED_LEEWAY_MS = 3_600_000;

/** What the user has asked for, and is not there yet. */
export enum Wish {
  None,
  /** What opens before the chat. */
  Panel,
  Chat,
  /** The chat, of which the user was told that it cannot be reached. It opens all the same when it comes after all. */
  Late,
}

/**
 * What is kept from one event to the next; nothing in the beginning. Times are in milliseconds since the page began.
 *
 * A tuple, as is what is seen: each name would cost bytes in the script.
 */
export type State = [
  wish?: Wish,
  /** The launcher makes room for tawk.to's bubble. */
  isHidden?: boolean,
  /** When the user asked for the panel. */
  since?: number,
  /** When the chat opens in place of a panel that does not come, or the user is told that it cannot be reached. */
  patience?: number,
  /** When the window that tawk.to was told to open should be there; 0: it was not told. */
  asked?: number,
  /** When a part of tawk.to's client that was in trouble counts as lost; 0: there was none. */
  trouble?: number,
  /** tawk.to's client of now is connected. */
  isConnected?: boolean,
  hasFailed?: boolean,
  /** Something of it was drawn. */
  wasSeen?: boolean,
  /** Its window was open at the last look. */
  isOpen?: boolean,
  /** How much the agent was told of on this page: 1 what the user looks at, 2 facts too. */
  told?: number,
  /** Milliseconds that the slowest part of tawk.to's client has taken. */
  slowest?: number,
  /** The desk is outside its hours, and no conversation goes on. */
  isShut?: boolean,
  /** What is known of the desk. */
  desk?: Desk,
];

/** What can be seen in the page and in the browser when something happens. */
export type Seen = [
  /** In milliseconds since the page began. */
  now: number,
  /** The user has agreed, or is not asked. */
  hasAgreed: boolean,
  /** The desk is outside its hours. */
  isClosed: boolean,
  /** A conversation of this user with this desk went on when its last page went. */
  isKept: boolean,
  /** Milliseconds since then. */
  away: number,
  /** An earlier chat was about something in particular. */
  hasTopic: boolean,
  /** This iTop has a panel, and it is to open. */
  hasPanel: boolean,
  /** The browser keeps what pages give it. */
  keeps: boolean,
  /** tawk.to's client, from its start to its end. */
  tawk?: Tawk,
];

/** tawk.to's client, as it can be seen. */
export type Tawk = [
  /** Its frames that can be seen and are drawn, in pixels; the first is undefined where the launcher is its bubble. */
  frames: ({ offsetWidth: number; offsetHeight: number } | undefined)[],
  /** It keeps a visitor in this browser. */
  hasVisitor: boolean,
  /** It hides itself. */
  isAway?: boolean,
  /** A conversation goes on. */
  isTalking?: boolean,
  status?: string,
  /** It has its words, without which its window would stay blank. */
  hasWords?: boolean,
  /** How much of the agents' is unread: what they say first too, where the visitor has written nothing. */
  unread?: number,
];

/** What happens. */
export enum On {
  /** Something may have changed. */
  Look,
  /** tawk.to may come: unasked, or where a conversation goes on. */
  Due,
  /** A click on the launcher. */
  Click,
  /** The panel is shown, or has nothing to show, or will not come. */
  Panel,
  /** The user asks for the chat: in the panel, having agreed, or again. */
  Chat,
  /** The user takes the consent back. */
  Withdraw,
  /** The user turns away from what was said. */
  Dismiss,
  /** tawk.to's client is connected. */
  Connected,
  /** A part of it is missing or has thrown; it may live on. */
  Trouble,
  /** The user puts the launcher away. */
  PutAway,
  /** From the chat to the panel. */
  Back,
  /** Its first script is missing. */
  Failed,
  /** A part of it has arrived. */
  Progress,
}

export type Event =
  | [On]
  | [On.Due, isUnasked: boolean]
  | [On.Progress, milliseconds: number]
  /** `hasClosed`: it has closed what was open. */
  | [On.Back, since: number]
  | [On.Click, since: number, about?: string, hasClosed?: unknown]
  | [On.Panel, since: number, isShown: boolean];

/** What is to be done. */
export enum Do {
  /** Starts tawk.to's client. */
  Start,
  /** Removes it. */
  Remove,
  /** Has it open its window. */
  Maximize,
  /** Gives its window the focus. */
  Focus,
  Minimize,
  EndChat,
  SayUnreachable,
  /** Says that the browser keeps nothing, and the chat is not to be had. */
  SayUnkept,
  SayAway,
  /** Says that the consent was taken back elsewhere. */
  SayWithdrawn,
  AskConsent,
  /** Takes away what was said. */
  CloseNotice,
  /** Forgets the consent, and what is kept of the chat. */
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
 * The course of a chat, without page or tawk.to: a pure function of what is kept, what happens, and what can be seen.
 *
 * @returns what is kept then, and what is to be done, in this order
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

  /** It is connected, or would be as soon as the visitor has consented in a form of tawk.to's own. */
  const isReady = () => tawk && (isConnected || (wasSeen && !hasVisitor));
  /** It will come to nothing: what has gone again without having been connected has given up. */
  const isBroken = () => tawk && (hasFailed || (wasSeen && !isConnected && isAway));
  /** A conversation that goes on on this page, or did on the last one, is what the user wants to see. */
  const isOngoing = isKept && !(isClosed && away > CLOSED_LEEWAY_MS);
  const isEngaged = () => (isReady() ? isTalking : isOngoing);
  /** The desk is closed. A conversation that goes on is not cut off. */
  const isShut = () => isClosed && !isEngaged() && !unread;

  /** What was wished for is there, or not wanted any more. */
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
  /** When a part that is on its way should be there: on a slow line later. */
  const soon = (): number => now + GRACE_MS + 2 * slowest;
  /** Nothing is asked of tawk.to any more: its window would spring open when somebody comes. */
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
      // Whoever asks again, having been told that it cannot be reached, gets a new start.
      if (wish === Wish.Late || isBroken()) remove();
      want(Wish.Chat, now + CHAT_TIMEOUT_MS);
      load();
      look();
    }
  };

  /** Looks what of tawk.to is there, and does what is next. */
  const look = (): void => {
    if (trouble && now >= trouble) {
      trouble = 0;
      hasFailed ||= !isConnected && !bubble;
    }
    // Another tab has taken the consent back.
    if (tawk && !hasAgreed) {
      const isTold = isReady() && (isOpen || isTalking);
      withdraw();
      if (isTold) act(Do.SayWithdrawn);
    }
    // What somebody is typing stays.
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
    // With a panel the launcher lies on tawk.to's bubble, until there is something that only tawk.to's tells.
    isHidden = !!bubble && !(hasPanel && !isEngaged() && !frames[1] && bubble.offsetWidth < MAX_ROUND_WIDTH_PX);

    if (isReady() && isTalking) tell(1);
    if (isOpen && !wasOpen) {
      tell(2);
      act(Do.Focus, !!wish);
      act(Do.ClosePanel);
      // Opened by tawk.to's own bubble, and perhaps not connected yet.
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
    // An entry in one of iTop's menus takes nothing back.
    else if (second || !isTakenBack) {
      // What an earlier chat was about, this one is not.
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
    // It is on its way after all, and not to be begun anew.
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
