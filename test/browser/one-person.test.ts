import { expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk();
const SECRET = 'My salary is on the wrong account';

/** Somebody has told the desk something in confidence. */
async function confide(login = 'paula'): Promise<Person> {
  const person = await desk.person();
  await person.openPortal(login);
  await person.openChat();
  await person.write(SECRET);
  await person.chat.getByText(SECRET).waitFor();
  return person;
}

/** What of tawk.to's is kept in this browser. */
function kept(person: Person): Promise<string[]> {
  return person.page.evaluate(() => [
    ...document.cookie.split('; ').filter((cookie) => /twk|tawk/i.test(cookie)),
    ...Object.keys(localStorage).filter((name) => /^twk/.test(name)),
  ]);
}

/** The person who sits there now opens the chat and sees nothing of the one before. */
async function expectAFreshChat(person: Person, name: string): Promise<void> {
  await person.openChat();
  await person.write('Hello, I am new here');
  const chat = (await desk.agent()).chatWith('Hello, I am new here');
  await chat.getByText('✔ verified').waitFor();
  expect(await chat.locator('.name').textContent()).toBe(name);
  expect(await person.chat.getByText(SECRET).count()).toBe(0);
  expect(await chat.getByText(SECRET).count()).toBe(0);
  expect(desk.sandbox.tawk.visitors.all.filter(({ messages }) => messages.length > 0)).toHaveLength(2);
}

test('the stand-in does what tawk.to does: the one before is not forgotten by itself', async () => {
  const person = await confide();
  expect(await kept(person)).not.toEqual([]);
});

test('a click on the log-out link clears the conversation and ends the connection', async () => {
  const person = await confide();
  await person.page.getByRole('link', { name: 'Log out' }).click();
  await person.page.getByRole('heading', { name: 'You are logged out' }).waitFor();
  expect(await kept(person)).toEqual([]);
  await expect.poll(() => desk.sandbox.tawk.visitors.all.some(({ online }) => online)).toBe(false);

  await person.openPortal('peter');
  await expectAFreshChat(person, 'Peter Portal');
});

test('after a session timeout the next person does not see the conversation', async () => {
  const person = await confide();
  desk.sandbox.sessions.expire();
  await person.openPortal('peter');
  await expectAFreshChat(person, 'Peter Portal');
});

test('after a switch of user without logging out the next person does not see the conversation', async () => {
  const person = await confide();
  await person.context.clearCookies({ name: 'itop-session' });
  await person.openPortal('peter');
  await expectAFreshChat(person, 'Peter Portal');
});

test('what the one before left is gone before tawk.to is asked for anything', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const person = await confide();
  desk.sandbox.sessions.expire();
  desk.sandbox.tawk.requests.length = 0;
  await person.openPortal('peter');
  await person.launcher.waitFor();
  expect(await kept(person)).toEqual([]);
  expect(desk.sandbox.tawk.requests).toEqual([]);
});

test('the same person keeps the conversation from page to page, and after a session timeout', async () => {
  const person = await confide();
  await person.open(portalPath('/object/view/UserRequest/1'));
  await person.openChat();
  await person.chat.getByText(SECRET).waitFor();
  desk.sandbox.sessions.expire();
  await person.openPortal('paula');
  await person.openChat();
  await person.chat.getByText(SECRET).waitFor();
  expect(desk.sandbox.tawk.visitors.all).toHaveLength(1);
});

test('in a second tab, the same person has the same conversation', async () => {
  const person = await confide();
  const second = await person.secondTab();
  await second.open(portalPath());
  await second.openChat();
  await second.chat.getByText(SECRET).waitFor();
  expect(await person.chat.getByText(SECRET).isVisible()).toBe(true);
});

test('the chat of a tab ends when another tab logs out and somebody else in', async () => {
  const person = await confide();
  const second = await person.secondTab();
  await second.open(portalPath());
  await second.page.getByRole('link', { name: 'Log out' }).click();
  await expect.poll(() => person.bubbles()).toBe(0);
  await expect.poll(() => person.chat.getByText(SECRET).isVisible()).toBe(false);
  await expect.poll(() => desk.sandbox.tawk.visitors.all.some(({ online }) => online)).toBe(false);

  await second.openPortal('peter');
  await expectAFreshChat(second, 'Peter Portal');
  expect(await person.bubbles()).toBe(0);
  expect(person.troubles).toEqual([]);
});

test('a page that comes back from the back-forward cache after a switch of user has no chat', async () => {
  const person = await confide();
  await person.page.evaluate(() => {
    // The page was asleep while another one wrote this, and is told nothing but that it is shown again.
    localStorage.setItem('itop-tawk:user', 'somebody else');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await expect.poll(() => person.bubbles()).toBe(0);
  expect(await person.chat.getByText(SECRET).isVisible()).toBe(false);
});

test('impersonation shows no chat, and the administrator finds the own conversation again', async () => {
  await desk.sandbox.configure({ enabled_portals: ['itop-portal', 'backoffice'], allowed_profiles: [] });
  const adam = await desk.person();
  await adam.openConsole('adam');
  await adam.openChat();
  await adam.write(SECRET);
  await adam.chat.getByText(SECRET).waitFor();
  await adam.page.getByLabel('Impersonate').selectOption('paula');
  await adam.page.getByRole('button', { name: 'Impersonate' }).click();
  await adam.page.getByText('Paula Portal').waitFor();
  expect(await adam.traces()).toEqual([]);

  desk.sandbox.sessions.expire();
  await adam.openConsole('adam');
  await adam.openChat();
  await adam.chat.getByText(SECRET).waitFor();
});

test('the key of a user is neither the login nor the id, and another for each user', async () => {
  const keys: string[] = [];
  for (const login of ['paula', 'peter']) {
    const person = await desk.person();
    await person.openPortal(login);
    const key = (await person.page.evaluate(() => window.itopTawk?.user)) ?? '';
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    keys.push(key);
  }
  expect(keys[0]).not.toBe(keys[1]);
});
