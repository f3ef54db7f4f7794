import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useDesk } from './desk';
import { hold } from './observers';

const desk = useDesk();

/** Counts the boxes whose style the coming pages look up. */
async function countStyles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (window !== top) return;
    const original = window.getComputedStyle;
    Object.assign(window, { styles: 0 });
    window.getComputedStyle = (...parameters) => {
      (window as unknown as { styles: number }).styles++;
      return original.apply(window, parameters);
    };
  });
}

/** Changes a page that holds 2,000 boxes, each time in a task of its own, and says how many styles were looked up. */
function stylesOfChanges(page: Page, changes: number): Promise<number> {
  return page.evaluate(async (times) => {
    const counted = window as unknown as { styles: number };
    const turn = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let box = 0; box < 2000; box++) document.body.append(document.createElement('div'));
    await turn();
    counted.styles = 0;
    for (let change = 0; change < times; change++) {
      document.body.firstElementChild?.before(document.createElement('i'));
      await turn();
    }
    return counted.styles;
  }, changes);
}

const CASES: [when: string, isThere: boolean][] = [
  ['while tawk.to is on its way', false],
  ['when tawk.to is there', true],
];

test.each(CASES)(
  'a page of 2,000 boxes that changes all the time costs no look at each of them, %s',
  async (_when, isThere) => {
    const { held, release } = hold();
    if (!isThere) desk.sandbox.tawk.faults = { session: held };
    const paula = await desk.person();
    await countStyles(paula.page);
    await paula.openPortal('paula');
    if (isThere) await paula.launcher.waitFor({ state: 'hidden' });
    else
      await expect.poll(() => desk.sandbox.tawk.requests.some(({ path }) => path === '/v1/session/start')).toBe(true);
    const changes = 20;
    // A look at all of them at each change would be 40,000.
    expect(await stylesOfChanges(paula.page, changes)).toBeLessThan(10 * changes);
    release();
    await paula.launcher.waitFor({ state: 'hidden' });
    expect(await paula.bubbles()).toBe(1);
  },
);
