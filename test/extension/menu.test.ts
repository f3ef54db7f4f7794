import { describe, expect, test } from 'vitest';
import { demoUser } from '../../sandbox/itop/users';
import { inEachItop, VALID } from './itop';

const EVERYWHERE = { ...VALID, allowed_profiles: [], enabled_portals: ['itop-portal', 'backoffice'] };

inEachItop((itop) => {
  const both = async (change: Parameters<typeof itop.portal>[0]) => [
    await itop.portal({ object: 'UserRequest:12', ...change }),
    await itop.console({ object: 'UserRequest:12', ...change }),
  ];

  test("the chat is in the console's user menu, costs no query, and is not there where the chat is not", async () => {
    await itop.configure(EVERYWHERE);
    expect(await itop.console()).toMatchObject({
      userMenu: [{ kind: 'JSPopupMenuItem', label: 'Chat with us' }],
      queries: 0,
      fatal: null,
    });
    expect((await itop.console({ impersonated: true })).userMenu).toEqual([]);
    await itop.configure({ ...EVERYWHERE, enabled_portals: ['itop-portal'] });
    expect((await itop.console()).userMenu).toEqual([]);
  });

  test('what opens the chat from there brings the launcher back, and does nothing on a page without one', async () => {
    await itop.configure(EVERYWHERE);
    const { userMenu } = await itop.console();
    let clicks = 0;
    const launcher = { hidden: true, shadowRoot: { querySelector: () => ({ click: () => clicks++ }) } };
    const run = new Function('document', userMenu[0]?.onclick ?? '');
    run({ querySelector: () => launcher });
    expect([launcher.hidden, clicks]).toEqual([false, 1]);
    expect(() => run({ querySelector: () => null })).not.toThrow();
  });

  describe('"Chat about this request" in the menu of a ticket', () => {
    test('is there in portal and console, as the kind of item that each draws, and costs no query', async () => {
      await itop.configure(EVERYWHERE);
      const [portal, console] = await both({});
      expect(portal).toMatchObject({ menu: [{ kind: 'JSButtonItem', label: 'Chat about this request' }], queries: 0 });
      expect(console).toMatchObject({ menu: [{ kind: 'JSPopupMenuItem' }], queries: 0, fatal: null });
    });

    test('clicks the launcher after it has said which request, and does nothing on a page without one', async () => {
      const [{ menu } = { menu: [] }] = await both({});
      let clicked = '';
      const launcher = { dataset: { about: '' }, shadowRoot: { querySelector: () => ({ click }) } };
      function click() {
        clicked = launcher.dataset.about;
      }
      const run = new Function('document', menu[0]?.onclick ?? '');
      run({ querySelector: () => launcher });
      expect(clicked).toBe('UserRequest:12');
      expect(() => run({ querySelector: () => null })).not.toThrow();
    });

    test('is not there where the chat is not', async () => {
      const none = async (change: Parameters<typeof itop.portal>[0]) => {
        for (const page of await both(change)) expect(page).toMatchObject({ menu: [], queries: 0, fatal: null });
      };
      await itop.configure(EVERYWHERE);
      await none({ impersonated: true });
      await none({ user: null });
      await itop.configure({ ...EVERYWHERE, allowed_profiles: ['Administrator'] });
      await none({ user: demoUser('alice') });
      await itop.configure({ ...EVERYWHERE, enabled_portals: [] });
      await none({});
    });

    test('is there for the classes of the setting only, and not for a ticket that is not there yet', async () => {
      await itop.configure(EVERYWHERE);
      for (const object of ['FAQ:1', 'UserRequest:-1', 'UserRequest:0']) {
        for (const page of await both({ object })) expect(page.menu).toEqual([]);
      }
      await itop.configure({ ...EVERYWHERE, ticket_classes: ['Incident'] });
      for (const page of await both({})) expect(page.menu).toEqual([]);
    });

    test('that fails harms no page', async () => {
      await itop.configure(EVERYWHERE);
      for (const failing of ['UserRights::IsLoggedIn', 'Dict::S', 'MetaModel::GetModuleSetting']) {
        itop.itop.failing = [failing];
        for (const page of await both({})) expect(page).toMatchObject({ menu: [], fatal: null, output: '' });
      }
    });
  });
});
