import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { OTHER_PROPERTY } from '../../sandbox/property';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk();

/** Puts tawk.to's own snippet into the page, for another property, as a customer has it in a theme. */
async function addSnippet({ page }: Person): Promise<void> {
  await page.evaluate((src) => {
    const text = `var Tawk_API = Tawk_API || {}, Tawk_LoadStart = new Date();
(function () {
  var s1 = document.createElement('script'), s0 = document.getElementsByTagName('script')[0];
  s1.async = true; s1.src = '${src}'; s1.setAttribute('crossorigin', '*');
  s0.parentNode.insertBefore(s1, s0);
})();`;
    document.body.append(Object.assign(document.createElement('script'), { text }));
  }, `${desk.sandbox.embedUrl}/${OTHER_PROPERTY}/theirs`);
}

/** Holds our own entry script until it is let go. */
async function holdOurs(page: Page): Promise<() => void> {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**/${desk.sandbox.tawk.property.propertyId}/*`, async (route) => {
    await until;
    await route.fallback();
  });
  return release;
}

/** Whom the other property was told. */
const toldOther = () => desk.sandbox.tawk.sessions.filter(({ body }) => body.p === OTHER_PROPERTY && body.user);

const loaded = ({ page }: Person) => page.waitForFunction(() => 'onLoaded' in (window.Tawk_API ?? {}));

test('a snippet that comes after ours, before anybody has opened the chat: its bubble is the only one, and opens its chat', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.waitFor();
  await addSnippet(paula);
  await expect.poll(() => paula.page.locator('itop-tawk').count()).toBe(0);
  await loaded(paula);
  await paula.openChat();
  expect(await paula.bubbles()).toBe(1);
  expect(desk.sandbox.tawk.sessions.map(({ body }) => body.p)).toEqual([OTHER_PROPERTY]);
  expect(toldOther()).toEqual([]);
  expect(paula.troubles).toEqual([]);
});

test('a snippet that comes while ours is on its way, and is there first: one bubble, and the user is named to our desk alone', async () => {
  const paula = await desk.person();
  const release = await holdOurs(paula.page);
  const asked = paula.page.waitForRequest(new RegExp(`${desk.sandbox.tawk.property.propertyId}/`));
  await paula.openPortal('paula');
  await asked;
  await addSnippet(paula);
  await expect.poll(() => desk.sandbox.tawk.sessions.length).toBe(1);
  release();
  await loaded(paula);
  await paula.openChat();
  expect(await paula.bubbles()).toBe(1);
  expect(toldOther()).toEqual([]);
  expect(desk.sandbox.tawk.sessions.map(({ body }) => [body.p, body.user?.email])).toEqual([
    [desk.sandbox.tawk.property.propertyId, 'paula.portal@example.com'],
  ]);
  expect(paula.troubles).toEqual([]);
});

test('a snippet that comes when ours is there starts nothing', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  await addSnippet(paula);
  await paula.page.waitForFunction((id) => [...document.scripts].some(({ src }) => src.includes(id)), OTHER_PROPERTY);
  await paula.openChat();
  await paula.write('Hello');
  await paula.chat.getByText('Hello').waitFor();
  expect(await paula.bubbles()).toBe(1);
  expect(desk.sandbox.tawk.sessions.map(({ body }) => body.p)).toEqual([desk.sandbox.tawk.property.propertyId]);
});
