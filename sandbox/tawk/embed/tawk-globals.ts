import type { SessionUser } from '../protocol';
import type { Position } from '../widget-settings';
import type { Chunk, Module } from './chunks';

type Callback = (detail?: unknown) => void;
type Done = (error?: unknown) => void;

/** The part of `window.Tawk_API` that the stand-in supports (facts/tawk-client.md §3, §7). */
export interface TawkApi extends TawkMethods {
  visitor?: SessionUser;
  customStyle?: CustomStyle;
  autoStart?: boolean;
  onBeforeLoaded?: boolean;
  onLoaded?: boolean;
  [callback: `on${string}`]: Callback | boolean | undefined;
}

export interface TawkMethods {
  start(options?: { showWidget?: boolean }, done?: Done): void;
  shutdown(done?: Done): void;
  maximize(): void;
  minimize(): void;
  toggle(): void;
  showWidget(): void;
  hideWidget(): void;
  toggleVisibility(): void;
  endChat(): void;
  getWindowType(): string;
  getStatus(): string;
  isChatMaximized(): boolean;
  isChatMinimized(): boolean;
  isChatHidden(): boolean;
  isChatOngoing(): boolean;
  isVisitorEngaged(): boolean;
  widgetPosition(): Position;
  setAttributes(attributes: Record<string, unknown>, done?: Done): void;
  addEvent(name: string, metadata?: Record<string, unknown> | Done, done?: Done): void;
  addTags(tags: string[], done?: Done): void;
  removeTags(tags: string[], done?: Done): void;
  login(user: SessionUser & Record<string, unknown>, done?: Done): void;
  logout(done?: Done): void;
}

/** Read once, when the client's scripts have run. */
export interface CustomStyle {
  zIndex?: number | string;
  visibility?: Partial<
    Record<'desktop' | 'mobile', { position?: Position; xOffset?: number | string; yOffset?: number | string }>
  >;
}

/** What the client puts on `window`. */
export interface TawkPage {
  $_Tawk_AccountKey: string;
  $_Tawk_WidgetId: string;
  $_Tawk_Unstable: boolean;
  $_Tawk: {
    /** The entry script has run; the client has started. */
    init?: true;
    downloaded?: true;
    connected?: boolean;
    i18next?: (key: string) => string;
  } & Partial<TawkMethods>;
  Tawk_API: TawkApi;
  tawkJsonp?: Chunk[];
}

export const page = window as unknown as TawkPage;

/** Reports that a chunk has loaded, with its modules. */
export function bring(chunk: string, modules: Record<string, Module>): void {
  page.tawkJsonp ??= [];
  page.tawkJsonp.push([[chunk], modules]);
}
