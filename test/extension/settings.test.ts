import { describe, expect, test } from 'vitest';
import { demoUser } from '../../sandbox/itop/users';
import { EACH_ONCE, inEachItop, PROPERTY_ID, VALID, WIDGET_ID } from './itop';

const OTHER_PROPERTY = 'ABCDEFabcdef012345678901';
const XML_IDS = `<property_id _delta="redefine">${PROPERTY_ID}</property_id><widget_id _delta="redefine">${WIDGET_ID}</widget_id>`;
const ALICE = { user: demoUser('alice') };

inEachItop((itop) => {
  /** No chat, and one line in the log that names the setting. */
  async function expectRefused(setting: string): Promise<void> {
    const page = await itop.portal();
    expect(page.script).toBe('');
    expect(page.fatal).toBeNull();
    expect(page.log).toHaveLength(1);
    expect(page.log[0]).toMatchObject({ level: 'Error', channel: 'combodo-tawk-integration' });
    expect(page.log[0]?.message).toContain(`"${setting}"`);
  }

  describe('as installed', () => {
    test('there is no chat, and the log says which settings are missing', async () => {
      await itop.configure({});
      await expectRefused('property_id');
      expect(itop.itop.log[0]?.message).toContain('"widget_id"');
    });
  });

  describe('property_id and widget_id', () => {
    test('from the configuration file they are in the address of the embed script', async () => {
      await itop.configure({ property_id: OTHER_PROPERTY, widget_id: '1J87jtnt0' });
      expect((await itop.portal()).context?.embedUrl).toBe(`https://embed.tawk.to/${OTHER_PROPERTY}/1J87jtnt0`);
    });

    test('from an XML delta they are in the address of the embed script', async () => {
      await itop.customise(XML_IDS);
      expect((await itop.portal()).context?.embedUrl).toBe(`https://embed.tawk.to/${PROPERTY_ID}/${WIDGET_ID}`);
    });

    test('the configuration file wins over the XML delta', async () => {
      await itop.customise(XML_IDS);
      await itop.configure({ property_id: OTHER_PROPERTY });
      expect((await itop.portal()).context?.embedUrl).toBe(`https://embed.tawk.to/${OTHER_PROPERTY}/${WIDGET_ID}`);
    });

    test('null in the configuration file leaves the XML in force', async () => {
      await itop.customise(XML_IDS);
      await itop.configure({ property_id: null });
      expect((await itop.portal()).context?.embedUrl).toBe(`https://embed.tawk.to/${PROPERTY_ID}/${WIDGET_ID}`);
    });

    test('white space around an id is not part of it', async () => {
      await itop.configure({ ...VALID, property_id: ` ${PROPERTY_ID}\n` });
      expect((await itop.portal()).context?.embedUrl).toBe(`https://embed.tawk.to/${PROPERTY_ID}/${WIDGET_ID}`);
    });

    test.each([
      ['empty', ''],
      ['the placeholder', 'PUT_YOUR_PROPERTY_ID_HERE'],
      ['the placeholder in lower case', 'put_your_property_id_here'],
      ['too short', PROPERTY_ID.slice(1)],
      ['too long', `${PROPERTY_ID}0`],
      ['not hexadecimal', 'g'.repeat(24)],
      ['a path', '../../../evil/aaaaaaaaaaa'],
      ['false', false],
      ['a number', 123],
      ['a list', [PROPERTY_ID]],
    ])('a property_id that is %s means no chat', async (_what, value) => {
      await itop.configure({ ...VALID, property_id: value });
      await expectRefused('property_id');
    });

    test.each([
      ['empty', ''],
      ['the placeholder', 'PUT_YOUR_WIDGET_ID_HERE'],
      ["the placeholder of Combodo's documentation", 'widget_you_want_to_use'],
      ['too long', 'a'.repeat(51)],
      ['with a slash', 'default/x'],
      ['with a quote', 'default"'],
      ['a list', ['default']],
    ])('a widget_id that is %s means no chat', async (_what, value) => {
      await itop.configure({ ...VALID, widget_id: value });
      await expectRefused('widget_id');
    });
  });

  describe('site_id, the old name of property_id', () => {
    test('works where property_id is not set, and the log says that it is deprecated', async () => {
      await itop.configure({ site_id: PROPERTY_ID, widget_id: WIDGET_ID });
      const page = await itop.portal();
      expect(page.context?.embedUrl).toContain(PROPERTY_ID);
      expect(page.log).toMatchObject([
        { level: 'Warning', message: expect.stringContaining('"site_id" is deprecated') },
      ]);
      expect((await itop.portal()).log).toEqual([]);
    });

    test('works from an XML delta too', async () => {
      await itop.customise(
        `<site_id _delta="define">${PROPERTY_ID}</site_id><widget_id _delta="redefine">${WIDGET_ID}</widget_id>`,
      );
      expect((await itop.portal()).context?.embedUrl).toContain(PROPERTY_ID);
    });

    test('is not checked where property_id is set', async () => {
      await itop.configure({ ...VALID, site_id: OTHER_PROPERTY });
      const page = await itop.portal();
      expect(page.context?.embedUrl).toContain(PROPERTY_ID);
      expect(page.log).toEqual([]);
    });

    test('is checked as property_id is', async () => {
      await itop.configure({ site_id: 'nonsense', widget_id: WIDGET_ID });
      const page = await itop.portal();
      expect(page.script).toBe('');
      expect(page.log.map(({ message }) => message).join()).toContain('setting "site_id"');
    });

    test('its placeholder is not a value', async () => {
      await itop.configure({ site_id: 'PUT_YOUR_PROPERTY_ID_HERE', widget_id: WIDGET_ID });
      await expectRefused('property_id');
    });
  });

  describe('embed_base_url', () => {
    test.each([
      ['https://chat.example.com', 'https://chat.example.com'],
      ['https://proxy.example.com:8443/tawk/', 'https://proxy.example.com:8443/tawk'],
      ['http://localhost:8081', 'http://localhost:8081'],
      ['', 'https://embed.tawk.to'],
    ])('"%s" gives addresses below %s', async (value, base) => {
      await itop.configure({ ...VALID, embed_base_url: value });
      expect((await itop.portal()).context?.embedUrl).toBe(`${base}/${PROPERTY_ID}/${WIDGET_ID}`);
    });

    test('from an XML delta it is used', async () => {
      await itop.customise(`${XML_IDS}<embed_base_url _delta="redefine">https://chat.example.com</embed_base_url>`);
      expect((await itop.portal()).context?.embedUrl).toBe(`https://chat.example.com/${PROPERTY_ID}/${WIDGET_ID}`);
    });

    test.each([
      ['javascript:alert(1)'],
      ['//chat.example.com'],
      ['chat.example.com'],
      ['https://user:password@chat.example.com'],
      ['https://chat.example.com/?a=b'],
      ['https://chat.example.com/"></script>'],
      [['https://chat.example.com']],
      [true],
    ])('%s means no chat', async (value) => {
      await itop.configure({ ...VALID, embed_base_url: value });
      await expectRefused('embed_base_url');
    });
  });

  describe('enabled_portals', () => {
    const portals = async () => ({
      'itop-portal': (await itop.portal()).context !== undefined,
      'my-portal': (await itop.portal({ portal: 'my-portal' })).context !== undefined,
      backoffice: (await itop.console()).context !== undefined,
    });
    const only = (...ids: string[]) =>
      Object.fromEntries(['itop-portal', 'my-portal', 'backoffice'].map((id) => [id, ids.includes(id)]));

    test('is the standard portal by default', async () => {
      expect(await portals()).toEqual(only('itop-portal'));
    });

    test('replaces the default, is not added to it', async () => {
      await itop.configure({ ...VALID, enabled_portals: ['backoffice', 'my-portal'] });
      expect(await portals()).toEqual(only('backoffice', 'my-portal'));
    });

    test('a single string is a list of one', async () => {
      await itop.configure({ ...VALID, enabled_portals: 'backoffice' });
      expect(await portals()).toEqual(only('backoffice'));
    });

    test('an empty list is no portal at all', async () => {
      await itop.configure({ ...VALID, enabled_portals: [] });
      expect(await portals()).toEqual(only());
      expect(itop.itop.log).toEqual([]);
    });

    test('an XML delta adds to the default', async () => {
      await itop.customise(`${XML_IDS}<enabled_portals _delta="must_exist">
        <enabled_portal id="console" _delta="define">backoffice</enabled_portal></enabled_portals>`);
      expect(await portals()).toEqual(only('itop-portal', 'backoffice'));
    });

    test('an XML delta that redefines the list replaces it', async () => {
      await itop.customise(`${XML_IDS}<enabled_portals type="array" _delta="redefine">
        <enabled_portal id="console">backoffice</enabled_portal></enabled_portals>`);
      expect(await portals()).toEqual(only('backoffice'));
    });

    test('a single string in XML is a list of one', async () => {
      await itop.customise(`${XML_IDS}<enabled_portals _delta="redefine">backoffice</enabled_portals>`);
      expect(await portals()).toEqual(only('backoffice'));
    });

    test.each([[['itop-portal', '']], [[3]], [[['itop-portal']]], [true], [1]])('%j means no chat', async (value) => {
      await itop.configure({ ...VALID, enabled_portals: value });
      await expectRefused('enabled_portals');
    });
  });

  describe('allowed_profiles', () => {
    const users = async () => {
      const allowed: string[] = [];
      for (const login of ['paula', 'alice', 'pat']) {
        if ((await itop.portal({ user: demoUser(login) })).context) allowed.push(login);
      }
      return allowed;
    };

    test('is "Portal user" by default', async () => {
      expect(await users()).toEqual(['paula']);
    });

    test('replaces the default, is not added to it', async () => {
      await itop.configure({ ...VALID, allowed_profiles: ['Support Agent', 'Administrator'] });
      expect(await users()).toEqual(['alice']);
    });

    test('a single string is a list of one', async () => {
      await itop.configure({ ...VALID, allowed_profiles: 'Support Agent' });
      expect(await users()).toEqual(['alice']);
    });

    test('an empty list is every user, one without any profile too', async () => {
      await itop.configure({ ...VALID, allowed_profiles: [] });
      expect(await users()).toEqual(['paula', 'alice', 'pat']);
    });

    test('empty XML is every user', async () => {
      await itop.customise(`${XML_IDS}<allowed_profiles type="array" _delta="redefine"/>`);
      expect(await users()).toEqual(['paula', 'alice', 'pat']);
    });

    test('deleted from the XML it is every user', async () => {
      await itop.customise(`${XML_IDS}<allowed_profiles _delta="delete"/>`);
      expect(await users()).toEqual(['paula', 'alice', 'pat']);
    });

    test('absent from the configuration file it is the XML', async () => {
      await itop.customise(`${XML_IDS}<allowed_profiles type="array" _delta="redefine">
        <allowed_profile id="agent">Support Agent</allowed_profile></allowed_profiles>`);
      expect(await users()).toEqual(['alice']);
    });

    test('an XML delta adds to the default', async () => {
      await itop.customise(`${XML_IDS}<allowed_profiles _delta="must_exist">
        <allowed_profile id="agent" _delta="define">Support Agent</allowed_profile></allowed_profiles>`);
      expect(await users()).toEqual(['paula', 'alice']);
    });

    test('an entry without _delta never opens the chat to everybody', async () => {
      // Before iTop 3.1.2 such an entry is left empty (facts/itop.md, trap 8).
      await itop.customise(`${XML_IDS}<allowed_profiles>
        <allowed_profile id="agent">Support Agent</allowed_profile></allowed_profiles>`);
      const old = ['2.7', '3.0'].includes(itop.version);
      expect(await users()).toEqual(old ? [] : ['paula', 'alice']);
      expect(itop.itop.log).toHaveLength(old ? 1 : 0);
    });

    test.each([[['']], [[null]], [[false]], [['Portal user', ' ']]])('%j means no chat', async (value) => {
      await itop.configure({ ...VALID, allowed_profiles: value });
      await expectRefused('allowed_profiles');
    });

    test('a profile that is named almost alike is another one', async () => {
      await itop.configure({ ...VALID, allowed_profiles: ['support agent'] });
      expect((await itop.portal(ALICE)).context).toBeUndefined();
    });
  });

  describe('share', () => {
    const sent = async () => (await itop.portal()).context?.visitor ?? {};

    test('is name, e-mail address, organization and language by default, from the XML and where nothing is set', async () => {
      const byDefault = ['name', 'email', 'organization', 'language'];
      expect(Object.keys(await sent())).toEqual(byDefault);
      await itop.customise(`${XML_IDS}<share _delta="delete"/>`);
      expect(Object.keys(await sent())).toEqual(byDefault);
    });

    test('is all that is sent, in secure mode with the hash of the address', async () => {
      await itop.configure({ ...VALID, share: ['email'], api_key: 'k'.repeat(40) });
      expect(Object.keys(await sent())).toEqual(['email', 'hash']);
      await itop.configure({ ...VALID, share: 'name' });
      expect(await sent()).toEqual({ name: 'Paula Portal' });
      await itop.configure({ ...VALID, share: [] });
      expect((await itop.portal()).context).not.toHaveProperty('visitor');
    });

    test('without the address there is nothing that secure mode could vouch for: no identity', async () => {
      await itop.configure({ ...VALID, share: ['name'], api_key: 'k'.repeat(40) });
      expect((await itop.portal()).context).not.toHaveProperty('visitor');
    });

    test('is what the user is told before the chat', async () => {
      await itop.configure({ ...VALID, consent: 'ask', share: ['name', 'request_title'] });
      const { consent } = (await itop.portal()).context?.texts ?? {};
      expect(consent).toContain('Paula Portal');
      expect(consent).toContain('the title of the request that you chat about');
      expect(consent).not.toContain('@');
    });

    test('sends nothing for an entry that is none, and the log says so', async () => {
      await itop.configure({ ...VALID, share: ['name', 'emial', 'org'] });
      const page = await itop.portal();
      expect(page.context?.visitor).toEqual({ name: 'Paula Portal' });
      expect(page.log).toMatchObject([{ level: 'Warning', message: expect.stringContaining('"share"') }]);
      expect(page.log[0]?.message).not.toContain('emial');
    });

    test.each([[['name', '']], [[7]], [true]])('%j means no chat', async (value) => {
      await itop.configure({ ...VALID, share: value });
      await expectRefused('share');
    });
  });

  test('ticket_classes with an empty entry means no chat, and a wrong panel is auto', async () => {
    await itop.configure({ ...VALID, ticket_classes: ['UserRequest', ''] });
    await expectRefused('ticket_classes');
    await itop.configure({ ...VALID, panel: 'sometimes' });
    expect((await itop.portal()).context?.panel).not.toHaveProperty('when');
  });
}, EACH_ONCE);
