import { describe, expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import { embedRequests, entryPath, watchedScreen, watchScreen } from './observers';
import type { Person } from './person';

const desk = useDesk();

/** The page has loaded, and whatever waits for an idle moment has had one. */
async function settled(person: Person): Promise<void> {
  await person.page.waitForLoadState('load');
  await person.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
}

describe('load: click', () => {
  test('nothing is requested from tawk.to before the launcher is used', async () => {
    await desk.sandbox.configure({ load: 'click' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.launcher.waitFor();
    await settled(paula);
    await paula.useItop();
    expect(desk.sandbox.tawk.requests).toEqual([]);
    expect(await paula.page.locator('link[rel=preconnect]').count()).toBe(0);
  });

  test.each([
    ['a click', (paula: Person) => paula.launcher.click()],
    ['Enter', (paula: Person) => paula.launcher.press('Enter')],
    ['Space', (paula: Person) => paula.launcher.press('Space')],
  ])('%s opens the chat', async (_how, act) => {
    await desk.sandbox.configure({ load: 'click' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await act(paula);
    await paula.messageField.waitFor();
    expect(paula.troubles).toEqual([]);
  });

  test.each([
    ['the pointer', (paula: Person) => paula.launcher.hover()],
    ['the focus', (paula: Person) => paula.launcher.focus()],
  ])('%s on the launcher warms the connection up and requests nothing', async (_what, act) => {
    await desk.sandbox.configure({ load: 'click' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await act(paula);
    const link = paula.page.locator('link[rel=preconnect]').first();
    await link.waitFor({ state: 'attached' });
    expect(await link.getAttribute('href')).toContain(desk.sandbox.embedUrl);
    expect(desk.sandbox.tawk.requests).toEqual([]);
  });

  test('a visitor who waits for an answer has the chat on the next page without a click', async () => {
    await desk.sandbox.configure({ load: 'click' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.openChat();
    await paula.write('Is anybody there?');
    await (await desk.agent()).chatWith('Is anybody there?').waitFor();
    expect(await paula.page.evaluate(() => window.Tawk_API?.isChatOngoing?.())).toBe(false);
    await paula.open(portalPath('/object/view/UserRequest/1'));
    await expect.poll(() => embedRequests(desk)).toBe(2);
  });

  test('an ongoing conversation brings tawk.to to the next page without a click, an ended one does not', async () => {
    await desk.sandbox.configure({ load: 'click' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.openChat();
    await paula.write('Are you there?');
    await (await desk.agent()).chatWith('Are you there?').waitFor();
    await paula.open(portalPath('/object/view/UserRequest/1'));
    await expect.poll(() => embedRequests(desk)).toBe(2);
    await paula.openChat();
    await paula.chat.getByText('Are you there?').waitFor();

    await paula.page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('tawkChatEnded', resolve);
          (window.Tawk_API as { endChat(): void }).endChat();
        }),
    );
    await paula.open(portalPath());
    await paula.launcher.waitFor();
    await settled(paula);
    expect(embedRequests(desk)).toBe(2);
  });
});

test('with load: idle, tawk.to comes by itself, after the load event', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  const [fetchedAt, loadedAt] = await paula.page.evaluate((path) => {
    const [script] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith(path));
    const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return [script?.startTime ?? 0, page?.loadEventStart ?? 0];
  }, entryPath(desk));
  expect(loadedAt).toBeGreaterThan(0);
  expect(fetchedAt).toBeGreaterThanOrEqual(loadedAt);
});

test('with load: idle, tawk.to comes by itself also to a page that animates all the time', async () => {
  const paula = await desk.person();
  await paula.page.addInitScript(() => {
    // Each frame takes longer than a screen shows it: the browser has no idle moment.
    const animate = () => {
      requestAnimationFrame(animate);
      const end = performance.now() + 40;
      while (performance.now() < end);
    };
    animate();
  });
  await paula.openPortal('paula');
  await expect.poll(() => embedRequests(desk), { timeout: 30_000 }).toBe(1);
});

test('with load: immediate, tawk.to comes with the load event, though the browser is never idle', async () => {
  await desk.sandbox.configure({ load: 'immediate' });
  const paula = await desk.person();
  await paula.page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
});

test.each(['idle', 'immediate', 'click'])(
  'with load: %s the load event of the page waits for nothing of ours, nor of tawk.to',
  async (load) => {
    desk.sandbox.tawk.faults = { entry: 'hang' };
    await desk.sandbox.configure({ load });
    const paula = await desk.person();
    await paula.page.route('**/chat.js*', () => {});
    await paula.openPortal('paula');
    await paula.launcher.click();
    await paula.page.waitForLoadState('load');
  },
);

test.each([
  ['asks for reduced data', { saveData: true }],
  ['is on a slow connection', { effectiveType: 'slow-2g' }],
])('where the browser %s, tawk.to waits for a click', async (_what, connection) => {
  const paula = await desk.person();
  await paula.page.addInitScript(
    (value) => Object.defineProperty(Navigator.prototype, 'connection', { get: () => value }),
    connection,
  );
  await paula.openPortal('paula');
  await paula.launcher.waitFor();
  await settled(paula);
  expect(desk.sandbox.tawk.requests).toEqual([]);
  await paula.openChat();
});

test('the first click is not lost: made before tawk.to is there, it opens the chat as soon as it is', async () => {
  desk.sandbox.tawk.faults = { entry: { delay: 1500 } };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.page.locator('itop-tawk').getByText('Opening the chat…').waitFor();
  await paula.launcher.and(paula.page.locator('[aria-busy=true]')).waitFor();
  await paula.messageField.waitFor();
  expect(embedRequests(desk)).toBe(1);
});

test.each(['idle', 'immediate', 'click'])(
  'with load: %s there is one bubble at each moment, and nothing shifts',
  async (load) => {
    desk.sandbox.tawk.weight = 'real';
    await desk.sandbox.configure({ load });
    const paula = await desk.person();
    await watchScreen(paula.page);
    await paula.openPortal('paula');
    if (load === 'click') await paula.launcher.click();
    await (load === 'click' ? paula.messageField : paula.tawkBubble).waitFor();
    await paula.launcher.waitFor({ state: 'hidden' });
    const { frames, framesWithout, framesWithTwo, shift } = await watchedScreen(paula.page);
    expect(frames).toBeGreaterThan(5);
    expect({ framesWithout, framesWithTwo, shift }).toEqual({ framesWithout: 0, framesWithTwo: 0, shift: 0 });
  },
);

test('a click before the second script is there takes nothing from load: idle: tawk.to comes by itself', async () => {
  await desk.sandbox.configure({ panel: 'always' });
  const paula = await desk.person();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await paula.page.route(/chat\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await paula.openPortal('paula');
  await paula.launcher.click();
  await settled(paula);
  release();
  await paula.page.locator('itop-tawk').getByRole('dialog').waitFor();
  await expect.poll(() => embedRequests(desk)).toBe(1);
});

test('the keyboard focus goes from the launcher to the chat', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.press('Enter');
  await paula.launcher.waitFor({ state: 'hidden' });
  await expect.poll(() => paula.page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
});

test('where tawk.to hides its bubble, the launcher stays and opens the chat', async () => {
  const paula = await desk.person();
  await paula.page.addInitScript(() => {
    addEventListener('tawkBeforeLoad', () => (window.Tawk_API as { hideWidget(): void }).hideWidget());
  });
  await paula.openPortal('paula');
  await paula.page.waitForFunction(() => window.Tawk_API?.isChatHidden?.() && 'onLoaded' in window.Tawk_API);
  expect(await paula.launcher.isVisible()).toBe(true);
  await paula.launcher.click();
  await paula.messageField.waitFor();
});

describe('the settings of the launcher', () => {
  const CORNERS = [
    ['bottom-right', 1, 1],
    ['bottom-left', 0, 1],
    ['top-right', 1, 0],
    ['top-left', 0, 0],
  ] as const;

  test.each(CORNERS)('%s is where the launcher stands, and tawk.to after it', async (position, right, bottom) => {
    await desk.sandbox.configure({ launcher_position: position, load: 'click' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    const page = await paula.page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const isThere = async (box: { x: number; y: number; width: number; height: number } | null) => {
      const middle = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
      return [Math.round(middle.x / page.width), Math.round(middle.y / page.height)];
    };
    const launcherBox = await paula.launcher.boundingBox();
    expect(await isThere(launcherBox)).toEqual([right, bottom]);
    await paula.openChat();
    await paula.minimiseChat();
    // The very same pixels, though tawk.to's frame is wider than its bubble.
    expect(await paula.tawkBubble.boundingBox()).toEqual(launcherBox);
  });

  test('colour and z-index are those of the settings; the launcher is one above tawk.to', async () => {
    await desk.sandbox.configure({ launcher_color: '#8b0000', launcher_z_index: 77, load: 'click' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    expect(await paula.launcher.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(139, 0, 0)');
    expect(await paula.page.locator('itop-tawk').evaluate((host) => getComputedStyle(host).zIndex)).toBe('78');
    await paula.openChat();
    const zIndex = (frame: Element) => getComputedStyle(frame.parentElement as Element).zIndex;
    expect(await paula.chatFrame.evaluate(zIndex)).toBe('77');
  });
});
