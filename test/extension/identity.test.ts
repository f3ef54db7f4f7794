import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type DemoUser, demoUser, friendlyName } from '../../sandbox/itop/users';
import { API_KEY, inEachItop, VALID } from './itop';

/** What is told beside name and address: facts.test.ts. */
const EVERYBODY = { ...VALID, allowed_profiles: [], share: ['name', 'email'] };
const SECURE = { ...EVERYBODY, api_key: API_KEY };
const hash = (email: string) => createHmac('sha256', API_KEY).update(email).digest('hex');
const withEmail = (email: string): DemoUser => ({
  ...demoUser('paula'),
  fields: { ...demoUser('paula').fields, email },
});

inEachItop((itop) => {
  const visitor = async (user: DemoUser) => {
    const { context } = await itop.portal({ user });
    expect(context).toBeDefined();
    return context?.visitor;
  };

  describe('secure mode off', () => {
    test('name and e-mail of the contact are told, without a hash', async () => {
      await itop.configure(EVERYBODY);
      expect(await visitor(demoUser('paula'))).toEqual({ name: 'Paula Portal', email: 'paula.portal@example.com' });
    });

    test('without e-mail the name is told', async () => {
      await itop.configure(EVERYBODY);
      expect(await visitor(demoUser('nora'))).toEqual({ name: 'Nora Nomail' });
    });

    test('without a contact nothing is told, not even the login', async () => {
      await itop.configure({ ...EVERYBODY, enabled_portals: 'backoffice' });
      const { context, script } = await itop.console({ user: demoUser('nick') });
      expect(context).toBeDefined();
      expect(context?.visitor).toBeUndefined();
      expect(script).not.toContain('nick');
    });

    test.each([
      ['empty', ''],
      ['null', null],
      ['the placeholder', 'PUT_YOUR_API_KEY_HERE'],
      ["the placeholder of Combodo's documentation", 'javascript_api_key_for_secure_mode'],
    ])('is the result of an api_key that is %s', async (_what, key) => {
      await itop.configure({ ...EVERYBODY, api_key: key });
      expect(await visitor(demoUser('paula'))).not.toHaveProperty('hash');
    });
  });

  describe('secure mode', () => {
    test('the hash is the HMAC-SHA256 of the very e-mail that is sent', async () => {
      await itop.configure(SECURE);
      for (const email of ['paula.portal@example.com', 'Paula.PORTAL@Example.com', 'pàula+ü@example.com']) {
        expect(await visitor(withEmail(email))).toEqual({ name: 'Paula Portal', email, hash: hash(email) });
      }
    });

    test('white space around an e-mail is neither sent nor hashed', async () => {
      await itop.configure(SECURE);
      expect(await visitor(withEmail(' a@example.com\n'))).toMatchObject({
        email: 'a@example.com',
        hash: hash('a@example.com'),
      });
    });

    test('works with the key from an XML delta', async () => {
      await itop.customise(`<property_id _delta="redefine">${VALID.property_id}</property_id>
        <widget_id _delta="redefine">default</widget_id><api_key _delta="redefine">${API_KEY}</api_key>`);
      expect(await visitor(demoUser('paula'))).toMatchObject({ hash: hash('paula.portal@example.com') });
    });

    test('without e-mail no identity is sent', async () => {
      await itop.configure(SECURE);
      expect(await visitor(demoUser('nora'))).toBeUndefined();
    });

    test('without a contact no identity is sent', async () => {
      await itop.configure({ ...SECURE, enabled_portals: 'backoffice' });
      expect((await itop.console({ user: demoUser('nick') })).context).not.toHaveProperty('visitor');
    });

    test.each([[[API_KEY]], [true], [42]])('an api_key that is no string, %j, means no chat', async (key) => {
      await itop.configure({ ...EVERYBODY, api_key: key });
      const page = await itop.portal();
      expect(page.script).toBe('');
      expect(page.log.map(({ message }) => message).join()).toContain('"api_key"');
    });
  });

  test('the key is neither in the page nor in the log, whatever is wrong', async () => {
    const wrong = [{}, { api_key: [API_KEY] }, { property_id: API_KEY }, { widget_id: `${API_KEY}!` }];
    const wrongLists = [{ embed_base_url: API_KEY }, { allowed_profiles: [API_KEY, ''] }, { site_id: API_KEY }];
    for (const settings of [...wrong, ...wrongLists]) {
      await itop.configure({ ...SECURE, ...settings });
      expect(JSON.stringify(await itop.portal())).not.toContain(API_KEY);
    }
    for (const failing of ['UserRights::GetUserObject', 'Container::getParameter', 'MetaModel::GetModuleSetting']) {
      itop.itop.failing = [failing];
      expect(JSON.stringify(await itop.portal())).not.toContain(API_KEY);
    }
  });

  test('a hostile name arrives intact and does no harm on its way', async () => {
    await itop.configure(SECURE);
    const harry = demoUser('harry');
    const { context, script } = await itop.portal({ user: harry });
    expect(context?.visitor).toEqual({
      name: friendlyName(harry),
      email: harry.fields.email,
      hash: hash(harry.fields.email),
    });
    // ASCII without what could end the script element or begin a comment in it.
    expect(script).toMatch(/^[\x20-\x7e]*$/);
    expect(script).not.toMatch(/<[!/s]/i);
  });
});
