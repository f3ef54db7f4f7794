import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import { embedRequests } from './observers';

const desk = useDesk();

beforeEach(() => desk.sandbox.configure({ consent: 'ask' }));

test.each(['idle', 'immediate', 'click'])(
  'with load: %s nothing is requested from tawk.to before the user starts the chat',
  async (load) => {
    await desk.sandbox.configure({ consent: 'ask', load });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.page.waitForLoadState('load');
    await paula.launcher.hover();
    await paula.launcher.click();
    await paula.page.getByRole('button', { name: 'Start' }).waitFor();
    await paula.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
    expect(desk.sandbox.tawk.requests).toEqual([]);
    expect(await paula.page.locator('link[rel=preconnect]').count()).toBe(0);

    await paula.page.getByRole('button', { name: 'Start' }).click();
    await paula.messageField.waitFor();
    expect(paula.troubles).toEqual([]);
  },
);

test('the question names who provides the chat and what is sent', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.click();
  const question = paula.page.getByRole('alertdialog');
  expect(await question.textContent()).toMatch(
    /tawk\.to.*\u2068Paula Portal\u2069, \u2068paula\.portal@example\.com\u2069/,
  );
});

test('the question says that no name is sent where none is', async () => {
  const nora = await desk.person();
  await nora.openPortal('nora');
  await nora.launcher.click();
  expect(await nora.page.getByRole('alertdialog').textContent()).toContain('are not sent');
});

test.each([
  ['Cancel', (page: Page) => page.getByRole('button', { name: 'Cancel' }).click()],
  ['Escape', (page: Page) => page.keyboard.press('Escape')],
])('after %s nothing is requested, and the next opening asks again', async (_how, decline) => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.page.getByRole('button', { name: 'Start' }).waitFor();
  await decline(paula.page);
  await paula.page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  await paula.launcher.click();
  await paula.page.getByRole('button', { name: 'Start' }).waitFor();
  expect(desk.sandbox.tawk.requests).toEqual([]);
});

test('the answer is remembered, for this person only', async () => {
  const browser = await desk.person();
  await browser.openPortal('paula');
  await browser.launcher.click();
  await browser.page.getByRole('button', { name: 'Start' }).click();
  await browser.messageField.waitFor();
  await browser.open(portalPath('/object/view/UserRequest/1'));
  await browser.openChat();

  desk.sandbox.sessions.expire();
  const before = embedRequests(desk);
  await browser.openPortal('peter');
  await browser.launcher.click();
  await browser.page.getByRole('button', { name: 'Start' }).waitFor();
  expect(embedRequests(desk)).toBe(before);

  desk.sandbox.sessions.expire();
  await browser.openPortal('paula');
  await browser.openChat();
});

test('without consent: ask nobody is asked', async () => {
  await desk.sandbox.configure({});
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
});
