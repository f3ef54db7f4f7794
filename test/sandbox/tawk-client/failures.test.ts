import { expect, test } from 'vitest';
import type { Faults } from '../../../sandbox/tawk/faults';
import { useSnippets, type Visit } from './visit';

// facts/tawk-client.md §2
const { desk, asked, visit } = useSnippets();
const VISITOR = "Tawk_API.visitor = { name: 'Paula Portal', email: 'paula.portal@example.com', hash: 'wrong' }";
/** Has the client's copy of the visitor be the only one (§3). */
const HIDDEN_VISITOR = `${VISITOR}; Tawk_API.onBeforeLoad = () => queueMicrotask(() => { delete Tawk_API.visitor; })`;
/** Longer than all waits between retries. */
const LONG = 300_000;

/** A visit whose clock can be moved on; nothing is still to be answered then. */
function timedVisit(statements?: string): Promise<Visit> {
  desk.sandbox.tawk.latency = 0;
  return visit(statements, { prepare: (page) => page.clock.install() });
}

async function nothingIsShown({ person }: Visit): Promise<void> {
  expect((await person.screen()).tawk).toEqual([]);
  expect(await person.page.evaluate(() => 'onLoaded' in (window.Tawk_API ?? {}))).toBe(false);
}

/** The client has failed, and time does not mend it. */
async function isDead(dead: Visit): Promise<void> {
  await dead.settle();
  const tried = () => (['entry', 'settings', 'session', 'bubble chunk'] as const).map(asked);
  const before = tried();
  desk.sandbox.tawk.faults = {};
  for (let i = 0; i < 2; i++) {
    await dead.person.page.clock.fastForward(LONG);
    await dead.settle();
  }
  await nothingIsShown(dead);
  expect(tried()).toEqual(before);
}

test.each(['vendor', 'chunk-vendors', 'chunk-common', 'runtime'] as const)(
  'without %s the client is dead, silently',
  async (part) => {
    desk.sandbox.tawk.faults = { [part]: 'absent' };
    const dead = await timedVisit();
    await expect.poll(() => asked('app')).toBe(1);
    await dead.settle();
    expect(await dead.heard()).toEqual([]);
    expect(dead.person.troubles).toEqual([]);
    await isDead(dead);
  },
);

test.each(['main', 'app'] as const)('%s may be missing', async (part) => {
  desk.sandbox.tawk.faults = { [part]: 'not found' };
  const { hears } = await visit();
  await hears('Load');
});

test.each(['absent', 'not found', 'server error', 'hang'] as const)(
  'settings %s: the client is dead',
  async (fault) => {
    desk.sandbox.tawk.faults = { settings: fault };
    const dead = await timedVisit();
    await expect.poll(() => asked('session')).toBe(1);
    await isDead(dead);
  },
);

test('a session that is refused: the client is dead', async () => {
  desk.sandbox.tawk.faults = { session: 'refused' };
  const dead = await timedVisit();
  await expect.poll(() => asked('session')).toBe(1);
  await isDead(dead);
});

const NO_SESSION: Faults[] = [{ session: 'absent' }, { session: 'server error' }, { session: 'broken' }];

test.each(NO_SESSION)(
  '$session as the answer for a session: asked again, in 15 s at the soonest, within 45 s',
  async (faults) => {
    desk.sandbox.tawk.faults = faults;
    const { person, hears, settle } = await timedVisit();
    await expect.poll(() => asked('session')).toBe(1);
    desk.sandbox.tawk.faults = {};
    await settle();
    await person.page.clock.fastForward(10_000);
    await settle();
    expect(asked('session')).toBe(1);
    await person.page.clock.fastForward(36_000);
    await hears('Load');
    expect(asked('session')).toBe(2);
  },
);

test('with a visitor asking again throws, and nothing is tried any more', async () => {
  desk.sandbox.tawk.faults = { session: 'absent' };
  const dead = await timedVisit(VISITOR);
  await expect.poll(() => asked('session')).toBe(1);
  await isDead(dead);
  expect(dead.person.troubles.join()).toMatch(/TypeError.*(undefined or null|of undefined)/);
});

