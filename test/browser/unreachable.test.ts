import { describe, expect, test } from 'vitest';
import type { Faults } from '../../sandbox/tawk/faults';
import { type Part, partAt } from '../../sandbox/tawk/parts';
import { useDesk } from './desk';
import { embedRequests, entryPath, hold } from './observers';
import type { Person } from './person';

const desk = useDesk();
const UNREACHABLE = 'The chat cannot be reached right now.';
/** Milliseconds after which what can be seen to fail is said, and what cannot. */
const SOON = 3_500;
const IN_TIME = 15_000;

/** Somebody whose browser's clock can be moved on, before a portal page with the chat behind a click. */
async function withClock(faults: Faults): Promise<Person> {
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

async function retry(paula: Person): Promise<void> {
  // tawk.to's client tries some parts again by itself: where that comes first, the button goes.
  const click = paula.page.getByRole('button', { name: 'Try again' }).click();
  await Promise.any([click, paula.page.getByRole('alertdialog').waitFor({ state: 'hidden' })]);
  await paula.page.clock.resume();
}

/** After the faults are over: one bubble, one window, the identity, and iTop unharmed. */
async function retryWorks(paula: Person): Promise<void> {
  desk.sandbox.tawk.faults = {};
  await retry(paula);
  await paula.messageField.waitFor();
  await paula.write('Here I am');
  const { all } = desk.sandbox.tawk.visitors;
  const whoWrote = () => all.filter(({ messages }) => messages.some(({ text }) => text === 'Here I am'));
  await expect.poll(whoWrote).toMatchObject([{ name: 'Paula Portal', verified: true }]);
  expect(await paula.chatFrame.count()).toBe(1);
  expect(await paula.bubbleFrame.count()).toBe(1);
  expect(await paula.bubbles()).toBe(1);
  await paula.useItop();
  expect(paula.troubles).toEqual([]);
}

/** That part of tawk.to has been asked for, and has failed as far as a browser is told. */
function failureOf(paula: Person, part: Part): Promise<unknown> {
  const isPart = (url: string) => partAt(new URL(url).pathname, entryPath(desk)) === part;
  return Promise.any([
    paula.page.waitForEvent('requestfailed', (request) => isPart(request.url())),
    paula.page.waitForEvent('response', (response) => isPart(response.url()) && !response.ok()),
  ]);
}

async function isAskedFor(part: Part): Promise<void> {
  const { tawk } = desk.sandbox;
  await expect.poll(() => tawk.requests.some(({ path }) => partAt(path, entryPath(desk)) === part)).toBe(true);
}

/**
 * What fails, and how. With tawk.to's real client: each part in each way. The stand-in's client has one way of failing for
 * all scripts (test/sandbox/tawk-client/failures.test.ts holds it to the real one), so there each part and each way once.
 */
function each<P, F>(parts: readonly P[], faults: readonly F[]): [part: P, fault: F][] {
  if (process.env.TAWK_CLIENT) return parts.flatMap((part) => faults.map((fault): [P, F] => [part, fault]));
  const count = Math.max(parts.length, faults.length);
  return Array.from({ length: count }, (_, i) => [parts[i % parts.length] as P, faults[i % faults.length] as F]);
}

const AT_ONCE: [what: string, faults: Faults][] = [
  ['is not found', { entry: 'not found' }],
  ['is blocked', { entry: 'absent' }],
];

test.each(AT_ONCE)(
  'where the entry script %s, the launcher says so, and trying again loads again',
  async (_, faults) => {
    const paula = await withClock(faults);
    // As the page asks: a browser may ask the server more often, whose connection it had kept.
    const asked: string[] = [];
    paula.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await paula.launcher.click();
    await says(paula, UNREACHABLE).waitFor();
    expect(await paula.launcher.getAttribute('aria-busy')).toBe('false');
    await paula.useItop();
    await retryWorks(paula);
    expect(asked.filter((path) => path === entryPath(desk))).toHaveLength(2);
  },
);

const FAULTS = ['not found', 'absent', 'hang'] as const;
const SCRIPTS: Part[] = ['vendor', 'chunk-vendors', 'chunk-common', 'runtime'];

test.each(each(SCRIPTS, ['not found', 'absent'] as const))(
  'where the script %s is %s, it is said within seconds, and trying again brings the chat',
  async (part, fault) => {
    const paula = await withClock({ [part]: fault });
    const failure = failureOf(paula, part);
    await paula.launcher.click();
    await failure;
    await expect
      .poll(async () => {
        await paula.page.clock.fastForward(SOON);
        return says(paula, UNREACHABLE).isVisible();
      })
      .toBe(true);
    await retryWorks(paula);
  },
);

test.each(['broken', 'syntax error'] as const)(
  'a %s script of tawk.to is said within seconds, as a warning of the page',
  async (fault) => {
    const paula = await withClock({ entry: fault });
    const warning = paula.page.waitForEvent('console', (message) => message.type() === 'warning');
    await paula.launcher.click();
    await warning;
    await paula.page.clock.fastForward(SOON);
    await says(paula, UNREACHABLE).waitFor();
    await retryWorks(paula);
  },
);

const UNSEEN = [
  ...each(['entry', ...SCRIPTS, 'languages'], ['hang']),
  ...each(['settings'], ['absent', 'not found', 'hang']),
  ...each(['session'], ['absent', 'refused', 'server error', 'broken', 'hang']),
] as [part: Part, fault: 'hang'][];

test.each(UNSEEN)(
  'where the %s is %s, which no browser sees, it is said within 15 seconds, and trying again brings the chat',
  async (part, fault) => {
    const paula = await withClock({ [part]: fault });
    await paula.launcher.click();
    await isAskedFor(part);
    await paula.page.clock.fastForward(IN_TIME);
    await says(paula, UNREACHABLE).waitFor();
    await retryWorks(paula);
  },
);

test.each(['hang', 'silent'] as const)(
  'where the websocket is %s, the window is there, and it is said within 15 seconds',
  async (socket) => {
    const paula = await withClock({ socket });
    await paula.launcher.click();
    await paula.messageField.waitFor();
    expect(await paula.page.getByRole('alertdialog').isVisible()).toBe(false);
    await paula.page.clock.fastForward(IN_TIME);
    await says(paula, UNREACHABLE).waitFor();
    expect(await paula.bubbles()).toBe(1);
    await retryWorks(paula);
  },
);

test('the 15 seconds count from the last part that came, also where the window is there and not connected', async () => {
  const { held, release } = hold();
  const paula = await withClock({ session: held, socket: 'hang' });
  await paula.launcher.click();
  await isAskedFor('session');
  await paula.page.clock.fastForward(IN_TIME / 2);
  release();
  await paula.messageField.waitFor();
  await paula.page.clock.fastForward(IN_TIME);
  await says(paula, UNREACHABLE).waitFor({ timeout: 5_000 });
});

test('where a proxy lets no websocket through, it is said within 15 seconds, and trying again brings the chat', async () => {
  const paula = await withClock({ socket: 'refused' });
  await paula.launcher.click();
  await expect.poll(() => desk.sandbox.tawk.sockets.all.length).toBeGreaterThanOrEqual(5);
  await paula.page.clock.fastForward(IN_TIME);
  await says(paula, UNREACHABLE).waitFor();
  await retryWorks(paula);
});

test("whoever opens the chat by tawk.to's own bubble is told too that it is not connected", async () => {
  desk.sandbox.tawk.faults = { socket: 'hang' };
  const paula = await desk.person();
  await paula.page.clock.install();
  await paula.openPortal('paula');
  await paula.tawkBubble.click();
  await paula.messageField.waitFor();
  await expect
    .poll(async () => {
      await paula.page.clock.fastForward(IN_TIME);
      return says(paula, UNREACHABLE).isVisible();
    })
    .toBe(true);
  await retryWorks(paula);
});

test.each(each(['window chunk', 'window style'] as const, FAULTS))(
  'where the %s is %s, it is said within seconds, and trying again brings it',
  async (part, fault) => {
    const paula = await withClock({ [part]: fault });
    await paula.launcher.click();
    await paula.launcher.waitFor({ state: 'hidden' });
    await paula.page.clock.fastForward(SOON);
    await says(paula, UNREACHABLE).waitFor();
    await retryWorks(paula);
  },
);

test.each(each(['main', 'app', 'bubble chunk', 'bubble style'] as const, FAULTS))(
  'where the %s is %s, the chat opens all the same, and nothing is said',
  async (part, fault) => {
    const paula = await withClock({ [part]: fault });
    await paula.launcher.click();
    await paula.messageField.waitFor();
    await paula.page.clock.fastForward(IN_TIME);
    expect(await paula.page.getByRole('alertdialog').isVisible()).toBe(false);
    expect(paula.troubles).toEqual([]);
  },
);

describe('the script that comes with tawk.to', () => {
  test.each(['not found', 'absent'])('%s: the launcher says so, and a click tries again', async (fault) => {
    const paula = await withClock({});
    await paula.page.route(/chat\.js/, (route) =>
      fault === 'absent' ? route.abort() : route.fulfill({ status: 404 }),
    );
    await paula.launcher.click();
    await paula.page.getByText(UNREACHABLE).waitFor();
    await paula.page.unroute(/chat\.js/);
    await paula.useItop();
    await paula.launcher.click();
    await paula.messageField.waitFor();
    expect(paula.troubles).toEqual([]);
  });

  test('hanging: it is said within 15 seconds, and a click tries again', async () => {
    const paula = await withClock({});
    await paula.page.route(/chat\.js/, () => {});
    await paula.launcher.click();
    await paula.page.getByText('Opening the chat…').waitFor();
    await paula.page.clock.fastForward(IN_TIME);
    await paula.page.getByText(UNREACHABLE).waitFor();
    await paula.page.unroute(/chat\.js/);
    await paula.launcher.click();
    await paula.messageField.waitFor();
  });
});

test('what comes of a script after 15 seconds, when the user has tried again, is not run', async () => {
  const paula = await withClock({ entry: { delay: 3000 } });
  const late = paula.page.waitForResponse((response) => response.url().endsWith(entryPath(desk)));
  await paula.launcher.click();
  await isAskedFor('entry');
  await paula.page.clock.fastForward(IN_TIME);
  await says(paula, UNREACHABLE).waitFor();
  await retryWorks(paula);
  await (await late).finished();
  await paula.write('Still here');
  await (await desk.agent()).chatWith('Still here').waitFor();
  expect(await paula.chatFrame.count()).toBe(1);
});

test('what comes late, while the launcher still says so, opens the chat', async () => {
  const { held, release } = hold();
  const paula = await withClock({ entry: held });
  await paula.launcher.click();
  await isAskedFor('entry');
  await paula.page.clock.fastForward(IN_TIME);
  await says(paula, UNREACHABLE).waitFor();
  await paula.page.clock.resume();
  release();
  await paula.messageField.waitFor();
  await paula.page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  expect(await paula.bubbles()).toBe(1);
});

test('a message that was closed stays away, and so does the chat when it comes after all', async () => {
  const paula = await withClock({ entry: { delay: 4000 } });
  await paula.launcher.click();
  await isAskedFor('entry');
  await paula.page.clock.fastForward(IN_TIME);
  await says(paula, UNREACHABLE).waitFor();
  await paula.page.getByRole('button', { name: 'Close' }).click();
  await paula.page.clock.resume();
  await paula.tawkBubble.waitFor();
  expect(await paula.messageField.isVisible()).toBe(false);
});

test('a click while the chat is opening takes it back: nothing opens, nothing is said', async () => {
  const paula = await withClock({ entry: { delay: 1500 } });
  await paula.launcher.click();
  await paula.page.getByRole('button', { name: 'Cancel' }).click();
  expect(await paula.launcher.getAttribute('aria-busy')).toBe('false');
  await paula.page.clock.fastForward(IN_TIME);
  await paula.tawkBubble.waitFor();
  expect(await paula.messageField.isVisible()).toBe(false);
  expect(await paula.page.getByRole('alertdialog').isVisible()).toBe(false);
});

test('a failure that nobody waits for is not talked about; a click then loads again', async () => {
  desk.sandbox.tawk.faults = { entry: 'not found' };
  const paula = await desk.person();
  const failure = failureOf(paula, 'entry');
  await paula.openPortal('paula');
  await failure;
  await paula.launcher.hover();
  expect(await paula.page.getByRole('alertdialog').isVisible()).toBe(false);
  desk.sandbox.tawk.faults = {};
  await paula.openChat();
  expect(embedRequests(desk)).toBe(2);
});

test('offline, the launcher says so, and back online trying again loads', async () => {
  const paula = await withClock({});
  const chatScript = paula.page.waitForResponse(/chat\.js/);
  await paula.launcher.hover();
  await chatScript;
  await paula.setOffline(true);
  await paula.launcher.click();
  await says(paula, UNREACHABLE).waitFor();
  await paula.setOffline(false);
  await retryWorks(paula);
});

test("the portal's own page for a new request is offered instead", async () => {
  const paula = await withClock({ entry: 'not found' });
  await paula.launcher.click();
  const link = paula.page.getByRole('link', { name: 'New request' });
  expect(await link.getAttribute('href')).toContain('/browse/services');
});
