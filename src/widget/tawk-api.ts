import type { Visitor } from './context';

/** The part of tawk.to's JavaScript API that the widget uses (facts: developer.tawk.to/jsapi). */
export interface TawkApi {
  /** Read by the embed script when it starts, not later. */
  visitor?: Visitor;
}

declare global {
  interface Window {
    Tawk_API?: TawkApi;
    Tawk_LoadStart?: Date;
  }
}