test('with a visitor that is out of sight when it was read, asking again works, and the identity goes along', async () => {
  desk.sandbox.tawk.faults = { session: 'absent' };
  const { person, hears, settle } = await timedVisit(HIDDEN_VISITOR);
  await expect.poll(() => asked('session')).toBe(1);
  desk.sandbox.tawk.faults = {};
  await settle();
  await person.page.clock.fastForward(46_000);
  await hears('Load');
  expect(desk.sandbox.tawk.sessions.map(({ body }) => body.user?.name)).toEqual(['Paula Portal', 'Paula Portal']);
  expect(person.troubles).toEqual([]);
});

test('websockets that are refused: five, each with a session of its own, then it hides', async () => {
  desk.sandbox.tawk.faults = { socket: 'refused' };
  const { person, heard, call } = await visit();
  await expect.poll(() => heard()).toContain('ChatHidden');
  expect([desk.sandbox.tawk.sockets.all.length, asked('session')]).toEqual([5, 6]);
  expect(await call('isChatHidden')).toBe(true);
  expect((await person.screen()).tawk).toEqual([]);
  expect(await heard()).not.toContain('Load');
});

test.each(['hang', 'silent'] as const)(
  'a websocket that is %s: the bubble stays, messages wait, onLoad does not come',
  async (fault) => {
    desk.sandbox.tawk.faults = { socket: fault };
    const { person, heard } = await visit();
    await person.openChat();
    await person.write('Is anybody there?');
    await person.chat.getByText('Is anybody there?').waitFor();
    expect(desk.sandbox.tawk.sockets.all).toMatchObject([{ frames: [] }]);
    expect(await heard()).not.toContain('Load');
  },
);

test("with tawk.to's own consent form there is no websocket before the visitor has agreed", async () => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, consentForm: true };
  const { person, heard, settle } = await visit();
  await person.tawkBubble.waitFor();
  await settle();
  expect(desk.sandbox.tawk.sockets.all).toEqual([]);
  expect(await heard()).toEqual(['BeforeLoad']);
});

// The copies of the real client lack the script of that form.
test.runIf(!process.env.TAWK_CLIENT)('after that there is one, on the next page too', async () => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, consentForm: true };
  const { person, hears, open } = await visit();
  await person.tawkBubble.click();
  await person.chat.getByRole('button', { name: 'I agree' }).click();
  await person.messageField.waitFor();
  await open();
  await hears('Load');
  expect(desk.sandbox.tawk.sessions.map(({ body }) => body.consent)).toEqual([false, true, true]);
});

test('without the script of the bubble there is none; the window opens all the same', async () => {
  desk.sandbox.tawk.faults = { 'bubble chunk': 'absent' };
  const { person, hears, call, settle } = await visit();
  await hears('Load');
  await settle();
  expect((await person.screen()).tawk).toEqual([]);
  expect(await call('isChatHidden')).toBe(false);
  await call('maximize');
  await person.messageField.waitFor();
});

test('without the script of the window there is a bubble that opens nothing', async () => {
  desk.sandbox.tawk.faults = { 'window chunk': 'absent' };
  const { person, hears, call } = await visit();
  await hears('Load');
  await person.tawkBubble.click();
  expect(await call('isChatMaximized')).toBe(true);
  expect((await person.screen()).tawk.map(({ kind }) => kind)).toEqual(['bubble']);
});

test('without its style sheet the bubble is an empty frame', async () => {
  desk.sandbox.tawk.faults = { 'bubble style': 'absent' };
  const { person, hears } = await visit();
  await hears('Load');
  const frame = { kind: 'bubble', rect: { width: 64, height: 60 }, drawn: false };
  await expect.poll(async () => (await person.screen()).tawk).toMatchObject([frame]);
});
