import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import { embedRequests, hold } from './observers';

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

describe('taking the consent back', () => {
  const WITHDRAW = { name: 'Stop using the chat' };
  /** Paula, who has agreed and closed the chat's window, at the panel. */
  const agreed = async () => {
    await desk.sandbox.configure({ consent: 'ask', panel: 'auto' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.launcher.click();
    await paula.page.getByRole('dialog').getByRole('button', { name: 'Chat with us' }).waitFor();
    expect(await paula.page.getByRole('button', WITHDRAW).count()).toBe(0);
    await paula.page.getByRole('dialog').getByRole('button', { name: 'Chat with us' }).click();
    await paula.page.getByRole('button', { name: 'Start' }).click();
    await paula.messageField.waitFor();
    await paula.minimiseChat();
    await paula.launcher.click();
    return paula;
  };

  test('ends the chat, forgets what is kept in this browser, in its other tabs too, and asks again the next time', async () => {
    const paula = await agreed();
    const tab = await paula.secondTab();
    await tab.open(portalPath());
    await tab.tawkBubble.waitFor();
    await paula.page.getByRole('button', WITHDRAW).click();
    for (const each of [paula, tab]) await expect.poll(async () => (await each.screen()).tawk).toEqual([]);
    await expect.poll(() => desk.sandbox.tawk.visitors.all.some(({ online }) => online)).toBe(false);
    const kept = await paula.page.evaluate(() => [document.cookie, ...Object.keys(localStorage)].join());
    expect(kept).not.toMatch(/twk|TawkConn/);
    const before = embedRequests(desk);
    await paula.launcher.click();
    expect(await paula.page.getByRole('button', WITHDRAW).count()).toBe(0);
    await paula.page.getByRole('dialog').getByRole('button', { name: 'Chat with us' }).click();
    await paula.page.getByRole('button', { name: 'Start' }).waitFor();
    await paula.open(portalPath('/object/view/UserRequest/1'));
    await paula.launcher.waitFor();
    expect(embedRequests(desk)).toBe(before);
    expect([...paula.troubles, ...tab.troubles]).toEqual([]);
  });

  test('in another tab, in the middle of a conversation: what ends here says why', async () => {
    const paula = await agreed();
    const tab = await paula.secondTab();
    await tab.open(portalPath());
    await tab.tawkBubble.waitFor();
    await tab.launcher.click();
    await tab.page.getByRole('dialog').getByRole('button', { name: 'Chat with us' }).click();
    await tab.messageField.fill('I am just writ');
    // As the button does it: that of the panel went when tawk.to opened its window in this tab too.
    await paula.page.evaluate(() => {
      localStorage[`${window.itopTawk?.mark}:agreed:${window.itopTawk?.user}`] = '';
    });
    await tab.page.getByRole('alertdialog').getByText('You have stopped using the chat in another tab').waitFor();
    expect((await tab.screen()).tawk).toEqual([]);
    expect([...paula.troubles, ...tab.troubles]).toEqual([]);
  });

  test('while tawk.to is on its way leaves nothing of it, and no chat on this page', async () => {
    await desk.sandbox.configure({ consent: 'ask', panel: 'always' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.page.evaluate(() => {
      const user = (window.itopTawk as { user: string }).user;
      localStorage[`${window.itopTawk?.mark}:agreed:${user}`] = '1';
    });
    const { held, release } = hold();
    desk.sandbox.tawk.faults = { session: held };
    await paula.open(portalPath());
    await expect.poll(() => desk.sandbox.tawk.requests.some(({ path }) => path === '/v1/session/start')).toBe(true);
    await paula.launcher.click();
    await paula.page.getByRole('button', WITHDRAW).click();
    release();
    await expect.poll(() => paula.page.locator('itop-tawk').count()).toBe(0);
    const kept = await paula.page.evaluate(() => [document.cookie, ...Object.keys(localStorage)].join());
    expect(kept).not.toMatch(/twk/);
    expect(desk.sandbox.tawk.sockets.all).toEqual([]);
  });
});

test('the question has the link of the operator, which opens elsewhere', async () => {
  await desk.sandbox.configure({ consent: 'ask', consent_url: 'https://example.com/privacy' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.click();
  const link = paula.page.getByRole('alertdialog').getByRole('link', { name: 'How your data is handled' });
  expect(await link.getAttribute('href')).toBe('https://example.com/privacy');
  expect(await link.getAttribute('target')).toBe('_blank');
});
