import { describe, expect, test } from 'vitest';
import { useDesk } from './desk';
import { embedRequests } from './observers';
import type { Person } from './person';

const desk = useDesk({ panel: 'never', load: 'click' });

/** The chat opens, and until then nobody is told that it cannot be reached. */
async function opensWithoutAWord(paula: Person): Promise<void> {
  await paula.launcher.click();
  const said = paula.page
    .getByText('The chat cannot be reached')
    .waitFor({ timeout: 0 })
    .then(
      () => 'said',
      () => 'gone',
    );
  const come = paula.messageField.waitFor({ timeout: 150_000 }).then(() => 'come');
  expect(await Promise.race([said, come])).toBe('come');
  expect(embedRequests(desk)).toBe(1);
  await paula.write('It took a while');
  await (await desk.agent()).chatWith('It took a while').waitFor();
  expect(paula.troubles).toEqual([]);
}

describe('on a slow line', () => {
  test.each([800, 2000, 4000])(
    'with %i ms of delay on each request the chat opens, and is not begun again',
    async (delay) => {
      desk.sandbox.tawk.latency = delay;
      const paula = await desk.person();
      await paula.page.route(/chat\.js/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, delay));
        await route.continue();
      });
      await paula.openPortal('paula');
      await opensWithoutAWord(paula);
    },
  );

  test.each([2000, 9000])("tawk.to's words may come %i ms late: the window is never blank", async (delay) => {
    desk.sandbox.tawk.faults = { languages: { delay } };
    const paula = await desk.person();
    await paula.openPortal('paula');
    await opensWithoutAWord(paula);
  });
});

test('what was said goes when parts come after all, and nothing is begun anew', async () => {
  const held: (() => void)[] = [];
  const until = new Promise<void>((resolve) => held.push(resolve));
  const later = new Promise<void>((resolve) => held.push(resolve));
  desk.sandbox.tawk.faults = { entry: { until }, vendor: { until: later } };
  const paula = await desk.person();
  await paula.page.clock.install();
  await paula.openPortal('paula');
  await paula.launcher.click();
  await expect.poll(() => embedRequests(desk)).toBe(1);
  await paula.page.clock.fastForward(15_000);
  await paula.page.getByText('The chat cannot be reached').waitFor();
  const vendor = paula.page.waitForRequest(/twk-vendor\.js/);
  const runtime = paula.page.waitForResponse(/twk-runtime\.js/);
  held[0]?.();
  await vendor;
  await (await runtime).finished();
  await paula.page.getByText('The chat cannot be reached').waitFor({ state: 'detached' });
  expect(await paula.launcher.getAttribute('aria-busy')).toBe('true');
  held[1]?.();
  await paula.messageField.waitFor();
  expect(embedRequests(desk)).toBe(1);
});
