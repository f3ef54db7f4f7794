import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ModulePageRequest } from '../../sandbox/itop/itop';
import { type DemoUser, demoUser } from '../../sandbox/itop/users';
import { itopVersion } from '../../sandbox/itop/versions';
import { APP_ROOT_URL, EACH_ONCE, inEachItop, VALID } from './itop';

const SERVER = 'https://chat.example.com/lhc';
const SECRET = 'd5'.repeat(24);
const DASHBOARD = { provider: 'livehelperchat', livehelperchat_url: `${SERVER}/`, dashboard_secret: SECRET };
const alice = demoUser('alice');
const withLogin = (login: string): DemoUser => ({ ...alice, login, fields: { ...alice.fields, login } });

inEachItop((itop) => {
  const request = (change: Partial<ModulePageRequest> = {}) =>
    itop.itop.runPage({
      version: itopVersion(itop.version),
      appRootUrl: APP_ROOT_URL,
      portal: 'backoffice',
      user: alice,
      method: 'GET',
      params: { exec_module: 'combodo-tawk-integration', exec_page: 'dashboard.php', exec_env: 'production' },
      ...change,
    });
  const open = (user: DemoUser | null = alice) => request({ user });
  const ids = (body: string) => [...body.matchAll(/name="transaction_id" value="(\w+)"/g)].map(([, id = '']) => id);
  const send = (id: string, change: Partial<ModulePageRequest> = {}) =>
    request({ method: 'POST', form: { operation: 'enter', transaction_id: id }, ...change });
  /** The link that a click gets. */
  const enter = async (user = alice) => {
    const [id = ''] = ids((await open(user)).body);
    const page = await send(id, { user });
    return { page, link: page.headers.location?.[0] ?? '' };
  };

  describe('the menu', () => {
    const menu = async (change: Parameters<typeof itop.console>[0] = { user: alice }) => {
      const page = await itop.console(change);
      expect(page).toMatchObject({ fatal: null, output: '', queries: 0 });
      return page.consoleMenu;
    };
    const url = `${APP_ROOT_URL}pages/exec.php?exec_module=combodo-tawk-integration&exec_page=dashboard.php&exec_env=production`;

    test('has the agent dashboard among the chats; without the module for chats, in a group of its own', async () => {
      await itop.configure(DASHBOARD);
      const icon = itop.version === '2.7' ? null : 'fas fa-comments';
      const entry = { id: 'ItopTawk:Dashboard', label: 'Agent dashboard', url };
      expect(await menu()).toMatchObject([
        { id: 'TawkChats', group: null, icon, class: 'TawkChat' },
        { ...entry, group: 'TawkChats' },
      ]);
      itop.itop.absentClasses = ['TawkChat'];
      expect(await menu()).toMatchObject([
        { id: 'ItopTawk:Chats', label: 'Chats', group: null, icon, class: null },
        { ...entry, group: 'ItopTawk:Chats' },
      ]);
    });

    test('is as before for everybody else', async () => {
      await itop.configure(DASHBOARD);
      for (const user of [demoUser('paula'), demoUser('pat'), null]) expect(await menu({ user })).toEqual([]);
      expect(await menu({ user: alice, impersonated: true })).toEqual([]);
      await itop.configure({ ...DASHBOARD, dashboard_profiles: ['Administrator'] });
      expect(await menu()).toEqual([]);
      expect(await menu({ user: demoUser('adam') })).toHaveLength(2);
      await itop.configure({ ...DASHBOARD, dashboard_profiles: [] });
      expect(await menu()).toEqual([]);
      const both = { ...alice, profiles: ['Support Agent', 'Portal user'] };
      await itop.configure(DASHBOARD);
      expect(await menu({ user: both })).toEqual([]);
    });

    test.each([
      ['a secret', { ...DASHBOARD, dashboard_secret: '' }],
      ['a secret of 32 characters', { ...DASHBOARD, dashboard_secret: 'x'.repeat(31) }],
      ['Live Helper Chat', { ...VALID, dashboard_secret: SECRET }],
      ['a desk at that server', { ...VALID, ...DASHBOARD, provider: 'tawk' }],
    ])('is as before without %s', async (_what, settings) => {
      await itop.configure(settings);
      expect(await menu()).toEqual([]);
      expect((await open()).status).toBe(403);
    });

    test('has the dashboard also where only an entry of widgets is for Live Helper Chat', async () => {
      await itop.configure({ ...VALID, ...DASHBOARD, provider: 'tawk', widgets: [{ provider: 'livehelperchat' }] });
      expect(await menu()).toHaveLength(2);
    });

    test('a wrong secret costs the dashboard, not the chat, and is not in the log', async () => {
      await itop.configure({ ...DASHBOARD, dashboard_secret: 'two words of thirty-two characters' });
      const page = await itop.portal();
      expect(page.context?.provider).toBe('livehelperchat');
      expect(page.log).toMatchObject([{ level: 'Warning', message: expect.stringContaining('"dashboard_secret"') }]);
      expect(page.log[0]?.message).not.toContain('two words');
    });

    test('that fails harms no page', async () => {
      await itop.configure(DASHBOARD);
      itop.itop.failing = ['MenuNode::__construct'];
      const page = await itop.console({ user: alice });
      expect(page).toMatchObject({ fatal: null, output: '', consoleMenu: [] });
      expect(page.log).toMatchObject([{ message: expect.stringContaining('the menu lacks the agent dashboard') }]);
    });
  });

  describe('the page', () => {
    test('has the frame, who the agent is there, a way out, and neither the secret nor a link that lets in', async () => {
      await itop.configure(DASHBOARD);
      const { status, body, log, queries } = await open();
      expect({ status, log, queries }).toEqual({ status: 200, log: [], queries: 0 });
      expect(body).toContain('In Live Helper Chat you are itop-alice.');
      expect(body).toMatch(/<iframe [^>]*sandbox="[^"]*"/);
      expect(body).not.toMatch(/allow-top-navigation/);
      expect(body).toContain('microphone https://chat.example.com"');
      expect(body).toMatch(/target="_blank" rel="noopener"/);
      expect(body).toContain('itop.example.com to allow_iframe_domain');
      expect(body).toContain('allow_iframe.');
      expect(body).not.toContain(SECRET);
      expect(body).not.toMatch(/autologin\/[0-9a-f]{64}/);
    });

    test('of an http server in an https iTop has no frame, and says why', async () => {
      await itop.configure({ ...DASHBOARD, livehelperchat_url: 'http://chat.example.com' });
      const { body } = await open();
      expect(body).not.toMatch(/<iframe|<object|submit\(\)/);
      expect(body).toContain('its address begins with http, and that of iTop with https');
      expect(body).toContain('target="_blank"');
    });

    test.each([
      ['a user of the portal', demoUser('paula'), /not allowed to access this page/],
      ['nobody', null, /iTop login/],
      ['a user without a profile', demoUser('pat'), /You may not open the agent dashboard/],
    ])('refuses %s, also the click', async (_who, user, says) => {
      await itop.configure(DASHBOARD);
      const [id = ''] = ids((await open()).body);
      for (const page of [await open(user), await send(id, { user })]) {
        expect(page.body).toMatch(says);
        expect(page.body).not.toMatch(/iframe|autologin/);
        expect(page.headers).not.toHaveProperty('location');
      }
    });

    test('refuses an administrator who impersonates an agent', async () => {
      await itop.configure(DASHBOARD);
      const [id = ''] = ids((await open()).body);
      expect((await request({ impersonated: true })).status).toBe(403);
      expect((await send(id, { impersonated: true })).headers).not.toHaveProperty('location');
    });

    test.each([
      'alice,admin',
      '1,admin',
      'ali ce',
      'älice',
      'DOMAIN\\alice',
      'alice/(u)/1',
      'alice%2C1',
      'x'.repeat(51),
    ])('refuses the login %s, whose link could be read as that of somebody else, and says so', async (login) => {
      await itop.configure(DASHBOARD);
      const { status, body } = await open(withLogin(login));
      expect(status).toBe(403);
      expect(body).toContain('Your login cannot be part of a user name in Live Helper Chat');
      expect(ids(body)).toEqual([]);
    });

    test('that fails says so, and what failed stands in the log', async () => {
      await itop.configure(DASHBOARD);
      itop.itop.failing = ['utils::GetNewTransactionId'];
      const page = await open();
      expect(page).toMatchObject({
        status: 500,
        log: [{ message: expect.stringContaining('the agent dashboard fails') }],
      });
    });
  });

  describe('the click', () => {
    test('is answered with a redirect that nothing keeps or passes on', async () => {
      await itop.configure(DASHBOARD);
      const { page } = await enter();
      expect(page).toMatchObject({ status: 303, body: '', log: [], queries: 0 });
      expect(page.headers).toMatchObject({
        'cache-control': ['no-store, private'],
        'referrer-policy': ['no-referrer'],
      });
    });

    test('leads to the operator named after the login, for a minute, by a signature that Live Helper Chat makes alike', async () => {
      await itop.configure(DASHBOARD);
      const before = Math.floor(Date.now() / 1000);
      const { link } = await enter(withLogin('Ann.O_x-y@example.com'));
      const [, signature, operator, end] =
        /^https:\/\/chat\.example\.com\/lhc\/index\.php\/site_admin\/user\/autologin\/([0-9a-f]{64})\/\(l\)\/([^/]+)\/\(t\)\/(\d+)$/.exec(
          link,
        ) ?? [];
      expect(operator).toBe('itop-Ann.O_x-y%40example.com');
      expect(Number(end) - before).toBeGreaterThanOrEqual(60);
      expect(Number(end)).toBeLessThanOrEqual(Date.now() / 1000 + 60);
      const signed = `itop-Ann.O_x-y@example.com,${end}`;
      expect(signature).toBe(createHmac('sha256', SECRET).update(signed).digest('hex'));
    });

    test('has an operator whose name is never a number: that would be the id of another user', async () => {
      await itop.configure({ ...DASHBOARD, dashboard_prefix: '1-' });
      expect((await enter(withLogin('1'))).link).toContain('/(l)/itop-1/');
      await itop.configure({ ...DASHBOARD, dashboard_prefix: 'desk.' });
      expect((await enter(withLogin('1'))).link).toContain('/(l)/desk.1/');
    });

    test('does not ask for the e-mail address, which agents may change themselves', async () => {
      await itop.configure(DASHBOARD);
      const admin = { ...alice, fields: { ...alice.fields, email: 'admin@chat.example.com' } };
      expect((await enter(admin)).link).toContain('/(l)/itop-alice/');
    });

    test('works once, only from the page, and only for the user who opened it', async () => {
      await itop.configure(DASHBOARD);
      const [id = '', other = ''] = ids((await open()).body);
      expect((await send(id, { user: demoUser('adam') })).status).toBe(409);
      expect((await send('')).status).toBe(409);
      expect((await request({ form: { operation: 'enter', transaction_id: id } })).status).toBe(200);
      expect((await send(id)).status).toBe(303);
      const again = await send(id);
      expect(again.status).toBe(409);
      expect(again.body).toMatch(/This page is too old\..*target="_top">Try again</);
      expect((await send(other)).status).toBe(303);
    });
  });
}, EACH_ONCE);
