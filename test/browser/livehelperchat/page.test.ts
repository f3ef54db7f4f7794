import { devices } from 'playwright-core';
import { expect, test } from 'vitest';
import { useLhcDesk } from './desk';

const desk = useLhcDesk();

test('on a phone the window covers the page; after closing, the launcher is back, and the page scrolls', async () => {
  const paula = await desk.visitor(devices['Pixel 5']);
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.launcher.waitFor({ state: 'hidden' });
  await paula.write('From my phone');
  await desk.server.chat();
  await paula.window.locator('[title*=inimi],[aria-label*=inimi]').first().click();
  await paula.launcher.waitFor();
  expect(await paula.page.evaluate(() => getComputedStyle(document.body).position)).toBe('static');
  await paula.expectAllWell();
});

test('a page with a strict policy needs exactly the sources in the documentation', async () => {
  const { origin } = new URL(desk.server.address.url);
  const policy = [
    "default-src 'none'",
    // iTop's own statements in the page are inline.
    `script-src 'self' 'unsafe-inline' ${origin}`,
    `style-src 'self' 'unsafe-inline' ${origin}`,
    `connect-src 'self' ${origin}`,
    `font-src ${origin}`,
    `media-src ${origin}`,
    `img-src 'self' data: ${origin}`,
  ].join(';');
  const paula = await desk.visitor();
  const refused: string[] = [];
  paula.page.on('console', (message) => {
    if (/Content.Security.Policy/.test(message.text())) refused.push(message.text());
  });
  // What Playwright answers counts as from elsewhere, and may else not ask this machine.
  await paula.page.context().grantPermissions(['local-network-access']);
  await paula.page.route(`${desk.sandbox.itopUrl}/3.2/**`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': policy };
    await route.fulfill({ response, headers });
  });
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.write('Strictly speaking');
  expect((await desk.server.chat()).nick).toBe('Paula Portal');
  expect(refused).toEqual([]);
  await paula.expectAllWell();
});

test('the focus moves from the launcher into the field, but not while the user types in iTop', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.launcher.press('Enter');
  await paula.messageField.waitFor();
  await expect.poll(() => paula.messageField.evaluate((field) => field.matches(':focus'))).toBe(true);
  await paula.page.keyboard.type('Without a mouse');
  await paula.page.keyboard.press('Enter');
  await desk.server.chat();

  const peter = await desk.visitor();
  await peter.person.openPortal('peter');
  await peter.page.evaluate(() => document.body.insertAdjacentHTML('afterbegin', '<input id="own">'));
  await peter.launcher.click();
  await peter.page.locator('#own').focus();
  await peter.messageField.waitFor();
  await peter.page.keyboard.type('of iTop');
  expect(await peter.page.locator('#own').inputValue()).toBe('of iTop');
});

test('the agent sees next to the chat what it is about and who the user is', async () => {
  await desk.sandbox.configure({ panel: 'always' });
  const paula = await desk.visitor();
  await paula.person.openPortal('paula', '3.2', '/object/view/UserRequest/1');
  await paula.launcher.click();
  await paula.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Chat about/ })
    .first()
    .click();
  await paula.messageField.waitFor();
  await paula.write('About this one');
  await expect.poll(async () => (await desk.server.chat()).additional_data).toContain('UserRequest');
  await paula.expectAllWell();
});
