import { describe, expect, it } from 'vitest';
import { RIGHT } from '../../small-itop';
import { CONFIG, DELTA, finding } from '../reports';

describe('keys', () => {
  it('an unknown key, with the nearest known one', async () => {
    const found = await finding('setting-unknown', { settings: `${RIGHT}\n'enable_portals' => array('x')` });
    expect(found).toMatchObject({
      severity: 'warning',
      at: `${CONFIG}:10:21`,
      remedy: 'Did you mean "enabled_portals"?',
    });
  });
  it('an unknown key that is near none', async () => {
    const found = await finding('setting-unknown', { delta: '<colour_scheme _delta="define">x</colour_scheme>' });
    expect(found.at).toBe(`${DELTA}:5:1`);
    expect(found.remedy).toContain('Known settings: provider, property_id, widget_id');
  });
  it.each(["'webhooks.secret_key' => 'x'", "'webhooks.create_ticket' => array()", "'webhooks' => array()"])(
    'a setting that moved to the bridge: %s',
    async (setting) => {
      const found = await finding('setting-moved', { settings: `${RIGHT}\n${setting}` });
      expect(found.severity).toBe('warning');
      expect(found.at).toContain(`${CONFIG}:10:`);
      expect(found.remedy).toContain('bridge.yaml');
    },
  );
  it('such a setting is not said to be without effect while 1.x is in force', async () => {
    const settings = `${RIGHT}\n'webhooks.secret_key' => 'x'`;
    for (const versions of [{ laid: '1.1.2', compiled: '1.1.2' }, { compiled: '1.1.2' }]) {
      const found = await finding('setting-moved', { settings, ...versions });
      expect(found.what).toContain("works in Combodo's 1.1.2, which is still in use");
      expect(found.remedy).toMatch(/^Before the upgrade: move it to .*bridge\.yaml/);
    }
  });
  it('the configuration file hiding an XML delta', async () => {
    const found = await finding('setting-hidden', { delta: '<widget_id _delta="redefine">fromxml</widget_id>' });
    expect(found).toMatchObject({ severity: 'warning', at: `${CONFIG}:8:18`, remedy: 'Keep one of the two.' });
    expect(found.what).toContain(`${DELTA}:5:1`);
  });
  it('PHP in the configuration file that is not followed', async () => {
    const found = await finding('config-php', { morePhp: "if (true) { $MyModuleSettings['x'] = array(); }" });
    expect(found).toMatchObject({ severity: 'unknown', at: `${CONFIG}:12:1` });
  });
});
