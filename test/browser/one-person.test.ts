import type { Locator } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { demoUser } from '../../sandbox/itop/users';
import { useDesk } from './desk';
import { hold } from './observers';
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

/** What of tawk.to's is kept in this browser and tab; what we keep ourselves begins with our own name. */
function kept(person: Person): Promise<string[]> {
  return person.page.evaluate(() =>
    [...document.cookie.split('; '), ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(
      (name) => /twk|tawk|previousNav/i.test(name) && !name.startsWith('itop-tawk'),
    ),
  );
}

/** Another tab, where the user logs out. */
async function logOutElsewhere(person: Person): Promise<Person> {
  const second = await person.secondTab();
  await second.open(portalPath());
  await second.page.getByRole('link', { name: 'Log out' }).click();
  await second.page.getByRole('heading', { name: 'You are logged out' }).waitFor();
  return second;
}

/** Whose conversations the server was asked for, in order. */
function sessionsOf(email: string): number {
  return desk.sandbox.tawk.sessions.filter(({ body }) => body.user?.email === email).length;
}

const PAULA = 'paula.portal@example.com';
const PETER = 'peter.portal@example.com';

/** The same where nobody has written before. */
async function expectAFreshChatAfterNobody(person: Person, name: string): Promise<Locator> {
  await person.openChat();
  await person.write('Hello, I am new here');
  const chat = (await desk.agent()).chatWith('Hello, I am new here');
  await chat.getByText('✔ verified').waitFor();
  expect(await chat.locator('.name').textContent()).toBe(name);
  return chat;
}

/** The e-mail that the server has for the visitor of this browser. */
async function whose(person: Person): Promise<string[]> {
  const cookie = await person.page.evaluate(() => document.cookie);
  return desk.sandbox.tawk.visitors.all.filter(({ uuid }) => cookie.includes(uuid)).map(({ email = '' }) => email);
}

/** The person who sits there now opens the chat and sees nothing of the one before. */
async function expectAFreshChat(person: Person, name: string): Promise<void> {
  const chat = await expectAFreshChatAfterNobody(person, name);
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
  expect(desk.sandbox.tawk.clientCalls).toEqual([]);
  expect(person.troubles).toEqual([]);

  await person.openPortal('peter');
  await expectAFreshChat(person, 'Peter Portal');
});

test('a middle click on the log-out link, which opens another tab, does the same', async () => {
  const person = await confide();
  const second = person.context.waitForEvent('page');
  await person.page.getByRole('link', { name: 'Log out' }).click({ button: 'middle' });
  await (await second).getByRole('heading', { name: 'You are logged out' }).waitFor();
  expect(await kept(person)).toEqual([]);
  expect((await person.screen()).tawk).toEqual([]);
  expect(await person.launcher.count()).toBe(0);
  await expect.poll(() => desk.sandbox.tawk.visitors.all.some(({ online }) => online)).toBe(false);
  expect(person.troubles).toEqual([]);
});

test('a click with the right button on the log-out link does nothing', async () => {
  const person = await confide();
  await person.page.getByRole('link', { name: 'Log out' }).click({ button: 'right' });
  expect(await kept(person)).not.toEqual([]);
  expect(await person.bubbles()).toBe(1);
});

test('a log-out clears also what an earlier page left, where this one has not brought tawk.to in', async () => {
  const person = await confide();
  await person.page.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: as earlier clients of tawk.to did
    document.cookie = '__tawkuuid=old; path=/';
  });
  await desk.sandbox.configure({ load: 'click' });
  await person.page.evaluate(() => (window.Tawk_API as { endChat(): void }).endChat());
  await expect.poll(() => desk.sandbox.tawk.visitors.all.some(({ ongoing }) => ongoing)).toBe(false);
  const chatScript = person.page.waitForResponse(/chat\.js/);
  await person.open(portalPath('/object/view/UserRequest/1'));
  await chatScript;
  expect(await kept(person)).not.toEqual([]);
  await person.page.getByRole('link', { name: 'Log out' }).click();
  await person.page.getByRole('heading', { name: 'You are logged out' }).waitFor();
  expect(await kept(person)).toEqual([]);
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
  await expect.poll(() => kept(person)).toEqual([]);
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

test.each([
  ['comes back from the back-forward cache', () => new PageTransitionEvent('pageshow', { persisted: true })],
  ['comes to the front', () => new Event('visibilitychange')],
] as const)('a page that %s after a switch of user has no chat', async (_how, event) => {
  const person = await confide();
  await person.page.evaluate(
    // The page was asleep while another one wrote this, and is told nothing but that it is shown again.
    `localStorage.setItem(itopTawk.mark + ':user', 'somebody else.1'); dispatchEvent((${event})());`,
  );
  await expect.poll(() => person.bubbles()).toBe(0);
  expect(await person.chat.getByText(SECRET).isVisible()).toBe(false);
});

