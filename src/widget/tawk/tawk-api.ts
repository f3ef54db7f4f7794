import type { Visitor } from '../../contract/chat-context';
import type { Client } from '../chat/client';

/**
 * The part of tawk.to's JavaScript API that the widget uses, as its client of 2025 was seen to behave: the methods
 * exist from `onBeforeLoad` on; `visitor`, `customStyle` and the callbacks are read once, before it.
 */
export interface TawkApi extends Client {
  visitor?: Visitor;
  customStyle?: {
    zIndex: number;
    visibility: Record<'desktop' | 'mobile', Place>;
  };
  onBeforeLoad?(): void;
  /** The connection is ready; the bubble is mostly there before, and drawn after it. Never, where it cannot connect. */
  onLoad?(): void;
  /** Closes the connection and hides. */
  shutdown?(): void;
}

/** Two letters such as `br`, and pixels from the edges that they name. */
export interface Place {
  position: string;
  xOffset: number;
  yOffset: number;
}

/** Globals of tawk.to's client. */
export interface TawkWindow {
  Tawk_API?: TawkApi;
  /** The entry script does nothing where this has `init`; the client reads it as long as it lives. */
  $_Tawk?: {
    /** Gives it its words: what it draws before this is there stays blank. */
    i18next?: unknown;
  };
  /** Its runtime (webpack's): a second one finds the first one's modules here. */
  tawkJsonp?: unknown;
  $__TawkSocket?: unknown;
}

declare global {
  interface Window extends TawkWindow {}
}
