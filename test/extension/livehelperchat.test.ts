import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type DemoUser, demoUser } from '../../sandbox/itop/users';
import { API_KEY, EACH_ONCE, inEachItop, VALID } from './itop';

const URL_OF = 'https://chat.example.com/lhc';
const SECRET = 'e7'.repeat(48);
const LHC = { provider: 'livehelperchat', livehelperchat_url: `${URL_OF}/` };
const PROVED = { ...LHC, livehelperchat_secret: SECRET };
const EVERYBODY = { allowed_profiles: [], enabled_portals: ['itop-portal', 'backoffice'] };
const PROPERTY = `${VALID.property_id}`;
const withFields = (fields: object): DemoUser => ({
  ...demoUser('paula'),
  fields: { ...demoUser('paula').fields, ...fields },
});

/** Verified by another implementation than that which made it. @throws Error where it does not fit */
function claims(token: string | null | undefined, secret = SECRET) {
  const [head = '', body = '', signature, ...more] = `${token}`.split('.');
  expect(more).toEqual([]);
  expect(createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')).toBe(signature);
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
  return JSON.parse(Buffer.from(body, 'base64url').toString());
}

const OLDEST_AND_NEWEST = [EACH_ONCE[0], EACH_ONCE.at(-1)] as typeof EACH_ONCE;

inEachItop((itop) => {
  const context = async (user = demoUser('paula')) => (await itop.portal({ user })).context;

  describe('the context of a desk of Live Helper Chat', () => {
    test('names the provider, its script, and the server with its department', async () => {
      await itop.configure(LHC);
      expect(await context()).toMatchObject({
        provider: 'livehelperchat',
        embedUrl: `${URL_OF}/0`,
        chatUrl: expect.stringMatching(/^\/env-production\/.*\/asset\/js\/livehelperchat\.js\?v=/),
        visitor: { name: 'Paula Portal', email: 'paula.portal@example.com' },
      });
      for (const department of [7, '7']) {
        await itop.configure({ ...LHC, livehelperchat_department: department });
        expect((await context())?.embedUrl).toBe(`${URL_OF}/7`);
      }
    });

    test("has no signature of tawk.to's, and no secret, though both are set", async () => {
      await itop.configure({ ...VALID, ...PROVED, api_key: API_KEY });
      const page = await itop.portal();
      expect(page.context?.visitor).not.toHaveProperty('hash');
      expect(page.script).not.toContain(SECRET);
      expect(page.script).not.toContain(API_KEY);
      expect(page.log).toEqual([]);
    });

    test("needs none of tawk.to's settings, with any values", async () => {
      await itop.configure({
        ...LHC,
        property_id: 'nonsense',
        widget_id: ['x'],
        api_key: 'two words',
        embed_base_url: 7,
      });
      const page = await itop.portal();
      expect(page.context?.embedUrl).toBe(`${URL_OF}/0`);
      expect(page.log).toEqual([]);
    });

    test('names the server in the question of consent', async () => {
      await itop.configure({ ...LHC, consent: 'ask', share: ['name'] });
      expect((await context())?.texts.consent).toBe(
        'The chat runs on the server chat.example.com (Live Helper Chat). When you start it, this server receives: \u2068Paula Portal\u2069.',
      );
      await itop.configure({ ...LHC, consent: 'ask', share: [] });
      expect((await context())?.texts.consent).toBe(
        'The chat runs on the server chat.example.com (Live Helper Chat). Your name and e-mail address are not sent.',
      );
    });
  });

  describe('the settings', () => {
    test.each([
      ['a misspelt provider', { ...VALID, ...LHC, provider: 'livehelpchat' }, 'provider'],
      ['no address', { provider: 'livehelperchat' }, 'livehelperchat_url'],
      ['an address of a page', { ...LHC, livehelperchat_url: `${URL_OF}/index.php/site_admin/` }, 'livehelperchat_url'],
      ['an address with a query', { ...LHC, livehelperchat_url: `${URL_OF}/?a=b` }, 'livehelperchat_url'],
      ['an address with a user', { ...LHC, livehelperchat_url: 'https://u:p@chat.example.com/' }, 'livehelperchat_url'],
      ['no number as department', { ...LHC, livehelperchat_department: 'sales' }, 'livehelperchat_department'],
      ['a short secret', { ...LHC, livehelperchat_secret: 'x'.repeat(31) }, 'livehelperchat_secret'],
    ])('%s means no chat, and is named in the log without its value', async (_what, settings, name) => {
      await itop.configure(settings);
      const page = await itop.portal();
      expect(page.script).toBe('');
      expect(page.log).toMatchObject([{ level: 'Error', message: expect.stringContaining(`"${name}"`) }]);
      expect(page.log[0]?.message).not.toContain('x'.repeat(31));
    });

    test('a server is the same with every way to write its address', async () => {
      const desk = { portals: ['itop-portal'], livehelperchat_url: 'HTTPS://Chat.Example.COM/lhc//' };
      await itop.configure({ ...PROVED, livehelperchat_department: 3, widgets: [desk] });
      const found = await context();
      expect(found?.embedUrl).toBe(`${URL_OF}/3`);
      expect(claims(found?.proof)).toHaveProperty('sub');
    });

    test('an entry of widgets gets missing settings from the plain ones; secret and department only for the same server', async () => {
      const of = async (desk: object) => {
        await itop.configure({
          ...PROVED,
          livehelperchat_department: 3,
          widgets: [{ portals: ['itop-portal'], ...desk }],
        });
        const found = await itop.portal();
        return [found.context?.embedUrl, found.context?.proof !== undefined, found.log.length];
      };
      const other = 'https://other.example.com';
      expect(await of({ livehelperchat_department: 9 })).toEqual([`${URL_OF}/9`, true, 0]);
      expect(await of({ livehelperchat_department: '' })).toEqual([`${URL_OF}/0`, true, 0]);
      expect(await of({ livehelperchat_url: other })).toEqual([`${other}/0`, false, 0]);
      expect(await of({ livehelperchat_url: other, livehelperchat_secret: SECRET })).toEqual([`${other}/0`, true, 0]);
      expect(await of({ provider: 'tawk', property_id: PROPERTY, widget_id: 'x' })).toEqual([
        `https://embed.tawk.to/${PROPERTY}/x`,
        false,
        0,
      ]);
    });

    test('an entry of the other provider can use the plain settings for that provider', async () => {
      await itop.configure({ ...VALID, ...PROVED, provider: 'tawk', widgets: [{ provider: 'livehelperchat' }] });
      expect(await context()).toMatchObject({
        provider: 'livehelperchat',
        embedUrl: `${URL_OF}/0`,
        proof: expect.anything(),
      });
      await itop.configure({ ...VALID, ...PROVED, widgets: [{ provider: 'tawk' }] });
      expect((await context())?.embedUrl).toBe(`https://embed.tawk.to/${PROPERTY}/default`);
    });

    test.each([
      ['a part of the other provider', { livehelperchat_department: 3, property_id: PROPERTY }],
      ["tawk.to's property without a provider", { property_id: PROPERTY, widget_id: 'x' }],
      ["tawk.to's desk without a property", { provider: 'tawk', widget_id: 'x' }],
      ["tawk.to's desk without a widget", { provider: 'tawk', property_id: PROPERTY }],
    ])('an entry with %s is left out, with a word in the log', async (_what, desk) => {
      await itop.configure({ ...LHC, widgets: [{ portals: ['itop-portal'], ...desk }] });
      const page = await itop.portal();
      expect(page.context?.embedUrl).toBe(`${URL_OF}/0`);
      expect(page.log).toMatchObject([{ level: 'Warning', message: expect.stringContaining('entry 1') }]);
    });

    test('desks of one server share a visitor, and the context names other servers and properties of this iTop', async () => {
      await itop.configure({ ...LHC, widgets: [{ livehelperchat_department: 3, portals: ['elsewhere'] }] });
      expect((await context())?.texts).toHaveProperty('elsewhere');
      expect(await context()).not.toHaveProperty('properties');
      await itop.configure({ ...VALID, ...LHC, widgets: [{ provider: 'tawk', portals: ['elsewhere'] }] });
      expect((await context())?.properties).toEqual([URL_OF, PROPERTY]);
      expect((await context())?.texts).not.toHaveProperty('elsewhere');
    });
  });

  describe('the proof', () => {
    test('is a token that another implementation verifies, valid for an hour', async () => {
      await itop.configure(PROVED);
      const before = Math.floor(Date.now() / 1000);
      const found = claims((await context())?.proof);
      expect(found).toEqual({
        sub: expect.stringMatching(/^[1-9][0-9]*$/),
        name: 'Paula Portal',
        email: 'paula.portal@example.com',
        share: ['name', 'email', 'organization', 'language'],
        locale: 'EN-US',
        iat: expect.any(Number),
        exp: found.iat + 3600,
      });
      expect(found.iat).toBeGreaterThanOrEqual(before);
      expect(found.iat).toBeLessThanOrEqual(Date.now() / 1000);
    });

    test('says what agents may see, signed like the rest', async () => {
      for (const share of [['name', 'requests'], []]) {
        await itop.configure({ ...PROVED, share });
        expect(claims((await context())?.proof).share).toEqual(share);
      }
    });

    test('names the language of the user, if `share` has it', async () => {
      await itop.configure(PROVED);
      const user = withFields({ language: 'FR FR' });
      expect(claims((await context(user))?.proof).locale).toBe('FR-FR');
      await itop.configure({ ...PROVED, share: ['name'] });
      expect(claims((await context(user))?.proof)).not.toHaveProperty('locale');
    });

    test('contains only shared facts', async () => {
      const keys = async (share: string[]) => {
        await itop.configure({ ...PROVED, share });
        return Object.keys(claims((await context())?.proof));
      };
      expect(await keys(['email'])).toEqual(['sub', 'email', 'share', 'iat', 'exp']);
      expect(await keys(['name', 'phone', 'organization'])).toEqual(['sub', 'name', 'share', 'iat', 'exp']);
      expect(await keys([])).toEqual(['sub', 'share', 'iat', 'exp']);
    });

    test('works with any characters in a name', async () => {
      await itop.configure(PROVED);
      for (const last_name of ['Żółć-Łąka 😀 "\\/<b>', "O'Hara&amp;Söhne??>>~~"]) {
        const found = claims((await context(withFields({ last_name })))?.proof);
        expect(found.name).toBe(`Paula ${last_name}`);
      }
    });

    test('is missing without a contact or a secret, and with tawk.to', async () => {
      await itop.configure({ ...PROVED, ...EVERYBODY });
      const page = await itop.console({ user: demoUser('nick') });
      expect(page.context).toMatchObject({ provider: 'livehelperchat' });
      expect(page.context).not.toHaveProperty('proof');
      await itop.configure({ ...PROVED, livehelperchat_secret: '' });
      expect(await context()).not.toHaveProperty('proof');
      await itop.configure({ ...PROVED, ...VALID, provider: 'tawk' });
      expect(await context()).not.toHaveProperty('proof');
    });

    test('is signed with the secret of its desk', async () => {
      const secret = 'another-secret-of-another-server!';
      const desk = { portals: ['itop-portal'], livehelperchat_url: 'https://b.example', livehelperchat_secret: secret };
      await itop.configure({ ...PROVED, widgets: [desk] });
      expect(claims((await context())?.proof, secret)).toHaveProperty('sub');
      expect(claims((await itop.panel({ operation: 'proof', desk: '1' })).json.proof, secret)).toHaveProperty('sub');
      expect(claims((await itop.panel({ operation: 'proof' })).json.proof)).toHaveProperty('sub');
    });
  });

  describe('operation=proof', () => {
    const ask = (change = {}) => itop.panel({ operation: 'proof' }, change);

    test('returns a new proof, which is not cached and costs no query', async () => {
      await itop.configure(PROVED);
      const page = await ask();
      expect(page).toMatchObject({ status: 200, log: [], queries: 0 });
      expect(page.headers['cache-control']).toEqual(['no-store, private']);
      expect(Object.keys(page.json)).toEqual(['proof']);
      expect(claims(page.json.proof).email).toBe('paula.portal@example.com');
      const other = claims((await ask({ user: demoUser('peter') })).json.proof);
      expect(other.sub).not.toBe(claims(page.json.proof).sub);
    });

    test('returns null for a user without a proof', async () => {
      await itop.configure(LHC);
      expect((await ask()).json).toEqual({ proof: null });
      await itop.configure({ ...VALID, livehelperchat_secret: SECRET });
      expect((await ask()).json).toEqual({ proof: null });
      await itop.configure({ ...PROVED, ...EVERYBODY });
      expect((await ask({ portal: 'backoffice', user: demoUser('nick') })).json).toEqual({ proof: null });
    });

    test('is refused for users without a chat', async () => {
      await itop.configure({ ...PROVED, allowed_profiles: ['Nobody'] });
      expect(await ask()).toMatchObject({ status: 403, body: '{}' });
      await itop.configure(PROVED);
      expect(await ask({ portal: 'backoffice' })).toMatchObject({ status: 403, body: '{}' });
      expect(await ask({ user: null })).toMatchObject({ status: 403, body: '{}' });
    });
  });
}, OLDEST_AND_NEWEST);