test('a page that was lost to another user asks for nothing any more, however often it comes to the front', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const person = await desk.person();
  const asked: string[] = [];
  person.page.on('request', (request) => {
    if (request.url().includes('chat.js')) asked.push(request.url());
  });
  await person.openPortal('paula');
  await person.launcher.waitFor();
  const comeToTheFront = () =>
    person.page.evaluate(async () => {
      dispatchEvent(new Event('visibilitychange'));
      // Whatever was asked for before this has been seen when it is answered.
      await fetch(location.href);
    });
  await person.page.evaluate(() =>
    localStorage.setItem(`${window.itopTawk?.mark}:user`, `somebody else.${Date.now()}`),
  );
  await comeToTheFront();
  await expect.poll(() => person.page.locator('itop-tawk').count()).toBe(0);
  for (let time = 0; time < 3; time++) await comeToTheFront();
  expect(asked).toHaveLength(1);
});

describe('the page of a user who has left the browser starts nothing', () => {
  test('a page that is still loading when its user logs out and somebody else logs in elsewhere', async () => {
    const person = await desk.person();
    let arrive = () => {};
    await person.page.route('**/late.png', (route) => {
      arrive = () => void route.fulfill({ status: 204 });
    });
    await person.page.addInitScript(() => {
      if (window !== top) return;
      addEventListener('DOMContentLoaded', () =>
        document.body.append(Object.assign(new Image(), { src: '/late.png' })),
      );
    });
    await person.openPortal('paula');
    await person.launcher.waitFor();
    // The other tab's page, still hers, begins nothing by itself.
    await desk.sandbox.configure({ load: 'click' });
    const second = await logOutElsewhere(person);
    await second.openPortal('peter');
    await expectAFreshChatAfterNobody(second, 'Peter Portal');
    arrive();
    await person.page.waitForLoadState('load');
    await expect.poll(() => person.bubbles()).toBe(0);
    expect(sessionsOf(PAULA)).toBe(0);
    expect(await person.page.evaluate(() => 'Tawk_API' in window)).toBe(false);
    expect(await second.bubbles()).toBe(1);
  });

  test.each(['widget.js', 'chat.js'])('a page whose %s comes when somebody else is there already', async (script) => {
    const person = await desk.person();
    let arrive = () => {};
    const asked = new Promise<void>((resolve) => {
      void person.page.route(`**/${script}*`, (route) => {
        arrive = () => void route.continue();
        resolve();
      });
    });
    await person.openPortal('paula');
    await asked;
    const second = await person.secondTab();
    await second.open('pages/logoff.php');
    await second.openPortal('peter');
    await expectAFreshChatAfterNobody(second, 'Peter Portal');
    const loaded = person.page.waitForResponse(new RegExp(script));
    arrive();
    await (await loaded).finished();
    await expect.poll(() => person.page.locator('itop-tawk').count()).toBe(0);
    expect(sessionsOf(PAULA)).toBe(0);
    expect(await second.bubbles()).toBe(1);
    expect(await whose(second)).toContain(PETER);
  });

  test('a page whose session is under way: the answer leaves nothing and connects nothing', async () => {
    const { held, release } = hold();
    desk.sandbox.tawk.faults = { session: held };
    const person = await desk.person();
    await person.openPortal('paula');
    await expect.poll(() => desk.sandbox.tawk.requests.some(({ path }) => path === '/v1/session/start')).toBe(true);
    const second = await logOutElsewhere(person);
    await expect.poll(() => person.page.locator('itop-tawk').count()).toBe(0);
    const answer = person.page.waitForEvent('requestfinished', (request) => request.url().endsWith('/session/start'));
    release();
    desk.sandbox.tawk.faults = {};
    await answer;
    await person.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
    expect(await kept(person)).toEqual([]);
    expect(desk.sandbox.tawk.sockets.all).toEqual([]);
    expect(person.troubles).toEqual([]);
    await second.openPortal('peter');
    await expectAFreshChatAfterNobody(second, 'Peter Portal');
  });

  test('a page whose client waits for a further attempt', async () => {
    desk.sandbox.tawk.faults = { session: 'absent' };
    const person = await desk.person();
    await person.page.clock.install();
    await person.openPortal('paula');
    await expect.poll(() => desk.sandbox.tawk.requests.some(({ path }) => path === '/v1/session/start')).toBe(true);
    await logOutElsewhere(person);
    await expect.poll(() => person.page.locator('itop-tawk').count()).toBe(0);
    desk.sandbox.tawk.faults = {};
    desk.sandbox.tawk.sessions.length = 0;
    for (let minutes = 0; minutes < 5; minutes++) {
      // What the client throws in a timer, as it can store nothing, goes to whoever moves the clock.
      await person.page.clock.fastForward(60_000).catch(() => {});
    }
    expect(desk.sandbox.tawk.sessions).toEqual([]);
    expect(await kept(person)).toEqual([]);
    expect(person.troubles).toEqual([]);
  });

  test('a click on the launcher of a page that has not heard of it', async () => {
    await desk.sandbox.configure({ load: 'click' });
    const person = await desk.person();
    await person.openPortal('paula');
    await person.launcher.waitFor();
    await person.page.evaluate(() => {
      // As another host name of this iTop leaves it; nothing tells this page.
      // biome-ignore lint/suspicious/noDocumentCookie: the same cookie
      document.cookie = `${window.itopTawk?.mark}=somebody-else.${Date.now()}; path=/`;
    });
    await person.launcher.click();
    await expect.poll(() => person.page.locator('itop-tawk').count()).toBe(0);
    expect(desk.sandbox.tawk.requests).toEqual([]);
  });
});

