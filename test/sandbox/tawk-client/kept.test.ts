import { expect, test } from 'vitest';
import { useSnippets, type Visit } from './visit';

// facts/tawk-client.md §6
const { desk, visit } = useSnippets();

/** Names of all that this page can see of what is kept. */
function kept({ person }: Visit) {
  return person.page.evaluate(() => ({
    cookies: document.cookie
      .split('; ')
      .map((each) => each.replace(/=.*/, ''))
      .sort(),
    local: Object.keys(localStorage).sort(),
    session: Object.keys(sessionStorage).sort(),
  }));
}

test('what is kept, and where', async () => {
  const visited = await visit();
  await visited.hears('Load');
  await expect.poll(async () => (await kept(visited)).session).toContain('previousNav');
  const { propertyId } = desk.sandbox.tawk.property;
  expect(await kept(visited)).toEqual({
    cookies: ['TawkConnectionTime', `twk_idm_key`, `twk_uuid_${propertyId}`],
    local: [`twk_${propertyId}`, `twk_token_${propertyId}`],
    session: ['previousNav'],
  });
  const cookies = await visited.person.context.cookies();
  const uuid = cookies.find(({ name }) => name.startsWith('twk_uuid'));
  expect(uuid).toMatchObject({ path: '/', sameSite: 'Lax', domain: '127.0.0.1' });
  expect((uuid?.expires ?? 0) - Date.now() / 1000).toBeGreaterThan(179 * 24 * 3600);
  expect(cookies.filter(({ expires }) => expires === -1)).toHaveLength(2);
  expect(await visited.person.page.evaluate(() => sessionStorage.previousNav)).toBe(visited.person.page.url());
});

test('the visitor is the same on the next page, and on another host of the domain that the server names', async () => {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, cookieDomain: 'desk.localhost' };
  const visited = await visit();
  await visited.hears('Load');
  for (const host of ['a.desk.localhost', 'a.desk.localhost', 'b.desk.localhost']) {
    await visited.open({ host });
    await visited.hears('Load');
  }
  const [, first, second, third] = desk.sandbox.tawk.sessions.map(({ body, token }) => ({ ...body, token }));
  expect([first?.u, first?.token]).toEqual([undefined, undefined]);
  expect(first?.uik).toBeTruthy();
  expect(second?.u).toBeTruthy();
  expect(second?.token).toBeTruthy();
  expect([third?.u, third?.token]).toEqual([second?.u, undefined]);
});

test('after all is cleared the next one is a new visitor, with a new key', async () => {
  const visited = await visit();
  await visited.hears('Load');
  await visited.person.context.clearCookies();
  await visited.person.page.evaluate(() => localStorage.clear());
  await visited.open();
  await visited.hears('Load');
  const keys = desk.sandbox.tawk.sessions.map(({ body }) => body.uik);
  expect(new Set(keys).size).toBe(2);
  expect(desk.sandbox.tawk.visitors.all).toHaveLength(2);
});

test('unless a cookie of an old build brings the visitor back', async () => {
  const visited = await visit();
  await visited.hears('Load');
  const [{ uuid } = { uuid: '' }] = desk.sandbox.tawk.visitors.all;
  await visited.person.context.clearCookies();
  const value = `e::127.0.0.1::${uuid}::2`;
  await visited.person.context.addCookies([{ name: '__tawkuuid', value, domain: '127.0.0.1', path: '/' }]);
  await visited.person.page.evaluate(() => localStorage.clear());
  await visited.open();
  await visited.hears('Load');
  expect(desk.sandbox.tawk.sessions.at(-1)?.body).toMatchObject({ u: uuid });
  expect(desk.sandbox.tawk.visitors.all).toHaveLength(1);
});
