import { describe, expect, it } from 'vitest';
import { RIGHT } from '../../small-itop';
import { findings as allFindings, CONFIG, report } from '../reports';

const SECRET = 'd5'.repeat(24);
const IDENTITY = 'e7'.repeat(48);
const config = (settings: string) =>
  `<?php\n$MySettings = array('app_root_url' => 'https://itop.dashboard.test/');\n$MyModuleSettings = array('combodo-tawk-integration' => array(${settings}));\n$MyModules = array();\n?>`;
const at = (settings: string) => ({ files: { [CONFIG]: config(settings) } });
const AGENTS = `'dashboard_profiles' => array('Support Agent')`;
const server = (more = AGENTS, url = 'https://chat.dashboard.test/', secret = SECRET) =>
  `'provider' => 'livehelperchat', 'livehelperchat_url' => '${url}', 'livehelperchat_secret' => '${IDENTITY}', 'dashboard_secret' => '${secret}', ${more}`;
/** The small iTops of the tests are neighbours, some with the same server. */
const findings = async (settings: string) =>
  (await allFindings(at(settings))).filter(({ code }) => code !== 'property-shared');

describe('the agent dashboard', () => {
  it('has no findings where iTop and Live Helper Chat are in one domain, and its secret is not shown', async () => {
    expect(await findings(server())).toEqual([]);
    expect(JSON.stringify(await report(at(server())))).not.toContain(SECRET);
  });

  it.each(['short', 'two words, together longer than thirty-two'])('the secret "%s" is not taken', async (secret) => {
    const found = await findings(server(AGENTS, 'https://chat.dashboard.test/', secret));
    expect(found).toMatchObject([
      { code: 'setting-wrong', severity: 'warning', what: expect.stringContaining('"dashboard_secret"') },
    ]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('with the secret that the bridge has too: whoever has one has both', async () => {
    expect(await findings(server(AGENTS, 'https://chat.dashboard.test/', IDENTITY))).toMatchObject([
      { code: 'dashboard-secret-shared', severity: 'warning' },
    ]);
  });

  it('for nobody, or for profiles that this iTop lacks', async () => {
    expect(await findings(server(`'dashboard_profiles' => array()`))).toMatchObject([{ code: 'dashboard-nobody' }]);
    expect(await findings(server(`'dashboard_profiles' => array('Support Agnt')`))).toMatchObject([
      { code: 'unknown-profile', what: expect.stringContaining('"dashboard_profiles"') },
    ]);
  });

  it('on another site than iTop: the browser keeps no cookie', async () => {
    const [found, ...more] = await findings(server(AGENTS, 'https://chat.elsewhere.test/'));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code: 'dashboard-other-site', remedy: expect.stringContaining('allow_iframe') });
  });

  it('without a desk at its server has no effect; a desk in widgets is one', async () => {
    const tawk = server().replace(`'livehelperchat'`, `'tawk'`);
    const codes = async (more = '') => (await findings(`${RIGHT} ${tawk}, ${more}`)).map(({ code }) => code);
    expect(await codes()).toEqual(['dashboard-without-desk', 'setting-of-other']);
    expect(
      await codes(`'widgets' => array(array('portals' => 'itop-portal', 'provider' => 'livehelperchat'))`),
    ).toEqual([]);
  });

  it('a wrong prefix is replaced', async () => {
    expect(await findings(server(`${AGENTS}, 'dashboard_prefix' => '1'`))).toMatchObject([
      { code: 'setting-wrong', what: expect.stringContaining('"itop-" is used') },
    ]);
  });
});
