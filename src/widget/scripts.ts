import type { ChatContext } from '../contract/chat-context';
import type { ShowBox } from './chat/box';
import type { Client } from './chat/client';
import type { Say } from './chat/notice';
import type { addStyle } from './page/launcher';
import type { recall, remember } from './page/memory';
import type { owners } from './page/owner';

/**
 * What the scripts hand over to each other: page/ is on each page, chat/ comes with tawk.to, panel/ when it opens, aside/
 * after them, for what stands beside the launcher.
 */

/** What the script on each page gives to the one that comes with tawk.to, without names: each would cost bytes on each page. */
export type Page = [
  context: ChatContext,
  /** Of the launcher: its button, and its status. */
  root: ShadowRoot,
  /** Aborted when the chat on this page ends, with `true` where the user logs out; serves listeners as their options. */
  ended: AbortController,
  /** Ends the chat on this page for good. */
  end: (isLogOut?: boolean) => void,
  recall: typeof recall,
  remember: typeof remember,
  owners: typeof owners,
  addStyle: typeof addStyle,
];

/**
 * Begins the chat on a page, from the first click to the end of the connection. From then on a click on the launcher is
 * the chat's.
 *
 * @param isDue tawk.to is to come at once
 * @param openedAt when the user opened the chat, in milliseconds since the page began; 0: not yet
 * @returns brings tawk.to in
 */
export type StartChat = (page: Page, isDue: boolean, openedAt: number) => () => void;

/** The context as the widget finds it in the page. */
export interface ChatInPage extends ChatContext {
  /** Called by the script that comes with tawk.to when it has arrived. */
  begin?(startChat: StartChat): void;
}

declare global {
  interface Window {
    itopTawk?: ChatInPage;
  }
}

/** What is known of the desk: nothing before tawk.to is there. */
export type Desk = 'there' | 'away' | 'unreachable' | undefined;

/** What the panel gets of the chat. */
export type PanelParts = [
  page: Page,
  showBox: ShowBox,
  /** Opens the chat. */
  openChat: () => void,
  /** tawk.to's client, as far as it is there. */
  api: () => Client | undefined,
  /** The desk as it is now; `isShut`: it is outside its hours, and no conversation goes on. */
  look: () => [isShut: boolean, desk: Desk],
  /** Takes the consent back. */
  withdraw: () => void,
];

/** What opens before the chat: the user's own requests, the one on the page, a new one, answers. */
export interface Panel {
  /**
   * @param isAwaited whether the user still waits for it, when the answer is there
   * @param about class and key of a request: not the panel, but the chat about it
   * @returns false where there is nothing to show, and the chat is to open
   */
  open(isAwaited: () => boolean, about?: string): Promise<boolean>;
  /**
   * Tells the agent of what the user looks at from now on and, where the user has opened the chat, the facts; tells iTop
   * of the agent's answer.
   */
  tell(isOpened: boolean): void;
  /** @returns whether it was open */
  close(): boolean;
}

/** What stands beside the launcher gets of the chat. */
export type ToolParts = [
  say: Say,
  /** Removes tawk.to's client: nothing of it is to be seen. */
  putAway: () => void,
  /** From the chat to the panel. */
  back: () => void,
  hasPanel: boolean,
];

/** @returns brings what stands beside the launcher up to date */
export type CreateTools = (page: Page, parts: ToolParts) => Tools;
export type Tools = (isTalking: boolean, isOpen: boolean, unread: number) => void;

export type CreatePanel = (parts: PanelParts) => Panel;
