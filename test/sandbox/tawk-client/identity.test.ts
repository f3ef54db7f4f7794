import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { SANDBOX_PROPERTY } from '../../../sandbox/property';
import { useSnippets, type Visit } from './visit';

// facts/tawk-client.md §3
/** Of tawk.to's methods one that the widget has no use for. */
type Logout = { logout(done: (error?: unknown) => void): void };

const { desk, asked, visit } = useSnippets();
const EMAIL = 'paula.portal@example.com';
const VISITOR = { name: 'Paula Portal', email: EMAIL, hash: hash(EMAIL), organisation: 'Demo' };
const SET = `Tawk_API.visitor = ${JSON.stringify(VISITOR)}`;
const HIDE = 'Tawk_API.onBeforeLoad = () => queueMicrotask(() => { delete Tawk_API.visitor; })';

function hash(message: string): string {
  return createHmac('sha256', SANDBOX_PROPERTY.apiKey).update(message).digest('hex');
}

function sent() {
  return desk.sandbox.tawk.sessions.map(({ body }) => body.user);
}

/** As a page may: cookies of this host, local and session storage but for what the tab knows of the visitor. */
function forget({ person }: Visit): Promise<void> {
  return person.page.evaluate(() => {
    for (const cookie of document.cookie.split('; ')) {
      // biome-ignore lint/suspicious/noDocumentCookie: the page's own way
      document.cookie = `${cookie.replace(/=.*/, '')}=; path=/; max-age=0`;
    }
    localStorage.clear();
  });
}

test('the visitor goes along with the session: known fields as they are, every other one as an attribute', async () => {
  const { hears } = await visit(SET);
  await hears('Load');
  const { organisation, ...known } = VISITOR;
  expect(sent()).toEqual([{ ...known, attributes: { organisation } }]);
  expect(desk.sandbox.tawk.visitors.all).toMatchObject([
    { name: 'Paula Portal', email: EMAIL, verified: true, attributes: { organisation: 'Demo' } },
  ]);
});

test('once for each tab: the next page does not send it, and a new visitor in this tab is anonymous', async () => {
  const visited = await visit(SET);
  await visited.hears('Load');
  expect(await visited.person.page.evaluate(() => sessionStorage.tawk_has_register_visitor)).toBe('true');
  await visited.open();
  await visited.hears('Load');
  await forget(visited);
  await visited.open();
  await visited.hears('Load');
  expect(sent()).toMatchObject([{ name: 'Paula Portal' }, undefined, undefined]);
  expect(desk.sandbox.tawk.visitors.all).toMatchObject([{ verified: true }, { verified: false }]);
});

test('out of sight when it was read, it goes along from every page of the tab', async () => {
  const visited = await visit(`${SET}; ${HIDE}`);
  await visited.hears('Load');
  await visited.open();
  await visited.hears('Load');
  expect(sent()).toMatchObject([{ name: 'Paula Portal' }, { name: 'Paula Portal' }]);
  expect(await visited.person.page.evaluate(() => 'tawk_has_register_visitor' in sessionStorage)).toBe(false);
  expect(visited.person.troubles).toEqual([]);
});

test('taken away in onBeforeLoad itself, it is not sent', async () => {
  const { hears } = await visit(`${SET}; Tawk_API.onBeforeLoad = () => { delete Tawk_API.visitor; }`);
  await hears('Load');
  expect(sent()).toEqual([undefined]);
});

test('set in onBeforeLoad, it breaks the start', async () => {
  const { person } = await visit(`Tawk_API.onBeforeLoad = () => { Tawk_API.visitor = { name: 'Paula' }; }`);
  await expect.poll(() => person.troubles.join()).toContain('TypeError');
  expect(asked('session')).toBe(0);
});

