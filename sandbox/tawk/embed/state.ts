import type { DeskStatus, Entry, Session } from '../protocol';
import type { Position, widgetSettings } from '../widget-settings';
import { isMobile } from './backend';
import { type CustomStyle, page } from './tawk-globals';

export type WidgetSettings = ReturnType<typeof widgetSettings>['widget'];

/** The client's state and what follows from it; everything that draws is told of each change. */
export class State {
  settings?: WidgetSettings;
  settingsVersion?: string;
  session?: Session;
  /** What show, hide and failures have set; overrides the settings. */
  show: boolean | null = null;
  status: DeskStatus | '' = '';
  statusVersion = 0;
  readonly windowType = 'inline';
  window: 'min' | 'max' = 'min';
  needsConsent = false;
  /** The websocket's `ready` has arrived. */
  ready = false;
  entries: Entry[] = [];
  version = 0;
  agents = 0;
  unread = 0;
  hasWritten = false;
  hasEnded = false;
  readonly #listeners = new Set<() => void>();

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  change(change: Partial<State>): void {
    Object.assign(this, change);
    for (const listener of this.#listeners) listener();
  }

  /** Everything but the desk's status. */
  reset(): void {
    this.change({ show: null, window: 'min', needsConsent: false, ready: false, session: undefined });
    this.change({ entries: [], version: 0, agents: 0, unread: 0, hasWritten: false, hasEnded: false });
  }

  /** The opposite of isChatHidden(): also true if showWidget() was called while nothing is shown. */
  get isVisible(): boolean {
    if (this.show !== null) return this.show;
    return this.#isOpenFor && !!this.settings?.visibility[isMobile ? 'mobile' : 'desktop'].show;
  }

  /** What is visible. */
  get isShown(): boolean {
    return this.#isOpenFor && (this.isVisible || this.window === 'max');
  }

  get #isOpenFor(): boolean {
    return this.status !== 'offline' || !!this.settings?.visibility.all.showWhenOffline;
  }

  get isRound(): boolean {
    return this.settings?.minimized[isMobile ? 'mobile' : 'desktop'].type !== 'rectangle';
  }

  /** The corner and the distances from it in pixels: the page's own wishes override the settings. */
  place(style: CustomStyle | null): { position: Position; x: number; y: number } {
    const kind = isMobile ? 'mobile' : 'desktop';
    const wish = style?.visibility?.[kind];
    const [x, y] = this.isRound ? [20, 20] : isMobile ? [15, 15] : [10, 0];
    const pixels = (value: number | string | undefined, usual: number) => Number.parseInt(String(value ?? usual), 10);
    const position = wish?.position ?? this.settings?.visibility[kind].position ?? 'br';
    return { position, x: pixels(wish?.xOffset, x), y: pixels(wish?.yOffset, y) };
  }
}

/** One of tawk.to's texts. Before they have loaded this throws, and the element that needs it stays blank. */
export function text(group: string, key: string): string {
  return (page.$_Tawk.i18next as (key: string) => string)(`${group}.${key}`);
}
