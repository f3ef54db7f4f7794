import { expect, test } from 'vitest';
import type { EmbedBehaviour } from '../../sandbox/tawk/tawk';
import { useDesk } from './desk';
import { embedRequests } from './observers';
import type { Person } from './person';

const desk = useDesk();
const UNREACHABLE = 'The chat cannot be reached right now.';

/** Somebody whose browser's clock can be moved on, before a portal page with the chat behind a click. */
async function before(behaviour: EmbedBehaviour): Promise<Person> {
  desk.sandbox.tawk.embed = behaviour;
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.page.clock.install();
  await paula.openPortal('paula');
  return paula;
}

function says(person: Person, text: string) {
  return person.page.getByRole('alertdialog').getByText(text);
}

async function retryWorks(paula: Person): Promise<void> {
  desk.sandbox.tawk.embed = { mode: 'works' };
  await paula.page.getByRole('button', { name: 'Try again' }).click();
  await paula.page.clock.resume();
  await paula.chat.getByLabel('Message').waitFor();
  expect(embedRequests(desk)).toBe(2);
  expect(await paula.page.locator('iframe[title="Chat window"]').count()).toBe(1);
  expect(paula.troubles).toEqual([]);
}

const AT_ONCE: [what: string, behaviour: EmbedBehaviour][] = [
  ['is not found', { mode: 'not found' }],
  ['is blocked', { mode: 'absent' }],
  ['throws', { mode: 'broken' }],
  ['cannot be parsed', { mode: 'syntax error' }],
];

test.each(AT_ONCE)('where the script %s, the launcher says so, and trying again loads again', async (_, behaviour) => {
  const paula = await before(behaviour);
  await paula.launcher.click();
  await says(paula, UNREACHABLE).waitFor();
  expect(await paula.launcher.getAttribute('aria-busy')).toBe('false');
  await paula.useItop();
  await retryWorks(paula);
});

test('where the script does not answer within 15 seconds, the same; what comes of it later is not run', async () => {
  const paula = await before({ mode: 'slow', milliseconds: 3000 });
  const late = paula.page.waitForResponse((response) => response.url().endsWith('/default'));
  await paula.launcher.click();
  await paula.page.clock.fastForward(15_000);
  await says(paula, UNREACHABLE).waitFor();
  await retryWorks(paula);
  await (await late).finished();
  await paula.write('Still here');
  await (await desk.agent()).chatWith('Still here').waitFor();
  expect(await paula.page.locator('iframe[title="Chat window"]').count()).toBe(1);
});

test('what comes late, while the launcher still says so, opens the chat', async () => {
  const paula = await before({ mode: 'slow', milliseconds: 1500 });
  await paula.launcher.click();
  await paula.page.clock.fastForward(15_000);
  await says(paula, UNREACHABLE).waitFor();
  await paula.page.clock.resume();
  await paula.chat.getByLabel('Message').waitFor();
  expect(await paula.page.locator('itop-tawk').count()).toBe(0);
});

test('whoever clicked twice and closed the message is not told again', async () => {
  const paula = await before({ mode: 'not found' });
  await paula.launcher.evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await says(paula, UNREACHABLE).waitFor();
  await paula.page.getByRole('button', { name: 'Close' }).click();
  await paula.page.clock.fastForward(20_000);
  expect(await paula.page.getByRole('alertdialog').count()).toBe(0);
});

test('offline, the launcher says so, and back online trying again loads', async () => {
  const paula = await before({ mode: 'works' });
  await paula.launcher.waitFor();
  await paula.context.setOffline(true);
  await paula.launcher.click();
  await says(paula, UNREACHABLE).waitFor();
  await paula.context.setOffline(false);
  await paula.page.getByRole('button', { name: 'Try again' }).click();
  await paula.page.clock.resume();
  await paula.chat.getByLabel('Message').waitFor();
  expect(paula.troubles).toEqual([]);
});

test('a failure that nobody waits for is not talked about; a click then loads again', async () => {
  desk.sandbox.tawk.embed = { mode: 'not found' };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await expect.poll(() => embedRequests(desk)).toBe(1);
  await paula.page.waitForFunction(() => window.Tawk_API === undefined);
  expect(await paula.page.getByRole('alertdialog').count()).toBe(0);
  desk.sandbox.tawk.embed = { mode: 'works' };
  await paula.openChat();
  expect(embedRequests(desk)).toBe(2);
});

test('a message that was closed stays away, and so does the chat when it comes after all', async () => {
  const paula = await before({ mode: 'slow', milliseconds: 1500 });
  await paula.launcher.click();
  await paula.page.clock.fastForward(15_000);
  await says(paula, UNREACHABLE).waitFor();
  await paula.page.getByRole('button', { name: 'Close' }).click();
  await paula.page.clock.resume();
  await paula.tawkBubble.waitFor();
  expect(await paula.chat.getByLabel('Message').isVisible()).toBe(false);
});
