import { describe, expect, it } from 'vitest';
import { RIGHT } from '../../small-itop';
import { CONFIG, finding, findings } from '../reports';

describe('names', () => {
  it('a portal that this iTop does not have, with those it has', async () => {
    const found = await finding('unknown-portal', { settings: `${RIGHT}\n'enabled_portals' => array('itop_portal')` });
    expect(found).toMatchObject({ severity: 'warning', at: `${CONFIG}:10:22` });
    expect(found.what).toContain('"itop_portal"');
    expect(found.remedy).toBe('Did you mean "itop-portal"? This iTop has: backoffice, itop-portal.');
  });
  it('a portal that waits for the setup is not unknown', async () => {
    const files = {
      'extensions/acme/module.acme.php': `<?php SetupWebPage::AddModule(__FILE__, 'acme/1.0.0', array());`,
      'extensions/acme/datamodel.acme.xml':
        '<itop_design><portals><portal _delta="define" id="acme"/></portals></itop_design>',
    };
    const all = await findings({ settings: `${RIGHT}\n'enabled_portals' => array('itop-portal', 'acme')`, files });
    expect(all).toMatchObject([{ severity: 'warning', code: 'portal-waits', at: `${CONFIG}:10:22` }]);
    expect(all[0]?.what).toContain('extensions/acme/datamodel.acme.xml defines');
    expect(all[0]?.remedy).toContain("Run iTop's setup");
  });
  it('a profile in the wrong language, with those it has', async () => {
    const found = await finding('unknown-profile', {
      settings: `${RIGHT}\n'allowed_profiles' => 'Utilisateur du portail'`,
    });
    expect(found.at).toBe(`${CONFIG}:10:23`);
    expect(found.remedy).toMatch(
      /^This iTop has: Administrator, Portal user, Support Agent\. \(Profiles that an admin/,
    );
  });
  it('no portal at all', async () => {
    const found = await finding('no-portal', { settings: `${RIGHT}\n'enabled_portals' => array()` });
    expect(found).toMatchObject({ severity: 'error', at: `${CONFIG}:10:22` });
    expect(found.remedy).toContain("array('itop-portal')");
  });
  it.each([
    ['only unknown profiles', `'allowed_profiles' => array('Portal users', 'Agents')`],
    ['only unknown portals', `'enabled_portals' => array('itop_portal', 'consol')`],
    ['only portals that the allowed profiles may not enter', `'enabled_portals' => 'backoffice'`],
    [
      'a known portal for unknown profiles and those that it denies',
      `'enabled_portals' => 'backoffice', 'allowed_profiles' => array('Portal user', 'Agents')`,
    ],
  ])('%s: nobody gets the chat, which is an error', async (_name, settings) => {
    const found = await finding('nobody', { settings: `${RIGHT}\n${settings}` });
    expect(found).toMatchObject({ severity: 'error', at: expect.stringContaining(`${CONFIG}:10:`) });
    expect(found.what).toMatch(/^no chat: nobody gets it/);
  });
  it.each([
    ['every user may chat', `'allowed_profiles' => array()`],
    ['one of the profiles is known', `'allowed_profiles' => array('Portal users', 'Support Agent')`],
    ['one of the portals is known', `'enabled_portals' => array('itop_portal', 'itop-portal')`],
    ['PHP says the profiles', `'allowed_profiles' => array(strrev('x'))`],
  ])('%s: somebody may get the chat, which is no error', async (_name, settings) => {
    const all = await findings({ settings: `${RIGHT}\n${settings}` });
    expect(all.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  it('a portal that nobody with the allowed profiles may enter', async () => {
    const settings = `${RIGHT}\n'enabled_portals' => array('itop-portal', 'backoffice')`;
    const found = await finding('nobody-there', { settings });
    expect(found).toMatchObject({ severity: 'warning', at: `${CONFIG}:10:22` });
    expect(found.what).toContain('nobody gets the chat in "backoffice"');
    expect(found.remedy).toContain('"allowed_profiles"');
    const everybody = `${settings}, 'allowed_profiles' => array('Support Agent', 'Portal user')`;
    expect(await findings({ settings: everybody })).toEqual([]);
  });
});
