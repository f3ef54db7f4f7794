import { beforeEach, describe, expect, test } from 'vitest';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk();
const AWAY = 'No agents are online right now.';

beforeEach(() => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, showWhenOffline: false };
  desk.sandbox.tawk.status = 'offline';
});

async function told(person: Person): Promise<void> {
  await person.page.getByRole('alertdialog').getByText(AWAY).waitFor();
  expect(await person.launcher.getAttribute('aria-busy')).toBe('false');
}

describe.each(['idle', 'click'])('where tawk.to shows nothing while the desk is away, load: %s', (load) => {
  test('whoever opens the chat in the portal reads so, with the way to a new request', async () => {
    await desk.sandbox.configure({ load });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.launcher.click();
    await told(paula);
    const link = paula.page.getByRole('link', { name: 'New request' });
    expect(await link.getAttribute('href')).toContain('/browse/services');
    expect(paula.troubles).toEqual([]);
  });
});

test('in the console there is no such link', async () => {
  await desk.sandbox.configure({ enabled_portals: ['backoffice'], allowed_profiles: [] });
  const alice = await desk.person();
  await alice.openConsole('alice');
  await alice.launcher.click();
  await told(alice);
  expect(await alice.page.locator('itop-tawk').getByRole('link').count()).toBe(0);
});

test('the window does not spring open when an agent comes later; a click opens it then', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.click();
  await told(paula);
  desk.sandbox.tawk.status = 'online';
  await paula.tawkBubble.waitFor();
  expect(await paula.messageField.isVisible()).toBe(false);
  await paula.page.getByRole('button', { name: 'Close' }).click();
  await paula.openChat();
});

test('the next click says it again, and Escape takes it away', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  for (let time = 0; time < 2; time++) {
    await paula.launcher.click();
    await told(paula);
    await paula.page.keyboard.press('Escape');
    await paula.page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  }
});

test('where tawk.to has a form for those who come while the desk is away, that is what opens', async () => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, showWhenOffline: true };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  await paula.tawkBubble.click();
  await expect
    .poll(async () => (await paula.screen()).tawk.some(({ kind, drawn }) => kind === 'window' && drawn))
    .toBe(true);
  expect(await paula.page.getByRole('alertdialog').isVisible()).toBe(false);
});
