import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import { embedRequests } from './observers';
import type { Person } from './person';

const desk = useDesk({ panel: 'auto' });
const HOUR = 3_600_000;

/** Hours, in UTC, of which one time lies so many milliseconds around now. */
function hours(from: number, to: number) {
  const time = (offset: number) => new Date(Date.now() + offset).toISOString().slice(11, 16);
  const range = `${time(from)}-${time(to)}`;
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  return { time_zone: 'UTC', weekly: Object.fromEntries(days.map((day) => [day, range])) };
}
const CLOSED = hours(-3 * HOUR, -2 * HOUR);

function panelOf({ page }: Person): Locator {
  return page.locator('itop-tawk').getByRole('dialog');
}

async function openPanel(person: Person): Promise<Locator> {
  await person.launcher.click();
  await panelOf(person).waitFor();
  return panelOf(person);
}

test.each(['auto', 'never'])(
  'outside its hours, with panel: %s, the desk says when it is back and offers a request; tawk.to is not asked for',
  async (panel) => {
    await desk.sandbox.configure({ panel, load: 'immediate', hours: CLOSED });
    const paula = await desk.person({ locale: 'en-US', timezoneId: 'America/New_York' });
    await paula.openPortal('paula');
    await paula.page.waitForLoadState('load');
    const shown = await openPanel(paula);
    expect(await shown.innerText()).toMatch(/The service desk is closed right now\.\s+Opens (at|on) .*\d\d:\d\d [AP]M/);
    const [first] = await shown.locator('.button, button.primary').allInnerTexts();
    expect(first).toBe('New request');
    expect(await shown.getByRole('button', { name: /Chat/ }).count()).toBe(0);
    expect(desk.sandbox.tawk.requests).toEqual([]);
    expect(paula.troubles).toEqual([]);
  },
);

test("the time is told in the user's language and time zone, and without the browser's clock", async () => {
  const opens = new Date(Date.now() + 48 * HOUR);
  const day = (locale: string, weekday: 'short' | 'long') =>
    opens.toLocaleDateString(locale, { weekday, timeZone: 'UTC' });
  const weekly = { [day('en', 'short').toLowerCase()]: '08:00-09:00' };
  await desk.sandbox.configure({ hours: { time_zone: 'UTC', weekly, holidays: [] } });
  const layla = await desk.person({ locale: 'de-DE', timezoneId: 'Asia/Tokyo' });
  // Ten years ahead, and it stands.
  await layla.page.clock.setFixedTime(Date.now() + 87_600 * HOUR);
  await layla.openPortal('layla');
  const shown = await openPanel(layla);
  expect(await shown.innerText()).toMatch(new RegExp(`Öffnet am ${day('de', 'long')}, \\d+\\. \\S+ um 17:00`));
});

test.each([
  ['en-US', /Opens at \d\d:\d\d [AP]M/],
  ['en-GB', /Opens at \d\d:\d\d$/m],
] as const)('the time of today is told in the format of the user, %s', async (locale, said) => {
  await desk.sandbox.configure({ hours: CLOSED });
  const paula = await desk.person({ locale });
  await paula.page.route('**/*panel.php*', async (route) => {
    const json = await (await route.fetch()).json();
    const noon = new Date().setHours(12, 0, 0, 0) / 1000;
    const hours = { isOpen: false, until: noon + 7200, now: noon };
    await route.fulfill({ json: { ...json, hours } });
  });
  await paula.openPortal('paula');
  expect(await (await openPanel(paula)).innerText()).toMatch(said);
});

test('where the panel does not come, the desk says that nobody is there, and tawk.to is not asked for', async () => {
  await desk.sandbox.configure({ hours: CLOSED });
  const paula = await desk.person();
  await paula.page.route('**/*panel.php*', (route) => route.fulfill({ status: 500, body: '{}' }));
  await paula.openPortal('paula');
  await paula.launcher.click();
  const notice = paula.page.getByRole('alertdialog');
  await notice.waitFor();
  expect(await notice.innerText()).toContain('No agents are online right now.');
  await paula.page.getByRole('link', { name: 'New request' }).waitFor();
  expect(desk.sandbox.tawk.requests).toEqual([]);
});

test('an entry in a menu of iTop opens the panel, not the chat', async () => {
  await desk.sandbox.configure({ hours: CLOSED });
  const paula = await desk.person();
  await paula.openPortal('paula', '3.2', '/object/view/UserRequest/1');
  await paula.page.getByText('Chat about this request').click();
  await panelOf(paula).getByText('The service desk is closed').waitFor();
  expect(desk.sandbox.tawk.requests).toEqual([]);
});

/** Goes on in time; `performance` goes along. */
async function later(person: Person, milliseconds: number): Promise<void> {
  await person.page.clock.fastForward(milliseconds);
}

test('a page that stays open gives tawk.to up when the desk closes, and takes it again when it opens', async () => {
  await desk.sandbox.configure({ hours: hours(-HOUR, HOUR) });
  const paula = await desk.person();
  await paula.page.clock.install();
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  await later(paula, 2 * HOUR);
  await expect.poll(async () => (await paula.screen()).tawk).toEqual([]);
  await paula.launcher.waitFor();
  const asked = embedRequests(desk);
  // The server does not know of the test's clock.
  await paula.page.route('**/*panel.php*', async (route) => {
    const response = await route.fetch();
    const { hours: said, ...json } = await response.json();
    await route.fulfill({ json: { ...json, hours: said && { isOpen: false, until: said.now + 3600, now: said.now } } });
  });
  const shown = await openPanel(paula);
  await shown.getByText('The service desk is closed').waitFor();
  expect(embedRequests(desk)).toBe(asked);
  await later(paula, 2 * HOUR);
  await shown.getByRole('button', { name: 'Chat with us' }).click();
  await paula.messageField.waitFor();
  expect(paula.troubles).toEqual([]);
});

test('what somebody is writing when the desk closes is not taken away', async () => {
  await desk.sandbox.configure({ hours: hours(-HOUR, 120_000), panel: 'never' });
  const paula = await desk.person();
  await paula.page.clock.install();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.messageField.fill('I am just');
  // Longer, and tawk.to's client loses its connection.
  await later(paula, 120_000);
  await later(paula, 2000);
  await paula.write('I am just in time');
  await paula.chat.getByText('I am just in time').waitFor();
});

test('a conversation is not cut off when the desk closes, and comes to the next page', async () => {
  await desk.sandbox.configure({ hours: hours(-HOUR, HOUR), panel: 'never' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.write('I am not done yet');
  await paula.chat.getByText('I am not done yet').waitFor();
  await desk.sandbox.configure({ hours: CLOSED, panel: 'never' });
  await paula.open(portalPath('/object/view/UserRequest/1'));
  await paula.openChat();
  await paula.chat.getByText('I am not done yet').waitFor();
  // The next morning, before the desk opens.
  const mark = await paula.page.evaluate(() => window.itopTawk?.mark);
  await paula.page.addInitScript((key) => localStorage.setItem(key, '1000'), `${mark}:left`);
  const asked = embedRequests(desk);
  await paula.open(portalPath());
  await openPanel(paula);
  expect(embedRequests(desk)).toBe(asked);
});
