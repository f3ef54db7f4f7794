import type { Page } from 'playwright-core';
import type { Desk } from './desk';

/** How often the embed script was asked for. */
export function embedRequests(desk: Desk): number {
  return desk.sandbox.tawk.requests.filter(({ path }) => path.endsWith('/default')).length;
}

interface Bubbles {
  frames: number;
  framesWithout: number;
  shift: number;
}

/** Has the coming pages look at each frame they paint, from the first with a bubble on, and at every layout shift. */
export async function watchBubbles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { frames: 0, framesWithout: 0, shift: 0 };
    Object.assign(window, { seenBubbles: seen });
    const isPainted = (element: Element | null | undefined) =>
      element?.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
    const look = () => {
      const launcher = document.querySelector('itop-tawk')?.shadowRoot?.querySelector('button.l');
      const isThere = [launcher, ...document.querySelectorAll('iframe')].some(isPainted);
      if (isThere || seen.frames) seen.frames++;
      if (seen.frames && !isThere) seen.framesWithout++;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What `watchBubbles` saw on this page. */
export function paintedBubbles(page: Page): Promise<Bubbles> {
  return page.evaluate(() => (window as unknown as { seenBubbles: Bubbles }).seenBubbles);
}
