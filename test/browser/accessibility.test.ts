import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk();
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in our part of the page. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found, passes } = await page.evaluate(() =>
    (window as unknown as { axe: { run(scope: string): Promise<AxeResults> } }).axe.run('itop-tawk'),
  );
  expect(passes.length).toBeGreaterThan(0);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}

const STATES: [state: string, open: (person: Person) => Promise<void>][] = [
  ['as it is painted', async (person) => person.launcher.waitFor()],
  [
    'opening',
    async (person) => {
      desk.sandbox.tawk.faults = { entry: 'hang' };
      await person.launcher.click();
      await person.page.getByText('Opening the chat…').waitFor();
    },
  ],
  [
    'unreachable',
    async (person) => {
      desk.sandbox.tawk.faults = { entry: 'not found' };
      await person.launcher.click();
      await person.page.getByRole('button', { name: 'Try again' }).waitFor();
    },
  ],
];

describe.each(STATES)('the launcher, %s', (_state, open) => {
  test.each(['portal', 'console'])('axe finds nothing, %s', async (place) => {
    await desk.sandbox.configure({
      load: 'click',
      enabled_portals: ['itop-portal', 'backoffice'],
      allowed_profiles: [],
    });
    const person = await desk.person();
    // While a box fades in, its colours are those of no design.
    await person.page.emulateMedia({ reducedMotion: 'reduce' });
    if (place === 'portal') await person.openPortal('paula');
    else await person.openConsole('alice');
    await open(person);
    expect(await violations(person.page)).toEqual([]);
  });
});

/** The desk is never open. */
const CLOSED = { weekly: { mon: [] } };

test.each([
  ['light', {}],
  ['dark', {}],
  ['light', { hours: CLOSED }],
] as const)('axe finds nothing in the panel, on a %s page, %j', async (page, more) => {
  await desk.sandbox.configure({ load: 'click', panel: 'auto', ...more });
  const paula = await desk.person();
  await paula.page.emulateMedia({ reducedMotion: 'reduce' });
  await paula.openPortal('paula', '3.2', '/object/view/UserRequest/101');
  if (page === 'dark') await paula.page.addStyleTag({ content: 'body { background: #2e3440 !important }' });
  await paula.launcher.click();
  const panel = paula.page.getByRole('dialog', { name: 'Help' });
  await panel.getByRole('searchbox').fill('password');
  await panel.getByRole('status').getByRole('link').first().waitFor();
  expect(await violations(paula.page)).toEqual([]);
});

test('axe finds nothing in the question for consent, in high contrast neither', async () => {
  await desk.sandbox.configure({ consent: 'ask', consent_url: '/privacy' });
  const paula = await desk.person();
  await paula.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.page.getByRole('button', { name: 'Start' }).waitFor();
  expect(await violations(paula.page)).toEqual([]);
  const border = await paula.launcher.evaluate((button) => getComputedStyle(button).borderTopColor);
  expect(border).not.toBe('rgba(0, 0, 0, 0)');
});