test('two host names of one iTop: the cookie that they share shows nobody the conversation of the other', async () => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, cookieDomain: 'desk.localhost' };
  const root = (name: string) => desk.sandbox.itopUrl.replace('127.0.0.1', `${name}.desk.localhost`);
  const person = await desk.person();
  const openAt = async (who: Person, host: string, login?: string) => {
    await who.page.goto(`${root(host)}/3.2/${portalPath()}`, { waitUntil: 'domcontentloaded' });
    if (login) await who.logIn(login);
  };
  await openAt(person, 'one', 'paula');
  await person.openChat();
  await person.write(SECRET);
  await person.chat.getByText(SECRET).waitFor();

  const second = await person.secondTab();
  await openAt(second, 'two', 'peter');
  await expectAFreshChat(second, 'Peter Portal');
  // Paula is still logged in at her host name, and her page there has not been told anything.
  await expect.poll(() => person.bubbles()).toBe(0);
  await openAt(person, 'one');
  await person.openChat();
  await person.messageField.waitFor();
  expect(await person.chat.getByText('Hello, I am new here').count()).toBe(0);
  await expect.poll(() => second.bubbles()).toBe(0);
});

test('a clock that was put back keeps nobody from the chat', async () => {
  const person = await confide();
  await person.page.evaluate(() => {
    const inAnHour = Date.now() + 3_600_000;
    localStorage.setItem(`${window.itopTawk?.mark}:user`, `.${inAnHour}`);
    // biome-ignore lint/suspicious/noDocumentCookie: as a log-out leaves it
    document.cookie = `${window.itopTawk?.mark}=.${inAnHour}; path=/; domain=${location.hostname}`;
  });
  desk.sandbox.sessions.expire();
  await person.openPortal('peter');
  await expectAFreshChat(person, 'Peter Portal');
});

describe('the agent knows who it is', () => {
  test('on each page of a tab', async () => {
    const person = await confide();
    await person.open(portalPath('/object/view/UserRequest/1'));
    await person.openChat();
    await person.open(portalPath());
    await person.openChat();
    expect(desk.sandbox.tawk.sessions.map(({ body }) => body.user?.email)).toEqual([PAULA, PAULA, PAULA]);
  });

  test("in a tab's second conversation", async () => {
    const person = await confide();
    desk.sandbox.sessions.expire();
    await person.openPortal('peter');
    await expectAFreshChat(person, 'Peter Portal');
    expect(desk.sandbox.tawk.sessions.map(({ body }) => body.user?.email)).toEqual([PAULA, PETER]);
  });

  test('in a second tab', async () => {
    const person = await confide();
    const second = await person.secondTab();
    await second.open(portalPath());
    await second.openChat();
    expect(desk.sandbox.tawk.sessions.map(({ body }) => body.user?.email)).toEqual([PAULA, PAULA]);
  });

  test('under the new name, where it was changed in iTop', async () => {
    const person = await confide();
    const { fields } = demoUser('paula');
    fields.last_name = 'Married';
    onTestFinished(() => {
      fields.last_name = 'Portal';
    });
    await person.open(portalPath());
    await person.openChat();
    const chat = (await desk.agent()).chatWith(SECRET);
    await expect.poll(() => chat.locator('.name').textContent()).toBe('Paula Married');
  });

  test('after a failed answer of tawk.to, when its client has tried again by itself', async () => {
    desk.sandbox.tawk.faults = { session: 'absent' };
    const person = await desk.person();
    await person.page.clock.install();
    await person.openPortal('paula');
    await expect.poll(() => desk.sandbox.tawk.requests.some(({ path }) => path === '/v1/session/start')).toBe(true);
    desk.sandbox.tawk.faults = {};
    desk.sandbox.tawk.sessions.length = 0;
    await expect
      .poll(async () => {
        await person.page.clock.fastForward(60_000);
        return desk.sandbox.tawk.sessions.map(({ body }) => body.user?.email);
      })
      .toEqual([PAULA]);
    await person.page.clock.resume();
    await person.tawkBubble.waitFor();
    expect(person.troubles).toEqual([]);
  });
});

test('impersonation shows no chat, and the administrator finds their own conversation again', async () => {
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
