import { utimes } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { demoUser } from '../../sandbox/itop/users';
import { inEachItop, VALID } from './itop';

const EVERYWHERE = { ...VALID, enabled_portals: ['itop-portal', 'backoffice'] };

/** What of iTop the extension calls, each of which may throw. */
const CALLED = [
  'MetaModel::GetModuleSetting',
  'MetaModel::IsValidAttCode',
  'UserRights::IsLoggedIn',
  'UserRights::IsImpersonated',
  'UserRights::ListProfiles',
  'UserRights::GetUserObject',
  'DBObject::Get',
  'utils::ReadParam',
  'utils::GetAbsoluteUrlModulesRoot',
  'utils::GetCompiledModuleVersion',
];
/** And what it needs to tell of it. */
const LOGGING = ['IssueLog::Error', 'utils::GetCachePath', 'MetaModel::GetConfig', 'Config::GetLoadedFile'];

inEachItop((itop) => {
  describe('a hook that fails', () => {
    test.each(CALLED)('harms no page and tells the log once: %s', async (failing) => {
      await itop.configure(EVERYWHERE);
      itop.itop.failing = [failing];
      for (const page of [await itop.portal(), await itop.console(), await itop.portal()]) {
        expect(page).toMatchObject({ script: '', html: '', output: '', fatal: null });
      }
      expect(itop.itop.log).toHaveLength(1);
      expect(itop.itop.log[0]).toMatchObject({ level: 'Error', channel: 'combodo-tawk-integration' });
    });

    test('harms no page where the portal does not say which it is', async () => {
      itop.itop.failing = ['Container::getParameter'];
      expect(await itop.portal()).toMatchObject({ script: '', fatal: null });
      expect(itop.itop.log).toHaveLength(1);
    });

    test.each(LOGGING)('harms no page where it cannot be logged either: %s', async (failing) => {
      await itop.configure(EVERYWHERE);
      itop.itop.failing = [failing, 'UserRights::GetUserObject'];
      for (const page of [await itop.portal(), await itop.console()]) {
        expect(page).toMatchObject({ script: '', html: '', output: '', fatal: null });
      }
    });

    test.each(LOGGING)('harms no page where a wrong setting cannot be logged: %s', async (failing) => {
      await itop.configure({ ...EVERYWHERE, widget_id: '' });
      itop.itop.failing = [failing];
      expect(await itop.portal()).toMatchObject({ script: '', output: '', fatal: null });
    });

    test('leaves the text of the exception, which may hold anything, out of the log', async () => {
      itop.itop.failing = ['UserRights::GetUserObject'];
      await itop.portal();
      expect(JSON.stringify(itop.itop.log)).not.toContain('PUT-NO-MESSAGE-IN-THE-LOG');
    });
  });

  describe('a wrong setting', () => {
    test('is logged once, not once per page view', async () => {
      await itop.configure({ ...EVERYWHERE, property_id: 'wrong' });
      for (let view = 0; view < 3; view++) {
        await itop.portal();
        await itop.console({ user: demoUser('alice') });
      }
      expect(itop.itop.log).toHaveLength(1);
    });

    test('is logged again after the configuration file was changed', async () => {
      await itop.configure({ ...VALID, property_id: 'wrong' });
      await itop.portal();
      await itop.configure({ ...VALID, property_id: 'wrong' });
      await itop.portal();
      await itop.portal();
      expect(itop.itop.log).toHaveLength(2);
    });

    test('is logged without its value', async () => {
      await itop.configure({ ...VALID, widget_id: 'a secret at the wrong place' });
      await itop.portal();
      expect(JSON.stringify(itop.itop.log)).not.toContain('a secret');
    });

    test('and another wrong one are both in the log', async () => {
      await itop.configure({ property_id: 'wrong', widget_id: 'wrong!' });
      await itop.portal();
      const log = JSON.stringify(itop.itop.log);
      expect(log).toContain('property_id');
      expect(log).toContain('widget_id');
    });
  });
});

inEachItop(
  (itop) => {
    test.each(['one iTop', 'the next one'])('%s does not find what another had cached', async () => {
      await itop.configure({ ...VALID, property_id: 'wrong' });
      await utimes(itop.itop.configFile, 1e9, 1e9);
      await itop.portal();
      expect(itop.itop.log).toHaveLength(1);
    });
  },
  [['3.2', '8.3']],
);