test('the launcher is a button with a name, and says whether something stands next to it', async () => {
  await desk.sandbox.configure({ consent: 'ask' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.hover();
  const button = paula.page.getByRole('button', { name: 'Chat with us', expanded: false });
  await button.click();
  await paula.page.getByRole('button', { name: 'Chat with us', expanded: true }).waitFor();
});

test('by keyboard alone: Tab reaches the launcher, Enter asks, Escape takes back, the focus is seen and not lost', async () => {
  await desk.sandbox.configure({ consent: 'ask' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.waitFor();
  const focused = () =>
    paula.page.evaluate(() => {
      const element = document.activeElement?.shadowRoot?.activeElement;
      return (
        element && {
          name: element.textContent || element.getAttribute('title'),
          isSeen: getComputedStyle(element).outlineStyle !== 'none',
        }
      );
    });
  while (!(await focused())) await paula.page.keyboard.press('Tab');
  expect(await focused()).toEqual({ name: 'Chat with us', isSeen: true });
  await paula.page.keyboard.press('Enter');
  await expect.poll(focused).toEqual({ name: 'Start', isSeen: true });
  await paula.page.keyboard.press('Tab');
  expect((await focused())?.name).toBe('Cancel');
  await paula.page.keyboard.press('Escape');
  expect(await focused()).toEqual({ name: 'Chat with us', isSeen: true });
});

test.each([
  ['no-preference', 1],
  ['reduce', 0],
] as const)(
  'while the chat is opening something turns, unless less motion is wanted: %s',
  async (reducedMotion, animations) => {
    desk.sandbox.tawk.faults = { entry: 'hang' };
    await desk.sandbox.configure({ load: 'click' });
    const paula = await desk.person();
    await paula.page.emulateMedia({ reducedMotion });
    await paula.openPortal('paula');
    await paula.launcher.click();
    await paula.page.getByRole('button', { name: 'Cancel' }).waitFor();
    await paula.page.getByText('Opening the chat…').waitFor();
    const running = () => document.querySelector('itop-tawk')?.shadowRoot?.getAnimations().length;
    expect(await paula.page.evaluate(running)).toBe(animations);
  },
);

test('the focus is seen on light and on dark grounds: a ring of both', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  const chatScript = paula.page.waitForResponse(/chat\.js/);
  await paula.launcher.focus();
  await (await chatScript).finished();
  const ring = () =>
    paula.launcher.evaluate((button) => {
      const { outlineColor, boxShadow } = getComputedStyle(button);
      return [outlineColor, boxShadow];
    });
  // Beside it, and reached from it, comes what puts it away.
  await paula.page.locator('itop-tawk [part=tool]').waitFor({ state: 'attached' });
  await paula.page.keyboard.press('Tab');
  await paula.page.keyboard.press('Shift+Tab');
  await expect.poll(ring).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0) 0px 0px 0px 6px']);
});

test('what is said is dark where the page is', async () => {
  await desk.sandbox.configure({ consent: 'ask' });
  const paula = await desk.person();
  // As a theme of iTop's: from the beginning.
  await paula.page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => document.body.style.setProperty('background', '#2e3440', 'important'));
  });
  await paula.openPortal('paula');
  await paula.launcher.click();
  const panel = paula.page.getByRole('alertdialog');
  await panel.waitFor();
  const [color = [], ground = []] = await panel.evaluate((element) => {
    const style = getComputedStyle(element);
    return [style.color, style.backgroundColor].map((each) => (each.match(/\d+/g) ?? []).map(Number));
  });
  expect(luminance(ground)).toBeLessThan(0.1);
  expect(luminance(color)).toBeGreaterThan(0.6);
});

test('names and addresses keep their own direction in a sentence of the other', async () => {
  await desk.sandbox.configure({ consent: 'ask' });
  const layla = await desk.person();
  await layla.openPortal('layla');
  await layla.launcher.click();
  const sentence = (await layla.page.getByRole('alertdialog').textContent()) ?? '';
  expect(sentence).toContain('\u2068layla.portal@example.com\u2069');
});

test('on a right-to-left page the words run from the right', async () => {
  await desk.sandbox.configure({ consent: 'ask' });
  const layla = await desk.person();
  await layla.page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      document.documentElement.dir = 'rtl';
    });
  });
  await layla.openPortal('layla');
  await layla.launcher.click();
  const boxes = await Promise.all(
    ['Starten', 'Abbrechen'].map((name) => layla.page.getByRole('button', { name }).boundingBox()),
  );
  expect(boxes[0]?.x).toBeGreaterThan(boxes[1]?.x ?? Number.POSITIVE_INFINITY);
});

test.each([
  '#0b7a3e',
  '#ea7d1e',
  '#ffffff',
  '#000000',
  '#ffe600',
  '#00b200',
  '#ff00ff',
  '#8b0000',
  '#777777',
  '#1d4ed8',
])('the icon stands out on %s with a contrast of 3 at least', async (color) => {
  await desk.sandbox.configure({ launcher_color: color, load: 'click' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  const pixels = await paula.launcher.evaluate((button) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
    return ['color', 'backgroundColor'].map((property) => {
      canvas.fillStyle = getComputedStyle(button)[property as 'color'];
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    });
  });
  const [light = 0, dark = 0] = pixels.map(luminance).sort((a, b) => b - a);
  expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(3);
});

/** Relative luminance as WCAG 2 defines it. */
function luminance(rgb: number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
