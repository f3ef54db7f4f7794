import { beforeEach, describe, expect, test } from 'vitest';
import { demoUser, HOSTILE_NAME } from '../../sandbox/itop/users';
import { FACTS } from '../../src/contract/facts';
import { inEachItop, VALID } from './itop';

const EVERYTHING = FACTS.map(({ name }) => name);
const EVERYBODY = { ...VALID, allowed_profiles: [], enabled_portals: ['itop-portal', 'backoffice'] };
const NICK = { user: demoUser('nick'), portal: 'backoffice' };
const IDENTITY = { name: 'Paula Portal', email: 'paula.portal@example.com' };

inEachItop(
  (itop) => {
    const facts = async (...change: Parameters<typeof itop.panel>) =>
      (await itop.panel({ facts: '1', ...change[0] }, change[1])).json.facts;

    // What iTop is told has tests of its own (first-answer.test.ts).
    beforeEach(() => {
      itop.itop.absentClasses = ['TawkChat'];
    });

    test('organization and language go with the first request by default, and cost no query', async () => {
      const page = await itop.portal();
      expect(page.context?.visitor).toEqual({ ...IDENTITY, organization: 'Demo', language: 'English' });
      expect(page.queries).toBe(0);
      expect(page.context?.panel).not.toHaveProperty('tells');
      expect(await facts()).toEqual({});
    });

    test('all that share can name is told, each at its time', async () => {
      await itop.configure({ ...EVERYBODY, share: EVERYTHING });
      const page = await itop.portal();
      expect(page.context?.visitor).toEqual({
        ...IDENTITY,
        organization: 'Demo',
        language: 'English',
        portal: 'itop-portal',
        'person-link': 'https://itop.example.com/pages/UI.php?operation=details&class=Person&id=111',
      });
      expect(page.queries).toBe(0);
      expect(page.context?.panel?.tells).toEqual(['facts', 'page']);
      const answer = await itop.panel({ facts: '1' });
      expect(answer.json).toEqual({
        facts: {
          location: 'Grenoble',
          phone: '+33 1 23 45',
          manager: 'Boss',
          'open-requests': '3',
          cis: 'LAP-0117, PRT-0003',
        },
        hours: null,
      });
      expect(answer.queries).toBe(3);
    });

    test.each(FACTS)('$name alone is all that is told', async ({ name: shared, told: when }) => {
      await itop.configure({ ...EVERYBODY, share: [shared] });
      const { context } = await itop.portal();
      const name = shared.replace('_', '-');
      const told = { ...context?.visitor, ...(await facts()) };
      expect(Object.keys(told)).toEqual(when === 'event' || when === 'bridge' ? [] : [name]);
      expect(context?.panel?.tells).toEqual(when === 'opened' ? ['facts'] : shared === 'page' ? ['page'] : undefined);
    });

    test('what is empty in iTop is not told', async () => {
      await itop.configure({ ...EVERYBODY, share: EVERYTHING });
      expect(await facts({}, { user: demoUser('peter') })).toEqual({ 'open-requests': '1' });
    });

    test('of a user without a contact, or without an address where there is a key, nothing is told', async () => {
      await itop.configure({ ...EVERYBODY, share: EVERYTHING.filter((each) => each !== 'page') });
      const { context } = await itop.portal(NICK);
      expect(context).not.toHaveProperty('visitor');
      expect(context?.panel).not.toHaveProperty('tells');
      expect(await facts({}, NICK)).toEqual({});
      await itop.configure({ ...EVERYBODY, share: EVERYTHING, api_key: 'k'.repeat(40) });
      const nora = { user: demoUser('nora') };
      expect((await itop.portal(nora)).context).not.toHaveProperty('visitor');
      expect(await facts({}, nora)).toEqual({});
    });

    test('a value has as many characters as tawk.to takes, and a hostile one stays what it is', async () => {
      await itop.configure({ ...EVERYBODY, share: EVERYTHING });
      const paula = demoUser('paula');
      const from = (name: string) => ({ user: { ...paula, fields: { ...paula.fields, org_id_friendlyname: name } } });
      const organization = async (name: string) => (await itop.portal(from(name))).context?.visitor?.organization ?? '';
      expect(await organization('ü'.repeat(300))).toBe('ü'.repeat(255));
      expect((await organization('😀'.repeat(300))).length).toBe(254);
      expect(await organization(HOSTILE_NAME)).toBe(HOSTILE_NAME);
      expect((await itop.portal(from(HOSTILE_NAME))).script).toMatch(/^[\x20-\x7e]*$/);
    });

    describe('what the user looks at', () => {
      const viewed = async (id: string, change = {}) => (await itop.panel({ viewed: id }, change)).json.viewed;

      test('is told by title and address in the console, where share names it', async () => {
        await itop.configure({ ...EVERYBODY, share: ['page'] });
        const link = 'https://itop.example.com/pages/UI.php?operation=details&class=UserRequest&id=1';
        expect(await viewed('UserRequest:1')).toEqual({ title: 'R-000001: Printer on fire', link });
        await itop.configure({ ...EVERYBODY, share: ['name'] });
        expect(await viewed('UserRequest:1')).toBeNull();
      });

      test.each([
        'UserRequest:104',
        'UserRequest:9999',
        'NoSuchClass:1',
        'UserRequest',
        "UserRequest:1' OR 1",
        'Organization:1',
      ])('is not told where the user may not see it: %s', async (id) => {
        await itop.configure({ ...EVERYBODY, share: ['page'] });
        expect(await viewed(id)).toBeNull();
        expect(itop.itop.log).toEqual([]);
      });
    });

    describe('the question before the chat', () => {
      const question = async (share: string[], change = {}) => {
        await itop.configure({ ...EVERYBODY, consent: 'ask', share });
        return (await itop.portal(change)).context?.texts.consent ?? '';
      };

      test('names all that will be sent, now or later', async () => {
        expect(await question(EVERYTHING)).toBe(
          'The chat is provided by tawk.to. When you start it, tawk.to receives: \u2068Paula Portal\u2069, \u2068paula.portal@example.com\u2069, \u2068Demo\u2069, your language, the portal you are in, your location, your phone number, the name of your manager, a link to your entry in iTop, how many open requests you have, the names of the items that iTop lists as yours, title and link of what you look at in iTop during the chat, the title of the request that you chat about.',
        );
        expect(await question(['phone'])).toContain('receives: your phone number.');
      });

      test('names what the bridge tells agents only with a provider that lets it', async () => {
        expect(await question(['requests'])).toContain('are not sent');
        const server = { provider: 'livehelperchat', livehelperchat_url: 'https://chat.example.com/' };
        await itop.configure({ ...EVERYBODY, ...server, consent: 'ask', share: ['requests'] });
        expect((await itop.portal()).context?.texts.consent).toContain(
          'receives: reference, state and link of your open requests.',
        );
      });

      test('of somebody without a contact names what is told of anybody', async () => {
        expect(await question(EVERYTHING, NICK)).toMatch(/receives: title and link[^,]*, the title of the request/);
        expect(await question(['name', 'phone'], NICK)).toContain('are not sent');
      });

      test('has the link of the operator', async () => {
        const link = async (consent_url: string | number, consent = 'ask') => {
          await itop.configure({ ...EVERYBODY, consent, consent_url });
          return (await itop.portal()).context?.privacy;
        };
        expect(await link('https://example.com/privacy?a=b')).toEqual([
          'How your data is handled',
          'https://example.com/privacy?a=b',
        ]);
        expect(await link('/privacy.html')).toEqual([expect.anything(), '/privacy.html']);
        expect(await link('/privacy.html', 'none')).toBeUndefined();
        expect(itop.itop.log).toEqual([]);
        const withUser = 'https://bob:secret@example.com/';
        for (const wrong of [
          'javascript:alert(1)',
          '//example.com',
          'example.com',
          'https://a" onclick="x',
          withUser,
          7,
        ]) {
          expect(await link(wrong)).toBeUndefined();
          expect(itop.itop.log.pop()?.message).toContain('"consent_url"');
        }
      });
    });
  },
  [
    ['2.7', '7.4'],
    ['3.2', '8.3'],
  ],
);
