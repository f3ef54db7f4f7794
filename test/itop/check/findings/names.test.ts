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
