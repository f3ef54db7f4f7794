import { describe, expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { OTHER_PROPERTY } from '../../sandbox/property';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk();
const SECRET = 'Only for the desk of the portal';

/** Alice in the portal, who has written to its desk, when the console has another one. */
async function confide(consoleDesk: Record<string, string>): Promise<Person> {
  await desk.sandbox.configure({
    panel: 'never',
    allowed_profiles: [],
    enabled_portals: ['itop-portal', 'backoffice'],
    widgets: [{ portals: ['backoffice'], ...consoleDesk }],
  });
  const alice = await desk.person();
  await alice.openPortal('alice');
  await alice.openChat();
  await alice.write(SECRET);
  await alice.chat.getByText(SECRET).waitFor();
  return alice;
}

test('desks with properties of their own have conversations of their own, each of which is found again', async () => {
  const alice = await confide({ property_id: OTHER_PROPERTY, widget_id: 'console' });
  await alice.open('pages/UI.php');
  await alice.openChat();
  expect(await alice.chat.getByText(SECRET).count()).toBe(0);
  await alice.write('And this is for the other');
  await alice.chat.getByText('And this is for the other').waitFor();
  await alice.open(portalPath());
  await alice.openChat();
  await alice.chat.getByText(SECRET).waitFor();
  expect(await alice.chat.getByText('And this is for the other').count()).toBe(0);
  expect(desk.sandbox.tawk.visitors.all).toHaveLength(2);
  expect(alice.troubles).toEqual([]);
});

test('a conversation at one desk brings tawk.to to no page of another', async () => {
  const alice = await confide({ property_id: OTHER_PROPERTY, widget_id: 'console' });
  await desk.sandbox.configure({
    panel: 'never',
    load: 'click',
    allowed_profiles: [],
    enabled_portals: ['itop-portal', 'backoffice'],
    widgets: [{ portals: ['backoffice'], property_id: OTHER_PROPERTY, widget_id: 'console' }],
  });
  desk.sandbox.tawk.requests.length = 0;
  const chatScript = alice.page.waitForResponse(/chat\.js/);
  await alice.open('pages/UI.php');
  await (await chatScript).finished();
  await alice.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
  expect(desk.sandbox.tawk.requests.filter(({ path }) => path.includes(OTHER_PROPERTY))).toEqual([]);
  await alice.open(portalPath());
  await alice.openChat();
  await alice.chat.getByText(SECRET).waitFor();
});

test('two widgets of one property have one visitor: its conversation with one desk is forgotten before the other', async () => {
  const alice = await confide({ widget_id: 'console' });
  await alice.open('pages/UI.php');
  await alice.openChat();
  expect(await alice.chat.getByText(SECRET).count()).toBe(0);
  await alice.write('Hello');
  await alice.chat.getByText('Hello').waitFor();
  const [first, second] = desk.sandbox.tawk.visitors.all;
  expect([first, second].map((visitor) => visitor?.messages.length)).toEqual([1, 1]);
  expect(alice.troubles).toEqual([]);
});

describe('where a conversation with one desk of the property goes on in a tab', () => {
  test("another desk's page in a second tab leaves it alone, and asks before it would be lost", async () => {
    const alice = await confide({ widget_id: 'console' });
    const second = await alice.secondTab();
    const chatScript = second.page.waitForResponse(/chat\.js/);
    await second.open('pages/UI.php');
    await (await chatScript).finished();
    await second.launcher.click();
    await second.page.getByText('with another desk').waitFor();
    await second.page.getByRole('button', { name: 'Cancel' }).click();
    expect(desk.sandbox.tawk.sessions.map(({ body }) => body.w)).toEqual([desk.sandbox.tawk.property.widgetId]);
    await alice.open(portalPath());
    await alice.openChat();
    await alice.chat.getByText(SECRET).waitFor();
    expect([...alice.troubles, ...second.troubles]).toEqual([]);
  });

  test('whoever starts there all the same gets a conversation of its own', async () => {
    const alice = await confide({ widget_id: 'console' });
    const second = await alice.secondTab();
    await second.open('pages/UI.php');
    await second.launcher.click();
    await second.page.getByRole('button', { name: 'Start' }).click();
    await second.messageField.waitFor();
    expect(await second.chat.getByText(SECRET).count()).toBe(0);
    expect(desk.sandbox.tawk.visitors.all).toHaveLength(2);
  });

  test('it is left alone no longer than it goes on', async () => {
    const alice = await confide({ widget_id: 'console' });
    await alice.page.evaluate(() => (window.Tawk_API as { endChat(): void }).endChat());
    await expect.poll(() => desk.sandbox.tawk.visitors.all.some(({ ongoing }) => ongoing)).toBe(false);
    const second = await alice.secondTab();
    await second.open('pages/UI.php');
    await second.openChat();
    expect(await second.page.getByText('with another desk').count()).toBe(0);
  });
});
