import { devices, type Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk({ panel: 'always', load: 'click' });

const tool = ({ page }: Person): Locator => page.locator('itop-tawk [part=tool]');
const choice = ({ page }: Person, name: string): Locator => page.locator('itop-tawk').getByRole('button', { name });

/** Opens iTop's user menu, which is another on a phone, and takes the chat's entry. */
async function openByMenu({ page }: Person): Promise<void> {
  await page
    .getByText(/^(Account|Menu)$/)
    .filter({ visible: true })
    .click();
  await page.locator('[data-itop-tawk]').filter({ visible: true }).click();
}

/** The next page, once what may show the launcher is there. */
async function openNext(person: Person): Promise<void> {
  await person.open(portalPath());
  await person.page.waitForLoadState('load');
  await person.page.locator('itop-tawk').waitFor({ state: 'attached' });
}

const BY: [how: string, options: object, act: (person: Person) => Promise<void>][] = [
  [
    'by mouse',
    {},
    async (paula) => {
      await paula.launcher.hover();
      await tool(paula).click();
      await choice(paula, 'For today').click();
    },
  ],
  [
    'by keyboard',
    {},
    async (paula) => {
      await paula.launcher.focus();
      await tool(paula).waitFor({ state: 'attached' });
      await paula.page.keyboard.press('Tab');
      await paula.page.keyboard.press('Enter');
      await choice(paula, 'For today').waitFor();
      await choice(paula, 'For today').focus();
      await paula.page.keyboard.press('Enter');
    },
  ],
  [
    'by touch',
    devices['Pixel 5'],
    async (paula) => {
      await paula.launcher.tap();
      await paula.page.getByRole('dialog', { name: 'Help' }).waitFor();
      await paula.page.keyboard.press('Escape');
      await tool(paula).tap();
      await choice(paula, 'For today').tap();
    },
  ],
];

test.each(BY)('the launcher is put away for today %s, and comes back by the user menu', async (_how, options, act) => {
  const paula = await desk.person(options);
  await paula.openPortal('paula');
  await act(paula);
  await paula.launcher.waitFor({ state: 'hidden' });
  await openNext(paula);
  expect(await paula.launcher.isVisible()).toBe(false);
  await openByMenu(paula);
  await paula.page.getByRole('dialog', { name: 'Help' }).waitFor();
  await openNext(paula);
  await paula.launcher.waitFor();
  expect(paula.troubles).toEqual([]);
});

test('put away on this page, it is there on the next', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.hover();
  await tool(paula).click();
  await choice(paula, 'On this page').click();
  await paula.launcher.waitFor({ state: 'hidden' });
  await openNext(paula);
  await paula.launcher.waitFor();
});

test('put away, nothing of tawk.to is loaded, and what was there is gone', async () => {
  await desk.sandbox.configure({ panel: 'never', load: 'idle' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  await tool(paula).click();
  await choice(paula, 'For today').click();
  await expect.poll(() => paula.bubbles()).toBe(0);
  desk.sandbox.tawk.requests.length = 0;
  await openNext(paula);
  await paula.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
  expect(desk.sandbox.tawk.requests).toEqual([]);
});

describe('where it is not there from the start', () => {
  test('the user menu opens the chat, and a conversation that goes on shows it on each page', async () => {
    await desk.sandbox.configure({ panel: 'never', launcher: 'hidden' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.page.waitForLoadState('load');
    expect(await paula.bubbles()).toBe(0);
    await openByMenu(paula);
    await paula.messageField.waitFor();
    await paula.write('Hello');
    await paula.chat.getByText('Hello').waitFor();
    await openNext(paula);
    await paula.tawkBubble.waitFor();
    // A conversation that goes on is not put away.
    await tool(paula).waitFor({ state: 'attached' });
    expect(await tool(paula).isVisible()).toBe(false);
  });
});

test('from a conversation a button leads back to the panel', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.page
    .getByRole('dialog', { name: 'Help' })
    .getByRole('button', { name: /^Chat with us/ })
    .click();
  await paula.messageField.waitFor();
  await paula.write('Hello');
  await paula.chat.getByText('Hello').waitFor();
  const back = paula.page.getByRole('button', { name: 'Back to the overview' });
  // Its sign is as easily seen as the icons beside it.
  const sign = await back.evaluate((button) => {
    const range = document.createRange();
    range.selectNodeContents(button);
    return range.getBoundingClientRect().height;
  });
  expect(sign).toBeGreaterThan(24);
  await back.click();
  await paula.page.getByRole('dialog', { name: 'Help' }).waitFor();
  await paula.chatFrame.waitFor({ state: 'hidden' });
  expect(paula.troubles).toEqual([]);
});
