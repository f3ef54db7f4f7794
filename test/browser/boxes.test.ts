import { devices, type Locator, type Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../sandbox/itop/config-file';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk({ panel: 'never', load: 'click' });

const SHARE = [
  'name',
  'email',
  'organization',
  'language',
  'portal',
  'location',
  'phone',
  'manager',
  'person_link',
  'open_requests',
  'page',
  'request_title',
];

interface Box {
  settings: Settings;
  broken?: boolean;
  role: 'dialog' | 'alertdialog';
  /** What stands last in it. */
  last(page: Page): Locator;
}

const BOXES: [what: string, box: Box][] = [
  [
    'the question for consent',
    {
      settings: { consent: 'ask', share: SHARE, consent_url: '/privacy' },
      role: 'alertdialog',
      last: (page) => page.getByRole('button', { name: 'Start' }),
    },
  ],
  [
    'what is said where tawk.to cannot be reached',
    {
      settings: {},
      broken: true,
      role: 'alertdialog',
      last: (page) => page.getByRole('link', { name: 'New request' }),
    },
  ],
  [
    'the panel',
    {
      settings: { panel: 'always' },
      role: 'dialog',
      last: (page) => page.getByRole('listitem').last().getByRole('button'),
    },
  ],
  [
    'the panel of a closed desk',
    {
      settings: { panel: 'always', hours: { weekly: { mon: [] } } },
      role: 'dialog',
      last: (page) => page.getByRole('listitem').last().getByRole('link'),
    },
  ],
];
const WINDOWS: [width: number, height: number][] = [
  [320, 256],
  [640, 320],
  [390, 150],
  [1280, 720],
];

async function opened(box: Box, width: number, height: number): Promise<[Person, Locator]> {
  await desk.sandbox.configure({ load: 'click', ...box.settings });
  desk.sandbox.tawk.faults = box.broken ? { entry: 'not found' } : {};
  const paula = await desk.person({ viewport: { width, height } });
  await paula.openPortal('paula');
  await paula.launcher.click();
  const shown = paula.page.locator('itop-tawk').getByRole(box.role);
  await shown.waitFor();
  return [paula, shown];
}

/** Whether all of it lies in the window, and nothing else lies on it. */
function isInReach(element: Locator): Promise<boolean> {
  return element.evaluate((each) => {
    const { left, top, right, bottom } = each.getBoundingClientRect();
    const hit = (each.getRootNode() as ShadowRoot).elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && each.contains(hit);
  });
}

describe.each(BOXES)('%s', (_what, box) => {
  test.each(WINDOWS)(
    'is read from its beginning to its end in a window of %i x %i, and can be closed',
    async (width, height) => {
      const [paula, shown] = await opened(box, width, height);
      const heading = shown.getByRole('heading', { level: 2 });
      const close = shown.getByRole('button', { name: 'Close' });
      await shown.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)));
      for (const part of [heading, close]) expect(await isInReach(part)).toBe(true);
      // As a finger does it, not as a program that scrolls what nobody can.
      const body = shown.locator('.body');
      expect(await body.evaluate((element) => element.scrollTop)).toBe(0);
      await body.hover();
      for (let turn = 0; turn < 40 && !(await isInReach(box.last(paula.page))); turn++)
        await paula.page.mouse.wheel(0, 40);
      await expect.poll(() => isInReach(box.last(paula.page))).toBe(true);
      for (const part of [heading, close]) expect(await isInReach(part)).toBe(true);
      await close.click();
      await shown.waitFor({ state: 'hidden' });
    },
  );
});

