import { devices, type Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { useDesk } from './desk';
import { hold, watchedScreen, watchScreen } from './observers';
import type { Person } from './person';

const desk = useDesk();

beforeEach(() => desk.sandbox.configure({ load: 'idle' }));

/** From the first bubble on, each frame that the page painted had one. */
async function expectOneBubbleAllTheTime(page: Page): Promise<void> {
  const { frames, framesWithout, framesWithTwo } = await watchedScreen(page);
  expect(frames).toBeGreaterThan(5);
  expect({ framesWithout, framesWithTwo }).toEqual({ framesWithout: 0, framesWithTwo: 0 });
}

async function watched(options = {}): Promise<Person> {
  const paula = await desk.person(options);
  await watchScreen(paula.page);
  await paula.openPortal('paula');
  return paula;
}

const CASES: [when: string, prepare: () => void][] = [
  ['as it is', () => {}],
  [
    "with tawk.to's own consent form",
    () => {
      desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, consentForm: true };
    },
  ],
  [
    'with a websocket that hangs',
    () => {
      desk.sandbox.tawk.faults = { socket: 'hang' };
    },
  ],
  [
    'with a bubble that is drawn late',
    () => {
      desk.sandbox.tawk.faults = { 'bubble style': { delay: 1500 } };
    },
  ],
];

describe.each(CASES)("the launcher makes room for tawk.to's bubble, %s", (_when, prepare) => {
  test.each([
    ['on a desktop', {}],
    ['on a phone', devices['Pixel 5']],
  ])('%s', async (_where, options) => {
    prepare();
    const paula = await watched(options);
    await paula.tawkBubble.waitFor();
    await paula.launcher.waitFor({ state: 'hidden' });
    await expectOneBubbleAllTheTime(paula.page);
  });
});

test('the launcher stays while the frame of tawk.to is empty, takes the clicks, and opens the chat', async () => {
  const { held, release } = hold();
  desk.sandbox.tawk.faults = { 'bubble style': held };
  const paula = await watched();
  await paula.bubbleFrame.waitFor();
  await paula.launcher.click();
  await paula.messageField.waitFor();
  release();
  await paula.minimiseChat();
  await expectOneBubbleAllTheTime(paula.page);
});

test("a press on the launcher is not lost where tawk.to's bubble comes before it ends", async () => {
  const { held, release } = hold();
  desk.sandbox.tawk.faults = { 'bubble style': held };
  const paula = await watched();
  await paula.bubbleFrame.waitFor();
  await paula.launcher.hover();
  await paula.page.mouse.down();
  release();
  await paula.tawkBubble.waitFor();
  await paula.page.mouse.up();
  await paula.messageField.waitFor();
});

test('where a proxy lets no websocket through, tawk.to gives up and the launcher is there again', async () => {
  desk.sandbox.tawk.faults = { socket: 'refused' };
  const paula = await watched();
  await paula.page.waitForFunction(() => window.Tawk_API?.isChatHidden?.());
  await paula.launcher.waitFor();
  await expect.poll(async () => (await paula.screen()).tawk).toEqual([]);
  await expectOneBubbleAllTheTime(paula.page);
});

test('where tawk.to hides itself when the last agent leaves, the launcher is there again, and gives way once more', async () => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, showWhenOffline: false };
  const paula = await watched();
  await paula.tawkBubble.waitFor();
  await paula.launcher.waitFor({ state: 'hidden' });
  desk.sandbox.tawk.status = 'offline';
  await paula.launcher.waitFor();
  desk.sandbox.tawk.status = 'online';
  await paula.launcher.waitFor({ state: 'hidden' });
  await expectOneBubbleAllTheTime(paula.page);
});

test('where tawk.to is switched off for desktops, the launcher stays and opens the chat', async () => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, showOnDesktop: false };
  const paula = await watched();
  await paula.page.waitForFunction(() => 'onLoaded' in (window.Tawk_API ?? {}));
  expect(await paula.launcher.isVisible()).toBe(true);
  await paula.launcher.click();
  await paula.messageField.waitFor();
  await expectOneBubbleAllTheTime(paula.page);
});

test('opened before it is there, the chat shows one bubble or its window at each moment', async () => {
  const { held, release } = hold();
  desk.sandbox.tawk.faults = { session: held };
  const paula = await watched();
  await paula.launcher.click();
  release();
  await paula.messageField.waitFor();
  await expectOneBubbleAllTheTime(paula.page);
});

test("with tawk.to's own consent form, a click opens it, and nobody is told that the chat cannot be reached", async () => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, consentForm: true };
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.page.clock.install();
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.chatFrame.waitFor();
  await expect
    .poll(async () => (await paula.screen()).tawk.some(({ kind, drawn }) => kind === 'window' && drawn))
    .toBe(true);
  await paula.page.clock.fastForward(20_000);
  expect(await paula.page.getByRole('alertdialog').isVisible()).toBe(false);
});
