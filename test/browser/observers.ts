import type { Page } from 'playwright-core';
import type { Desk } from './desk';
import { lookAtScreen, SHEETS } from './screen';

/** Path of the embed script. */
export function entryPath({ sandbox }: Desk): string {
  const { propertyId, widgetId } = sandbox.tawk.property;
  return `/${propertyId}/${widgetId}`;
}

/** Something that comes when it is let go: `faults = { session: held }`. */
export function hold(): { held: { until: Promise<void> }; release(): void } {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { held: { until }, release: () => release() };
}

/** How often the embed script was asked for. */
export function embedRequests(desk: Desk): number {
  return desk.sandbox.tawk.requests.filter(({ path }) => path === entryPath(desk)).length;
}

/** What was on the screen, from one painted frame to the next. */
export interface Sight {
  /** Milliseconds since the page began. */
  at: number;
  launcher: boolean;
  /** tawk.to's bubble or window, drawn. */
  tawk: boolean;
  /** Frames of tawk.to that are shown and empty. */
  empty: number;
}

interface Watched {
  /** A new entry wherever it differs from the one before. */
  sights: Sight[];
  /** How many frames were painted since something of the chat was there. */
  frames: number;
  /** Of these: with neither launcher nor tawk.to, and with both. */
  framesWithout: number;
  framesWithTwo: number;
  /** Sum of the layout shifts of iTop's own elements, once its page is there. tawk.to moves its frames as it likes. */
  shift: number;
}

/** Has the coming pages look at each frame that they paint, and at every layout shift. */
export async function watchScreen(page: Page): Promise<void> {
  await page.addInitScript(`(${watch})(${lookAtScreen}, ${JSON.stringify(SHEETS)})`);
}

function watch(look: typeof lookAtScreen, sheets: typeof SHEETS): void {
  if (window !== top) return;
  const watched: Watched = { sights: [], frames: 0, framesWithout: 0, framesWithTwo: 0, shift: 0 };
  Object.assign(window, { watchedScreen: watched });
  const tick = () => {
    requestAnimationFrame(tick);
    if (!document.body) return;
    const screen = look(sheets);
    const shown = screen.tawk.filter(({ drawn }) => drawn);
    const sight = { launcher: !!screen.launcher, tawk: shown.length > 0, empty: screen.tawk.length - shown.length };
    const last = watched.sights.at(-1);
    if (!last || Object.entries(sight).some(([key, value]) => last[key as keyof Sight] !== value)) {
      watched.sights.push({ at: Math.round(performance.now()), ...sight });
    }
    if (!watched.frames && !sight.launcher && !sight.tawk) return;
    watched.frames++;
    // What fades in begins with nothing to be seen, for as many frames as the browser takes.
    const isFading = [...document.querySelectorAll('iframe')].some((frame) => frame.getAnimations().length > 0);
    if (!sight.launcher && !sight.tawk && !isFading) watched.framesWithout++;
    if (sight.launcher && sight.tawk) watched.framesWithTwo++;
  };
  requestAnimationFrame(tick);
  let itops: Element[] = [];
  let isThere = Number.POSITIVE_INFINITY;
  addEventListener('DOMContentLoaded', () => {
    itops = [...document.body.children].filter(({ localName }) => localName !== 'itop-tawk');
    isThere = performance.now();
  });
  type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
  new PerformanceObserver((list) => {
    for (const { startTime, value, sources } of list.getEntries() as Shift[]) {
      const isOfItop = sources.some(({ node }) => itops.some((element) => element.contains(node)));
      if (startTime > isThere && isOfItop) watched.shift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What `watchScreen` saw on this page. */
export function watchedScreen(page: Page): Promise<Watched> {
  return page.evaluate(() => (window as unknown as { watchedScreen: Watched }).watchedScreen);
}