test('nothing is agreed to out of sight: a blank reads on first, and does not press Start', async () => {
  await desk.sandbox.configure({ load: 'click', consent: 'ask', share: SHARE });
  const paula = await desk.person({ viewport: { width: 320, height: 150 } });
  await paula.openPortal('paula');
  await paula.launcher.focus();
  await paula.page.keyboard.press('Enter');
  const start = paula.page.getByRole('button', { name: 'Start' });
  await start.waitFor();
  expect(await isInReach(start)).toBe(false);
  for (let presses = 0; presses < 5 && !(await isInReach(start)); presses++) {
    await paula.page.keyboard.press('Space');
    await paula.page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await expect.poll(() => isInReach(start)).toBe(true);
  expect(desk.sandbox.tawk.requests).toEqual([]);
  await paula.page.keyboard.press('Tab');
  await paula.page.keyboard.press('Enter');
  await paula.messageField.waitFor();
});

test('what is said looks the same before the panel has come and after', async () => {
  const looks = [];
  for (const panel of ['never', 'always']) {
    await desk.sandbox.configure({ load: 'click', panel, consent: 'ask' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.launcher.click();
    if (panel === 'always') {
      await paula.page.getByRole('dialog').getByRole('button', { name: 'Chat with us' }).click();
    }
    const said = paula.page.locator('itop-tawk').getByRole('alertdialog').locator('p');
    await said.waitFor();
    looks.push(await said.evaluate((each) => [getComputedStyle(each).color, getComputedStyle(each).margin]));
  }
  expect(looks[0]).toEqual(looks[1]);
});

test('in the panel the texts stand below each other, and there is as much room at its end as at its beginning', async () => {
  const [paula, panel] = await opened(BOXES[2]?.[1] as Box, 1280, 800);
  const left = (text: Locator) =>
    text.evaluate((each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return range.getBoundingClientRect().left;
    });
  const heading = await left(panel.getByRole('heading', { level: 3 }));
  expect(await left(panel.getByRole('listitem').first().locator('b'))).toBe(heading);
  await panel.getByRole('searchbox').fill('nothing has this');
  expect(await left(panel.getByText('No answer found'))).toBe(heading);
  // Somebody without requests, on the console's first page.
  await desk.sandbox.configure({
    load: 'click',
    panel: 'always',
    enabled_portals: ['itop-portal', 'backoffice'],
    allowed_profiles: [],
  });
  await paula.openConsole('alice');
  await paula.launcher.click();
  await panel.waitFor();
  const room = await panel.locator('.body').evaluate((body) => {
    const { top, bottom } = body.getBoundingClientRect();
    const first = body.firstElementChild?.getBoundingClientRect().top ?? 0;
    const last = [...body.querySelectorAll('button, a')].at(-1)?.getBoundingClientRect().bottom ?? 0;
    return [first - top, bottom - last];
  });
  expect(room[0]).toBe(room[1]);
});

test("a phone's Back closes panel and notice, and leaves the page where it is", async () => {
  for (const [, box] of BOXES.slice(0, 3)) {
    const [paula, shown] = await opened(box, 390, 844);
    await paula.page.goBack();
    await shown.waitFor({ state: 'hidden' });
    expect(paula.page.url()).toContain(portalPath().split('?')[0]);
    // Closed by its button it leaves nothing behind that Back would go through.
    await paula.launcher.click();
    await shown.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => paula.page.evaluate(() => history.state)).toBe(null);
    await paula.leave();
  }
});

test("a phone's Back closes the panel in the console too, which is as wide there as on a desk", async () => {
  await desk.sandbox.configure({
    load: 'click',
    panel: 'always',
    enabled_portals: ['backoffice'],
    allowed_profiles: [],
  });
  const alice = await desk.person(devices['Pixel 5']);
  await alice.openConsole('alice');
  expect(await alice.page.evaluate(() => innerWidth)).toBeGreaterThan(480);
  const { page, launcher } = alice;
  const url = page.url();
  await launcher.tap();
  const panel = page.locator('itop-tawk').getByRole('dialog');
  await panel.waitFor();
  await page.goBack();
  await panel.waitFor({ state: 'hidden' });
  expect(page.url()).toBe(url);
});

test("in a large window Back is the page's own", async () => {
  const [paula] = await opened(BOXES[0]?.[1] as Box, 1280, 720);
  expect(await paula.page.evaluate(() => history.state)).toBe(null);
});

describe('the colours', () => {
  const COLORS = ['#0b7a3e', '#ea7d1e', '#ffffff', '#000000', '#ffe600', '#777777', '#ff00ff', '#8b0000', '#1d4ed8'];
  const PAGES = [
    ['light', 'rgb(242, 242, 242)', 'rgb(33, 41, 52)'],
    ['the portal', 'rgb(237, 236, 236)', 'rgb(119, 119, 119)'],
    ['dark', 'rgb(46, 52, 64)', 'rgb(216, 222, 233)'],
    ['grey', 'rgb(90, 90, 90)', 'rgb(200, 200, 200)'],
  ];

  test.each(COLORS)(
    'of every text and button are read with launcher_color %s, on light and on dark pages',
    async (color) => {
      const [paula, shown] = await opened(
        { ...(BOXES[2]?.[1] as Box), settings: { panel: 'always', launcher_color: color } },
        1280,
        800,
      );
      for (const [name, ground = '', ink = ''] of PAGES) {
        await paula.open(portalPath('/object/view/UserRequest/1'));
        await paula.page.addStyleTag({ content: `body{background:${ground}!important;color:${ink}!important}` });
        await paula.launcher.click();
        await shown.waitFor();
        const ratios = await shown.evaluate(contrasts);
        expect(ratios.length).toBeGreaterThan(8);
        expect({ name, bad: ratios.filter(([, ratio]) => ratio < 4.5) }).toEqual({ name, bad: [] });
      }
      const [, question] = await opened(
        { ...(BOXES[0]?.[1] as Box), settings: { consent: 'ask', launcher_color: color } },
        1280,
        800,
      );
      expect((await question.evaluate(contrasts)).filter(([, ratio]) => ratio < 4.5)).toEqual([]);
    },
  );

  test.each([
    ['light', 'rgb(242, 242, 242)', false],
    ['dark', 'rgb(46, 52, 64)', true],
  ] as const)('are %s where the page is, whatever the system is', async (_name, ground, isDark) => {
    await desk.sandbox.configure({ load: 'click', panel: 'always' });
    const paula = await desk.person();
    await paula.page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark' });
    await paula.openPortal('paula');
    await paula.page.addStyleTag({ content: `body{background:${ground}!important}` });
    await paula.launcher.click();
    const panel = paula.page.locator('itop-tawk').getByRole('dialog');
    await panel.waitFor();
    expect(await panel.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      isDark ? ground : 'rgb(255, 255, 255)',
    );
  });
});

/** Each text in it, with its contrast to what is behind it. Runs in the page, hence knows nothing but its parameter. */
function contrasts(box: Element): [text: string, ratio: number][] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {
    willReadFrequently: true,
  }) as OffscreenCanvasRenderingContext2D;
  const paint = (color: string) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb: number[]) => {
    const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
      const share = value / 255;
      return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const texts = [...box.querySelectorAll('*')].filter(
    (each) =>
      each.getClientRects().length > 0 &&
      [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
  );
  return texts.map((each) => {
    const behind: Element[] = [];
    for (let at: Element | null = each; at && at !== box.parentElement; at = at.parentElement) behind.unshift(at);
    for (const at of behind) paint(getComputedStyle(at).backgroundColor);
    const ground = luminance(paint('#0000'));
    const ink = luminance(paint(getComputedStyle(each).color));
    const [dark = 0, light = 0] = [ground, ink].sort((a, b) => a - b);
    return [each.textContent ?? '', (light + 0.05) / (dark + 0.05)];
  });
}
