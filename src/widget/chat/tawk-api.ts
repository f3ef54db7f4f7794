import type { Visitor } from '../context';

/** The part of tawk.to's JavaScript API that the widget uses (facts: developer.tawk.to/jsapi). */
export interface TawkApi {
  /** Read by the embed script when it starts, not later; so is `customStyle`. */
  visitor?: Visitor;
  customStyle?: {
    zIndex: number;
    visibility: Record<'desktop' | 'mobile', { position: string; xOffset: number; yOffset: number }>;
  };
  /** Called by the embed script when its widget is in the page; the methods below exist from then on. */
  onLoad?(): void;
  maximize?(): void;
  showWidget?(): void;
  hideWidget?(): void;
  isChatHidden?(): boolean;
  isChatOngoing?(): boolean;
  /** Ends the connection. */
  shutdown?(): void;
  /** Ends a secure-mode login; leaves another visitor in cookies and storage before it calls back. */
  logout?(done: (error?: unknown) => void): void;
}

declare global {
  interface Window {
    Tawk_API?: TawkApi;
    Tawk_LoadStart?: Date;
  }
}
