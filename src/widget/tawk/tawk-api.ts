import type { Visitor } from '../../contract/chat-context';
import type { Client } from '../chat/client';

/**
 * The part of tawk.to's JavaScript API that the widget uses, as its client of 2025 behaves: the methods exist from
 * `onBeforeLoad` on; `visitor`, `customStyle` and the callbacks are read once, before it.
 */
export interface TawkApi extends Client {
  visitor?: Visitor;
  customStyle?: {
    zIndex: number;
    visibility: Record<'desktop' | 'mobile', Place>;
  };
  onBeforeLoad?(): void;
  /**
   * The connection is ready. The bubble usually exists before, and is drawn after. Never called if the client cannot
   * connect.
   */
  onLoad?(): void;
  /** Closes the connection and hides the client. */
  shutdown?(): void;
}

/** Two letters such as `br`, and the distances in pixels from the edges that they name. */
export interface Place {
  position: string;
  xOffset: number;
  yOffset: number;
}

/** Globals of tawk.to's client. */
export interface TawkWindow {
  Tawk_API?: TawkApi;
  /** The entry script does nothing if this has `init`; the client reads it as long as it exists. */
  $_Tawk?: {
    /** Its texts: elements that are drawn without them stay blank. */
    i18next?: unknown;
  };
  /** Its runtime (webpack's): a second one finds the first one's modules here. */
  tawkJsonp?: unknown;
  $__TawkSocket?: unknown;
}

declare global {
  interface Window extends TawkWindow {}
}
