import type { Identity } from '../visitors';

type Callback = (detail?: unknown) => void;
type Done = (error?: string) => void;

/** All of `window.Tawk_API` that the stand-in knows; what the page may set before, and what it finds after loading (facts/tawk.md §2). */
export interface TawkApi extends Record<`on${string}`, Callback | boolean | undefined> {
  visitor?: Identity;
  customStyle?: CustomStyle;
  autoStart?: boolean;

  start(options?: { showWidget?: boolean }): void;
  shutdown(): void;
  maximize(): void;
  minimize(): void;
  toggle(): void;
  showWidget(): void;
  hideWidget(): void;
  toggleVisibility(): void;
  endChat(): void;
  getWindowType(): 'embed';
  getStatus(): string;
  isChatMaximized(): boolean;
  isChatMinimized(): boolean;
  isChatHidden(): boolean;
  isChatOngoing(): boolean;
  isVisitorEngaged(): boolean;
  widgetPosition(): Position;
  setAttributes(attributes: Record<string, string>, done?: Done): void;
  addEvent(name: string, metadata?: Record<string, string> | Done, done?: Done): void;
  addTags(tags: string[], done?: Done): void;
  login(user: { userId: string; hash: string; name?: string; email?: string }, done?: Done): void;
  logout(done?: Done): void;
}

export type Position = 'br' | 'bl' | 'cr' | 'cl' | 'tr' | 'tl';

/** Read before the widget shows. */
export interface CustomStyle {
  zIndex?: number | string;
  visibility?: Partial<
    Record<'desktop' | 'mobile', { position?: Position; xOffset?: number | string; yOffset?: number | string }>
  >;
}