test('with autoStart false there is no session and no cookie until start(), which does not know the visitor', async () => {
  const { person, call, hears, heard } = await visit('Tawk_API.autoStart = false');
  await expect.poll(() => asked('window style')).toBe(1);
  expect([asked('session'), await person.context.cookies()]).toEqual([0, []]);
  expect((await person.screen()).tawk).toEqual([]);
  await call('start', { showWidget: true });
  await hears('Load');
  await person.tawkBubble.waitFor();
  expect(await heard()).toEqual(['ChatHidden', 'BeforeLoad', 'Load']);
});

test('with autoStart false and a visitor, start() throws and never connects', async () => {
  const { person, call } = await visit(`Tawk_API.autoStart = false; ${SET}`);
  await expect.poll(() => asked('window style')).toBe(1);
  await call('start', { showWidget: true });
  await expect.poll(() => person.troubles.join()).toContain('TypeError');
  expect(asked('session')).toBe(0);
});

test('login names another visitor with the token of this one, and connects anew', async () => {
  const { person, hears, heard } = await visit();
  await hears('Load');
  const user = { userId: 'u1', hash: hash('u1'), name: 'Peter', organisation: 'Demo' };
  const error = await person.page.evaluate(
    (given) =>
      new Promise((done) => (window.Tawk_API as never as { login(...all: unknown[]): void }).login(given, done)),
    user,
  );
  expect(error).toBeUndefined();
  const [first] = desk.sandbox.tawk.sessions;
  const { organisation, ...known } = user;
  const [call] = desk.sandbox.tawk.clientCalls;
  expect(call).toMatchObject({ call: 'login', body: { ...known, attributes: { organisation } } });
  expect(call?.token).toBeTruthy();
  await expect.poll(() => desk.sandbox.tawk.visitors.all.find(({ online }) => online)?.name).toBe('Peter');
  expect(first?.token).toBeUndefined();
  expect(asked('settings')).toBe(2);
  await expect.poll(() => heard()).toEqual(['BeforeLoad', 'Load', 'Load']);
});

test.each([
  ['refused', { ok: false, error: { code: 'UNAUTHORIZED_API_CALL' } }, { code: 'UNAUTHORIZED_API_CALL' }],
  ['not answered', undefined, true],
] as const)('a logout that is %s calls back with the error', async (_what, answer, error) => {
  const { person, hears } = await visit();
  await hears('Load');
  await person.page.route('**/v1/client/logout', (route) =>
    answer
      ? route.fulfill({
          json: answer,
          headers: {
            'access-control-allow-origin': new URL(person.page.url()).origin,
            'access-control-allow-credentials': 'true',
          },
        })
      : route.abort(),
  );
  expect(
    await person.page.evaluate(
      () => new Promise((done) => (window.Tawk_API as Logout).logout((given) => done(given ?? null))),
    ),
  ).toEqual(error);
});

test('logout reads the token late: whoever clears the storage in the same turn sends none', async () => {
  const { person, hears } = await visit();
  await hears('Load');
  await person.page.evaluate(() => {
    (window.Tawk_API as Logout).logout(() => {});
    localStorage.clear();
  });
  await expect
    .poll(() => desk.sandbox.tawk.clientCalls)
    .toMatchObject([{ call: 'logout', body: {}, token: undefined }]);
});

test('after logout the browser is another visitor, in cookie and storage too', async () => {
  const visited = await visit(SET);
  await visited.hears('Load');
  await visited.person.page.evaluate(
    () => new Promise<void>((done) => (window.Tawk_API as Logout).logout(() => done())),
  );
  await expect.poll(() => desk.sandbox.tawk.visitors.all.map(({ online }) => online)).toEqual([false, true]);
  await visited.open();
  await visited.hears('Load');
  expect(desk.sandbox.tawk.visitors.all).toHaveLength(2);
});

test('without Tawk_API the client throws at its next event', async () => {
  const { person, hears } = await visit();
  await hears('Load');
  await person.page.evaluate(() => {
    (window.Tawk_API as Logout).logout(() => {});
    delete window.Tawk_API;
  });
  await expect.poll(() => person.troubles.join()).toMatch(/TypeError.*undefined/);
});
