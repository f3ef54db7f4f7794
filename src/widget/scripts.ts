import type { ChatContext } from '../contract/chat-context';
import type { ShowBox } from './chat/box';
import type { Client } from './chat/client';
import type { Say } from './chat/notice';
import type { addStyle } from './page/launcher';
import type { recall, remember } from './page/memory';
import type { owners } from './page/owner';

/**
 * What the widget's scripts pass to each other: page/ is on each page, chat/ comes with tawk.to, panel/ when the panel
 * opens, aside/ after them, for what is next to the launcher.
 */

/**
 * What the script on each page passes to the one that comes with tawk.to. A tuple, because names would cost bytes on
 * each page.
 */
export type Page = [
  context: ChatContext,
  /** The launcher's shadow root: its button, and its status. */
  root: ShadowRoot,
  /** Aborted when the chat on this page ends, with `true` if the user logs out; also usable as options of listeners. */
  ended: AbortController,
  /** Ends the chat on this page for good. */
  end: (isLogOut?: boolean) => void,
  recall: typeof recall,
  remember: typeof remember,
  owners: typeof owners,
  addStyle: typeof addStyle,
];

/**
 * Runs the chat on a page, from the first click to the end of the connection. From then on it handles clicks on the
 * launcher.
 *
 * @param isDue tawk.to is to be loaded at once
 * @param openedAt when the user opened the chat, in milliseconds since the page began; 0: not yet
 * @returns a function that loads tawk.to
 */
export type StartChat = (page: Page, isDue: boolean, openedAt: number) => () => void;

/** The context as the widget finds it in the page. */
export interface ChatInPage extends ChatContext {
  /** The script that comes with tawk.to calls this when it has loaded. */
  begin?(startChat: StartChat): void;
}

declare global {
  interface Window {
    itopTawk?: ChatInPage;
  }
}

/** What is known about the desk; undefined before tawk.to has loaded. */
export type Desk = 'there' | 'away' | 'unreachable' | undefined;

/** What the panel gets from the chat. */
export type PanelParts = [
  page: Page,
  showBox: ShowBox,
  /** Opens the chat. */
  openChat: () => void,
  /** The provider's client, if it has loaded. */
  api: () => Client | undefined,
  /** The current state of the desk. `isShut`: it is closed, and no conversation goes on. */
  look: () => [isShut: boolean, desk: Desk],
  /** Withdraws the consent. */
  withdraw: () => void,
];

/** The panel, which opens before the chat: the user's own requests, the one on the page, a new one, answers. */
export interface Panel {
  /**
   * @param isAwaited whether the user still waits for the panel when the answer arrives
   * @param about class and key of a request: opens the chat about it instead of the panel
   * @returns false if there is nothing to show, and the chat is to open
   */
  open(isAwaited: () => boolean, about?: string): Promise<boolean>;
  /**
   * From now on tells the agent what the user looks at and, if the user has opened the chat, the facts; and tells iTop
   * when the agent answers.
   */
  tell(isOpened: boolean): void;
  /** @returns whether it was open */
  close(): boolean;
}

/** What the tools next to the launcher get from the chat. */
export type ToolParts = [
  say: Say,
  /** Removes tawk.to's client, so that nothing of it is visible. */
  putAway: () => void,
  /** Leads from the chat to the panel. */
  back: () => void,
  hasPanel: boolean,
];

/** @returns a function that updates the tools */
export type CreateTools = (page: Page, parts: ToolParts) => Tools;
export type Tools = (isTalking: boolean, isOpen: boolean, unread: number) => void;

export type CreatePanel = (parts: PanelParts) => Panel;
