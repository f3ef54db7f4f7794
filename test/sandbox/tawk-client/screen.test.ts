import { devices } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useSnippets } from './visit';

// facts/tawk-client.md §5
const { desk, visit } = useSnippets();
const WINDOW = { width: 1280, height: 720 };

function set(settings: Partial<typeof desk.sandbox.tawk.settings>): void {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, ...settings };
}

test('one element at the end of the page holds all frames, which neither title nor id tells apart', async () => {
  const { person, hears } = await visit('Tawk_API.customStyle = { zIndex: 77 }');
  await hears('Load');
  await expect.poll(() => person.page.frames().length).toBe(4);
  const seen = await person.page.evaluate(() => {
    const frames = [...document.querySelectorAll('iframe')];
    const host = document.body.lastElementChild as HTMLElement;
    const { position, width, height, zIndex } = getComputedStyle(host);
    return {
      host: {
        className: host.className,
        hasId: host.id !== '',
        position,
        width,
        height,
        zIndex,
        inline: host.style.length,
      },
      inside: frames.every((frame) => frame.parentElement === host),
      frames: frames.map(({ title, src }) => [title, src]),
      ids: new Set(frames.map(({ id }) => id)).size,
    };
  });
  const host = {
    className: 'widget-visible',
    hasId: true,
    position: 'fixed',
    width: '0px',
    height: '0px',
    zIndex: '77',
  };
  expect(seen.host).toMatchObject({ ...host, inline: 0 });
  expect(seen).toMatchObject({ inside: true, frames: Array(3).fill(['chat widget', 'about:blank']), ids: 3 });
});

test.each([
  [
    'round, with the window above it',
    'round',
    { width: 64, height: 60, right: 20, bottom: 20 },
    { right: 10, bottom: 90 },
  ],
  [
    'a rectangle, with the window in its place',
    'rectangle',
    { width: 324, height: 44, right: 10, bottom: 0 },
    { right: 0, bottom: 0 },
  ],
] as const)('the bubble is %s', async (_what, bubble, place, windowPlace) => {
  set({ bubble });
  const { person, call } = await visit();
  const edges = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => ({
    width,
    height,
    right: WINDOW.width - x - width,
    bottom: WINDOW.height - y - height,
  });
  await person.tawkBubble.waitFor();
  expect((await person.screen()).tawk.map(({ rect }) => edges(rect))).toEqual([place]);
  await person.tawkBubble.click();
  await person.messageField.waitFor();
  expect(await call('isChatMaximized')).toBe(true);
  const window = async () => (await person.screen()).tawk.find(({ kind }) => kind === 'window')?.rect;
  // It slides into its place.
  await expect
    .poll(async () => edges((await window()) ?? { x: 0, y: 0, width: 0, height: 0 }))
    .toEqual({ width: 350, height: 520, ...windowPlace });
  const { tawk } = await person.screen();
  expect(tawk).toHaveLength(bubble === 'round' ? 2 : 1);
  await person.minimiseChat();
  await person.tawkBubble.waitFor();
});

test('the keyboard focus stays where it is when the window opens', async () => {
  const { person, hears, call } = await visit();
  const focused = () =>
    person.page.evaluate(() => {
      const element = document.activeElement as HTMLIFrameElement;
      return [element.tagName, element.contentDocument?.activeElement?.tagName];
    });
  await hears('Load');
  await call('maximize');
  await person.messageField.waitFor();
  expect(await focused()).toEqual(['BODY', undefined]);
  await person.tawkBubble.press('Enter');
  await person.messageField.waitFor({ state: 'hidden' });
  expect(await focused()).toEqual(['IFRAME', 'BUTTON']);
});

test("the page's wishes for corner and distances count, for a round bubble", async () => {
  const place = "{ position: 'tl', xOffset: 33, yOffset: '44px' }";
  const { person, call } = await visit(
    `Tawk_API.customStyle = { visibility: { desktop: ${place}, mobile: ${place} } }`,
  );
  await person.tawkBubble.waitFor();
  expect((await person.screen()).tawk[0]?.rect).toEqual({ x: 33, y: 44, width: 64, height: 60 });
  expect(await call('widgetPosition')).toBe('br');
});

test('on a phone the window is all of the screen, and a step of the history that Back takes back', async () => {
  const { person, call } = await visit('', devices['Pixel 7']);
  await person.tawkBubble.waitFor();
  expect((await person.screen()).tawk[0]?.rect).toMatchObject({ width: 67, height: 64 });
  await person.tawkBubble.click();
  await person.messageField.waitFor();
  const { width, height } = person.page.viewportSize() ?? {};
  // It slides in.
  const rect = { x: 0, y: 0, width, height };
  await expect.poll(async () => (await person.screen()).tawk).toMatchObject([{ kind: 'window', rect }]);
  expect(new URL(person.page.url()).hash).toBe('#max-widget');
  await person.page.goBack();
  await person.tawkBubble.waitFor();
  expect(await call('isChatMinimized')).toBe(true);
});

describe('where nothing is to be shown while offline', () => {
  test('it is hidden, and showWidget and maximize show nothing, but the window springs open when an agent comes', async () => {
    set({ showWhenOffline: false });
    desk.sandbox.tawk.status = 'offline';
    const { person, hears, call } = await visit();
    await hears('Load');
    expect([await call('isChatHidden'), (await person.screen()).tawk]).toEqual([true, []]);
    await call('showWidget');
    await call('maximize');
    expect([await call('isChatHidden'), (await person.screen()).tawk]).toEqual([false, []]);
    desk.sandbox.tawk.status = 'online';
    await person.messageField.waitFor();
    expect(await call('getStatus')).toBe('online');
  });

  test('it hides when the last agent leaves', async () => {
    set({ showWhenOffline: false });
    const { person, call } = await visit();
    await person.tawkBubble.waitFor();
    await expect.poll(() => desk.sandbox.tawk.visitors.all.some(({ online }) => online)).toBe(true);
    desk.sandbox.tawk.status = 'offline';
    await expect.poll(async () => (await person.screen()).tawk).toEqual([]);
    expect(await call('isChatHidden')).toBe(true);
  });
});

test('switched off for desktops it is hidden, and showWidget shows it', async () => {
  set({ showOnDesktop: false });
  const { person, hears, call } = await visit();
  await hears('Load');
  expect([await call('isChatHidden'), (await person.screen()).tawk]).toEqual([true, []]);
  await call('showWidget');
  await person.tawkBubble.waitFor();
  expect(await call('isChatHidden')).toBe(false);
});

test('a window that is open stays on the screen after shutdown and hideWidget, with what was written in it', async () => {
  const { person, hears, call } = await visit();
  await hears('Load');
  await person.openChat();
  await person.write('My salary is wrong');
  await person.chat.getByText('My salary is wrong').waitFor();
  await call('shutdown');
  await call('hideWidget');
  expect(await call('isChatHidden')).toBe(true);
  await person.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect((await person.screen()).tawk.map(({ kind }) => kind).sort()).toEqual(['bubble', 'window']);
});
