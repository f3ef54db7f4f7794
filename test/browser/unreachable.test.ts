import { expect, test } from 'vitest';
import type { Faults } from '../../sandbox/tawk/faults';
import { useDesk } from './desk';
import { embedRequests, entryPath } from './observers';
import type { Person } from './person';

const desk = useDesk();
const UNREACHABLE = 'The chat cannot be reached right now.';

/** Somebody whose browser's clock can be moved on, before a portal page with the chat behind a click. */
async function before(faults: Faults): Promise<Person> {
  desk.sandbox.tawk.faults = faults;
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
  desk.sandbox.tawk.faults = {};
  await paula.page.getByRole('button', { name: 'Try again' }).click();
  await paula.page.clock.resume();
  await paula.messageField.waitFor();
  expect(embedRequests(desk)).toBe(2);
  expect(await paula.chatFrame.count()).toBe(1);
  expect(paula.troubles).toEqual([]);
}

const AT_ONCE: [what: string, faults: Faults][] = [
  ['is not found', { entry: 'not found' }],
  ['is blocked', { entry: 'absent' }],
  ['throws', { entry: 'broken' }],
  ['cannot be parsed', { entry: 'syntax error' }],
];

test.each(AT_ONCE)('where the script %s, the launcher says so, and trying again loads again', async (_, faults) => {
  const paula = await before(faults);
  await paula.launcher.click();
  await says(paula, UNREACHABLE).waitFor();
  expect(await paula.launcher.getAttribute('aria-busy')).toBe('false');
  await paula.useItop();
  await retryWorks(paula);
});

test('where the script does not answer within 15 seconds, the same; what comes of it later is not run', async () => {
  const paula = await before({ entry: { delay: 3000 } });
  const late = paula.page.waitForResponse((response) => response.url().endsWith(entryPath(desk)));
  await paula.launcher.click();
  await paula.page.clock.fastForward(15_000);
  await says(paula, UNREACHABLE).waitFor();
  await retryWorks(paula);
  await (await late).finished();
  await paula.write('Still here');
  await (await desk.agent()).chatWith('Still here').waitFor();
  expect(await paula.chatFrame.count()).toBe(1);
});

test('what comes late, while the launcher still says so, opens the chat', async () => {
  const paula = await before({ entry: { delay: 1500 } });
  await paula.launcher.click();
  await paula.page.clock.fastForward(15_000);
  await says(paula, UNREACHABLE).waitFor();
  await paula.page.clock.resume();
  await paula.messageField.waitFor();
  expect(await paula.page.locator('itop-tawk').count()).toBe(0);
});

test('whoever clicked twice and closed the message is not told again', async () => {
  const paula = await before({ entry: 'not found' });
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
  const paula = await before({});
  await paula.launcher.waitFor();
  await paula.setOffline(true);
  await paula.launcher.click();
  await says(paula, UNREACHABLE).waitFor();
  await paula.setOffline(false);
  await paula.page.getByRole('button', { name: 'Try again' }).click();
  await paula.page.clock.resume();
  await paula.messageField.waitFor();
  expect(paula.troubles).toEqual([]);
});

test('a failure that nobody waits for is not talked about; a click then loads again', async () => {
  desk.sandbox.tawk.faults = { entry: 'not found' };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await expect.poll(() => embedRequests(desk)).toBe(1);
  await paula.page.waitForFunction(() => window.Tawk_API === undefined);
  expect(await paula.page.getByRole('alertdialog').count()).toBe(0);
  desk.sandbox.tawk.faults = {};
  await paula.openChat();
  expect(embedRequests(desk)).toBe(2);
});

test('a message that was closed stays away, and so does the chat when it comes after all', async () => {
  const paula = await before({ entry: { delay: 1500 } });
  await paula.launcher.click();
  await paula.page.clock.fastForward(15_000);
  await says(paula, UNREACHABLE).waitFor();
  await paula.page.getByRole('button', { name: 'Close' }).click();
  await paula.page.clock.resume();
  await paula.tawkBubble.waitFor();
  expect(await paula.messageField.isVisible()).toBe(false);
});
