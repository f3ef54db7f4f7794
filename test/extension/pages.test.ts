import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { demoUser } from '../../sandbox/itop/users';
import { APP_ROOT_URL, inEachItop, VALID } from './itop';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const EVERYWHERE = { ...VALID, enabled_portals: ['itop-portal', 'backoffice'], allowed_profiles: [] };

inEachItop((itop) => {
  const both = async (change: Parameters<typeof itop.portal>[0]) => [
    await itop.portal(change),
    await itop.console(change),
  ];

  describe('where there is a chat', () => {
    test('a page has one script of ours, and nothing else', async () => {
      await itop.configure(EVERYWHERE);
      for (const page of await both({})) {
        expect(page.context).toBeDefined();
        expect(page.scripts.filter(Boolean)).toHaveLength(1);
        expect(page).toMatchObject({ html: '', output: '', log: [], fatal: null });
      }
    });

    test('it costs no SQL query', async () => {
      await itop.configure({ ...EVERYWHERE, allowed_profiles: ['Portal user'], api_key: 'k'.repeat(40) });
      for (const page of await both({})) expect(page).toMatchObject({ queries: 0, context: expect.anything() });
    });

    test('the widget comes from the module, and anew with each version of it', async () => {
      expect((await itop.portal()).script).toContain(
        `${APP_ROOT_URL}env-production/combodo-tawk-integration/asset/js/widget.js?v=${version}`,
      );
    });

    test('it may be within one statement that iTop joins with those of others', async () => {
      const { script } = await itop.portal();
      expect(() => new Function(`var before=1\n\n;\n${script}\n\n;\nvar after=1`)).not.toThrow();
    });
  });

  describe('no chat, and nothing of ours in the page', () => {
    const nothing = async (change: Parameters<typeof itop.portal>[0]) => {
      for (const page of await both(change)) {
        expect(page.scripts.filter(Boolean)).toEqual([]);
        expect(page).toMatchObject({ html: '', output: '', log: [], fatal: null, queries: 0 });
      }
    };

    test('where nobody is logged in', async () => {
      await itop.configure(EVERYWHERE);
      await nothing({ user: null });
    });

    test('while an administrator impersonates somebody', async () => {
      await itop.configure(EVERYWHERE);
      await nothing({ user: demoUser('paula'), impersonated: true });
    });

    test('in printable pages', async () => {
      await itop.configure(EVERYWHERE);
      await nothing({ params: { printable: '1' } });
    });

    test('for a user without an allowed profile', async () => {
      await itop.configure({ ...EVERYWHERE, allowed_profiles: ['Administrator'] });
      await nothing({ user: demoUser('paula') });
      await nothing({ user: demoUser('pat') });
    });

    test('in portals that are not enabled', async () => {
      await itop.configure({ ...EVERYWHERE, enabled_portals: ['other-portal'] });
      await nothing({});
    });
  });

  test('a portal page without chat has no script element of ours, not even an empty one', async () => {
    await itop.configure({ ...VALID, enabled_portals: [] });
    expect((await itop.portal()).scripts).toEqual([null]);
  });

  test('printable=0 is an ordinary page', async () => {
    expect((await itop.portal({ params: { printable: '0' } })).context).toBeDefined();
  });
});
