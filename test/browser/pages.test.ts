import { describe, expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { ITOP_VERSIONS } from '../../sandbox/itop/versions';
import { useDesk } from './desk';
import { embedRequests } from './observers';
import type { Person } from './person';

const desk = useDesk();
const EVERYWHERE = { enabled_portals: ['itop-portal', 'backoffice'], allowed_profiles: [] };

async function expectNothingOfOurs(person: Person): Promise<void> {
  expect(await person.traces()).toEqual([]);
  expect(await person.bubbles()).toBe(0);
  expect(desk.sandbox.tawk.requests).toEqual([]);
  expect(person.troubles).toEqual([]);
}

describe.each(ITOP_VERSIONS.map(({ id }) => id))('iTop %s: nothing of ours', (version) => {
  test('for a user without the profile', async () => {
    const pat = await desk.person();
    await pat.openPortal('pat', version);
    await expectNothingOfOurs(pat);
  });

  test('in the console, unless it is enabled', async () => {
    await desk.sandbox.configure({ allowed_profiles: [] });
    const alice = await desk.person();
    await alice.openConsole('alice', version);
    await expectNothingOfOurs(alice);
  });

  test('in a portal that is not enabled', async () => {
    await desk.sandbox.configure({ enabled_portals: 'backoffice' });
    const paula = await desk.person();
    await paula.openPortal('paula', version);
    await expectNothingOfOurs(paula);
  });

  test('on the login page and on the logout page', async () => {
    await desk.sandbox.configure(EVERYWHERE);
    const somebody = await desk.person();
    await somebody.open('pages/UI.php', version);
    await somebody.page.getByRole('heading', { name: 'Log in to iTop' }).waitFor();
    await expectNothingOfOurs(somebody);
    await somebody.open('pages/logoff.php', version);
    await somebody.page.getByRole('heading', { name: 'You are logged out' }).waitFor();
    await expectNothingOfOurs(somebody);
  });

  test('in printable pages', async () => {
    await desk.sandbox.configure(EVERYWHERE);
    const alice = await desk.person();
    await alice.open('pages/UI.php?printable=1', version);
    await alice.logIn('alice');
    await alice.page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await expectNothingOfOurs(alice);
  });
});

test('nothing of ours while an administrator impersonates somebody', async () => {
  const adam = await desk.person();
  await adam.openConsole('adam');
  await adam.page.getByLabel('Impersonate').selectOption('paula');
  await adam.page.getByRole('button', { name: 'Impersonate' }).click();
  await adam.page.getByText('Paula Portal').waitFor();
  await expectNothingOfOurs(adam);
});

test('nothing of ours where the settings are those of a fresh installation', async () => {
  await desk.sandbox.itop.configure({});
  const paula = await desk.person();
  await paula.openPortal('paula');
  await expectNothingOfOurs(paula);
});

test("the portal's error page has the chat, and stays the error page", async () => {
  const paula = await desk.person();
  await paula.openPortal('paula', '3.2', '/no-such-page');
  await paula.page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await paula.openChat();
  expect(paula.troubles).toEqual([]);
});

test.each(['3.2', '2.7'])('a page inside a page has one chat, iTop %s', async (version) => {
  const paula = await desk.person();
  await paula.openPortal('paula', version, '/sandbox/page-in-page');
  await paula.openChat();
  const frame = paula.page.frames().find((each) => each.url().includes('UserRequest'));
  await frame?.waitForLoadState('load');
  await frame?.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
  expect(await frame?.locator('iframe, itop-tawk').count()).toBe(0);
  expect(embedRequests(desk)).toBe(1);
});

test('the inner page has its own chat where it is opened by itself', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula', '3.2', '/object/view/UserRequest/1');
  await paula.openChat();
});

test('what an XHR brings into the page adds no second chat', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.useItop();
  expect(await paula.chatFrame.count()).toBe(1);
  expect(embedRequests(desk)).toBe(1);
});

test('a changed configuration file counts with the next page', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await expect.poll(() => paula.bubbles()).toBe(1);
  await desk.sandbox.configure({ enabled_portals: [] });
  await paula.open(portalPath());
  await paula.page.getByText('Paula Portal').waitFor();
  expect(await paula.traces()).toEqual([]);
});
