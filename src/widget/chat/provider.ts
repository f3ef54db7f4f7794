import type { Page } from '../scripts';
import type { Client } from './client';
import type { On } from './core';

/** What the chat's script needs of a provider. A tuple, because names would cost bytes. */
export type Provider = [
  /** Recognizes addresses of its scripts and servers, and of a proxy for them. */
  isOwn: (address?: string) => boolean,
  /** Identifies, in the name of a cookie, everything that shares one visitor in a browser. */
  property: string,
  /** Whether the page has a client of its own. */
  isTaken: () => boolean,
  /**
   * Starts its client. Visitor and style are set before it starts.
   *
   * @param query appended to the addresses of its scripts
   * @param tell called for what the client does
   */
  start: (
    query: string,
    tell: (on: On.Connected | On.Failed | On.Progress | On.Chat, milliseconds?: number) => void,
  ) => Client,
  /** Removes a client, so that a new one can be started. */
  remove: (client: Client) => void,
  /** Its frames that are visible and drawn, the bubble first; undefined in its place if the launcher is the bubble. */
  shownFrames: () => (HTMLIFrameElement | undefined)[],
  /** Calls back when something of it appears, is drawn, disappears, or comes back, before it is painted. */
  watch: (changed: () => void, signal: AbortSignal) => void,
  /**
   * Gives the focus to the message field in its window, but not while the user types in iTop.
   *
   * @param host the launcher's host, which may have the focus; false: the window opened by itself
   * @returns false if there is no field yet
   */
  focus: (host: Element | false) => boolean,
  /** Whether it has its texts, without which its window would stay blank. */
  hasWords: () => boolean,
  /** Whether it stores a visitor in this browser. */
  hasVisitor: () => boolean,
  /** Removes what would make the next desk get this desk's visitor. */
  leaveDesk: () => void,
  /** Cuts its client off on a page whose user has left. */
  silence: () => void,
];

export type CreateProvider = (page: Page) => Provider;
