import { describe, expect, test } from 'vitest';
import { OTHER_ORGANIZATION } from '../../sandbox/itop/demo-data';
import { demoUser } from '../../sandbox/itop/users';
import { isAnswer, isChosen, isFound, isTold, isViewed } from '../../src/widget/panel/answers';
import { EACH_ONCE, inEachItop, VALID } from './itop';

const EVERYWHERE = {
  ...VALID,
  allowed_profiles: [],
  enabled_portals: ['itop-portal', 'my-portal', 'backoffice', 'no-such-portal', '../x'],
};
const ALICE = { portal: 'backoffice', user: demoUser('alice') };

inEachItop((itop) => {
  const own = async (...[params, change]: Parameters<typeof itop.panel>) =>
    (await itop.panel(params, change)).json.requests.map(({ ref }: { ref: string }) => ref);
  const about = async (...[params, change]: Parameters<typeof itop.panel>) =>
    (await itop.panel(params, change)).json.about?.ref ?? null;

  describe('the answer', () => {
    test('is JSON that nobody keeps, and costs a few queries', async () => {
      const page = await itop.panel();
      expect(page).toMatchObject({ status: 200, log: [], queries: 2 });
      expect(page.headers).toMatchObject({
        'content-type': ['application/json; charset=utf-8'],
        'cache-control': ['no-store, private'],
        'x-content-type-options': ['nosniff'],
      });
    });

    test('has what the widget declares, no key more or less', async () => {
      const { json } = await itop.panel({ about: 'UserRequest:1' });
      expect(json).toEqual({
        about: expect.anything(),
        requests: expect.anything(),
        all: null,
        newRequest: ['New request', expect.stringContaining('/browse/services?')],
        faq: true,
        hours: null,
        now: expect.any(Number),
        lang: 'EN-US',
        texts: expect.anything(),
      });
      const request = {
        id: 'UserRequest:1',
        ref: 'R-000001',
        title: 'Printer on fire',
        state: 'New',
        changed: expect.any(Number),
        answered: 0,
        url: '/pages/exec.php/object/view/UserRequest/1?exec_module=itop-portal-base&exec_page=index.php&portal_id=itop-portal',
      };
      expect(json.about).toEqual(request);
      const hours = (Date.now() / 1000 - json.about.changed) / 3600;
      expect(hours).toBeGreaterThan(3);
      expect(hours).toBeLessThan(4);
    });

    test('is taken by the widget, whatever there is to show', async () => {
      const found = [
        await itop.panel({ about: 'UserRequest:1' }),
        await itop.panel({ about: 'UserRequest:999' }, { user: demoUser('layla') }),
        await itop.panel({}, { user: demoUser('peter') }),
      ];
      expect(found.map(({ json }) => isAnswer(json))).toEqual([true, true, true]);
      expect(isTold((await itop.panel({ facts: '1' })).json)).toBe(true);
      expect(isViewed((await itop.panel({ viewed: 'UserRequest:1' })).json)).toBe(true);
      expect(isFound((await itop.panel({ q: 'printer' })).json)).toBe(true);
      expect(isChosen((await itop.choose('UserRequest:1')).json)).toBe(true);
    });

    test('has each text, in the language of the user', async () => {
      const english = (await itop.panel()).json.texts as Record<string, string>;
      const german = (await itop.panel({}, { user: demoUser('layla') })).json.texts as Record<string, string>;
      const keys =
        'title chat there away yours all about open fresh changed search nothing close closed opens back withdraw'.split(
          ' ',
        );
      expect(Object.keys(english)).toEqual(keys);
      expect(Object.keys(german)).toEqual(keys);
      for (const [key, text] of Object.entries(english)) {
        expect(text, key).not.toMatch(/^ItopTawk|^$/);
        expect(german[key], key).not.toBe(text);
      }
      expect(english.about).toBe('Chat about %1$s');
    });
  });

  describe('the requests', () => {
    test('are those of the user that are not closed, the newest change first', async () => {
      expect(await own()).toEqual(['R-000101', 'R-000001', 'R-000102']);
    });

    test('are five at most, and then there is the way to all of them', async () => {
      for (let id = 200; id < 206; id++) {
        const [request] = itop.itop.model.all('UserRequest');
        itop.itop.model.put('UserRequest', { ...request, id: String(id), ref: `R-${id}` }, String(id));
      }
      const { json } = await itop.panel();
      expect(json.requests).toHaveLength(5);
      expect(json.all).toEqual([
        'Ongoing requests',
        expect.stringContaining('/pages/exec.php/manage/ongoing-tickets-for-portal-user?'),
      ]);
    });

    test('stay in one order where all were changed at once, as by an import: the newest first', async () => {
      const [request] = itop.itop.model.all('UserRequest');
      for (const id of ['201', '205', '203', '200', '204', '202']) {
        itop.itop.model.put('UserRequest', { ...request, id, ref: `R-${id}`, last_update: '2099-01-01 00:00:00' }, id);
      }
      expect(await own()).toEqual(['R-205', 'R-204', 'R-203', 'R-202', 'R-201']);
    });

    test('say when the desk has written, not when the user has', async () => {
      const { json } = await itop.panel({ about: 'UserRequest:101' });
      expect(json.about.answered).toBe(json.about.changed);
      const peters = await itop.panel({}, { user: demoUser('peter') });
      expect(peters.json.requests).toMatchObject([{ ref: 'R-000104', state: 'Pending', answered: 0 }]);
    });

    test('of nobody are shown to a user without a contact', async () => {
      await itop.configure(EVERYWHERE);
      const { json, status } = await itop.panel({}, { portal: 'backoffice', user: demoUser('nick') });
      expect({ status, requests: json.requests }).toEqual({ status: 200, requests: [] });
    });

    test('without the one that was asked about', async () => {
      expect(await own({ about: 'UserRequest:1' })).toEqual(['R-000101', 'R-000102']);
    });

    test('without tickets in iTop are none, and nothing fails', async () => {
      itop.itop.absentClasses = ['UserRequest', 'Ticket', 'FAQ'];
      expect(await itop.panel({ about: 'UserRequest:1' })).toMatchObject({
        status: 200,
        json: { about: null, requests: [], faq: false },
        queries: 0,
        log: [],
      });
    });
  });

  describe('a request is shown only where iTop shows it', () => {
    test("in the portal another's is not, whoever asks", async () => {
      expect(await about({ about: 'UserRequest:104' })).toBeNull();
      await itop.configure(EVERYWHERE);
      expect(await about({ about: 'UserRequest:1' }, { user: demoUser('alice') })).toBeNull();
      expect(await about({ about: 'UserRequest:1' }, { user: demoUser('peter') })).toBeNull();
    });

    test("in a portal of another id by that portal's scopes", async () => {
      await itop.configure(EVERYWHERE);
      const { json } = await itop.panel({ about: 'UserRequest:104' }, { portal: 'my-portal' });
      expect(json).toMatchObject({ about: null, newRequest: null, faq: false });
      expect(json.requests).toHaveLength(3);
      expect(json.requests[0].url).toContain('portal_id=my-portal');
    });

    test('in the console whoever made it, with an address of the console', async () => {
      await itop.configure(EVERYWHERE);
      const { json } = await itop.panel({ about: 'UserRequest:104' }, ALICE);
      expect(json).toMatchObject({
        about: { ref: 'R-000104', url: '/pages/UI.php?operation=details&class=UserRequest&id=104' },
        requests: [],
        newRequest: null,
      });
    });

    test('in the console not that of another organisation than the allowed ones', async () => {
      await itop.configure(EVERYWHERE);
      const ann = { ...ALICE, user: demoUser('ann') };
      expect(ann.user.allowedOrganizations).toEqual([OTHER_ORGANIZATION]);
      expect(await about({ about: 'UserRequest:105' }, ann)).toBe('R-000105');
      expect(await about({ about: 'UserRequest:104' }, ann)).toBeNull();
    });

    test('not to a user who may read nothing', async () => {
      await itop.configure(EVERYWHERE);
      const { json } = await itop.panel({ about: 'UserRequest:1' }, { ...ALICE, user: demoUser('pat') });
      expect(json).toMatchObject({ about: null, requests: [], faq: false });
    });

    test.each([
      'UserRequest',
      'UserRequest:',
      'UserRequest:0',
      'UserRequest:01',
      'UserRequest:1 OR 1=1',
      'UserRequest:1\n',
      'UserRequest:99999999999',
      'UserRequest:-1',
      'NoSuchClass:1',
      'FAQ:1',
      'Person:111',
      "UserRequest WHERE 1=1 OR 'a':1",
      '\u0000',
    ])('and %j is none', async (wrong) => {
      expect(await itop.panel({ about: wrong })).toMatchObject({ status: 200, json: { about: null }, log: [] });
    });

    test('of classes that the setting names', async () => {
      await itop.configure({ ...EVERYWHERE, ticket_classes: ['Incident'] });
      expect(await about({ about: 'UserRequest:104' }, ALICE)).toBeNull();
      expect(await own()).toEqual([]);
      await itop.configure({ ...EVERYWHERE, ticket_classes: 'Ticket' });
      expect(await about({ about: 'UserRequest:104' }, ALICE)).toBe('R-000104');
    });
  });

  describe('who gets nothing but {}', () => {
    const refused = { status: 403, body: '{}', queries: 0, log: [], bootedPortals: [] };

    test('nobody who is logged in', async () => {
      expect(await itop.panel({}, { user: null })).toMatchObject(refused);
    });

    test('an administrator who impersonates somebody', async () => {
      expect(await itop.panel({}, { impersonated: true })).toMatchObject(refused);
    });

    test('a user without an allowed profile, or in a portal that is not enabled', async () => {
      await itop.configure({ ...VALID, allowed_profiles: ['Administrator'] });
      expect(await itop.panel()).toMatchObject(refused);
      await itop.configure({ ...VALID, enabled_portals: ['my-portal'] });
      expect(await itop.panel()).toMatchObject(refused);
    });

    test('a user without a contact in the portal, a portal user in the console', async () => {
      await itop.configure(EVERYWHERE);
      expect(await itop.panel({}, { user: demoUser('nick') })).toMatchObject(refused);
      expect(await itop.panel({}, { portal: 'backoffice' })).toMatchObject(refused);
    });

    test.each(['no-such-portal', '', '../x'])('"%s", which is no portal and is never started', async (portal) => {
      await itop.configure(EVERYWHERE);
      expect(await itop.panel({}, { portal })).toMatchObject(refused);
    });

    test('where the settings are wrong', async () => {
      await itop.configure({ ...VALID, widget_id: '' });
      expect(await itop.panel()).toMatchObject({ ...refused, log: [{ level: 'Error' }] });
    });
  });

  test("iTop's own parameters of a page do nothing here", async () => {
    expect(await itop.panel({ loginop: 'logoff' })).toMatchObject({ status: 200, log: [] });
    expect(await itop.panel({ debug: 'true' })).toMatchObject({ status: 200, log: [] });
  });

  test.each([
    'UserRights::GetContactId',
    'LoginWebPage::DoLoginEx',
    'DBObjectSet::Fetch',
    'CMDBSource::QueryToArray',
    'Kernel::boot',
    'Container::get',
    'Dict::S',
  ])(
    'where %s fails there is a 500 with {}, and one line in the log without the text of the exception',
    async (failing) => {
      itop.itop.failing = [failing];
      expect(await itop.panel()).toMatchObject({ status: 500, body: '{}' });
      expect(await itop.panel()).toMatchObject({ status: 500, body: '{}' });
      expect(itop.itop.log).toMatchObject([{ level: 'Error', message: expect.stringContaining('the panel fails') }]);
      expect(JSON.stringify(itop.itop.log)).not.toContain('PUT-NO-MESSAGE-IN-THE-LOG');
    },
  );

  test('where the log fails too there is a 500 with {}', async () => {
    itop.itop.failing = ['IssueLog::Error', 'Dict::S'];
    expect(await itop.panel()).toMatchObject({ status: 500, body: '{}' });
  });
}, EACH_ONCE);
