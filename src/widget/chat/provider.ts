import type { Page } from '../scripts';
import type { Client } from './client';
import type { On } from './core';

/** What the script that comes with a provider is told of it; a tuple, as names would cost bytes. */
export type Provider = [
  /** Tells the addresses of its client and its servers, and those of a proxy for them. */
  isOwn: (address?: string) => boolean,
  /** Names what has one visitor in a browser, in the name of a cookie. */
  property: string,
  /** The page has brought a client of its own. */
  isTaken: () => boolean,
  /**
   * Starts its client, with visitor and style known before.
   *
   * @param query appended to the addresses of its scripts
   * @param tell told of what it does
   */
  start: (
    query: string,
    tell: (on: On.Connected | On.Failed | On.Progress | On.Chat, milliseconds?: number) => void,
  ) => Client,
  /** Removes a client, so that a new one can be started. */
  remove: (client: Client) => void,
  /** Its frames that can be seen and are drawn, its bubble first; undefined is there where the launcher is its bubble. */
  shownFrames: () => (HTMLIFrameElement | undefined)[],
  /** Calls back when something of it appears, is drawn, goes, or comes again, before it is painted. */
  watch: (changed: () => void, signal: AbortSignal) => void,
  /**
   * Gives the focus to the field for messages in its window: not where the user writes something in iTop meanwhile.
   *
   * @param host the launcher's, whose focus is taken; false: the window came by itself
   * @returns false where there is no field yet
   */
  focus: (host: Element | false) => boolean,
  /** It has its words, without which its window would stay blank. */
  hasWords: () => boolean,
  /** It keeps a visitor in this browser. */
  hasVisitor: () => boolean,
  /** Forgets what would make the next desk's visitor this one. */
  leaveDesk: () => void,
  /** Cuts its client off, on a page whose user is gone. */
  silence: () => void,
];

export type CreateProvider = (page: Page) => Provider;
