import { describe, expect, it } from 'vitest';
import { RIGHT } from '../../small-itop';
import { findings as allFindings, CONFIG, finding, report } from '../reports';

const SECRET = 'e7'.repeat(48);
/** The small iTops of the tests are neighbours, some with the same server. */
const findings = async (...options: Parameters<typeof allFindings>) =>
  (await allFindings(...options)).filter(({ code }) => code !== 'property-shared');
const server = (url = 'https://chat.example.com/', secret = SECRET) =>
  `'provider' => 'livehelperchat', 'livehelperchat_url' => '${url}', 'livehelperchat_secret' => '${secret}',`;
/** Of another domain than the iTops of other tests, which would be its neighbours. */
const HTTPS = {
  [CONFIG]: (settings: string) =>
    `<?php\n$MySettings = array('app_root_url' => 'https://itop.provider.test/');\n$MyModuleSettings = array('combodo-tawk-integration' => array(${settings}));\n$MyModules = array();\n?>`,
};
const atHttps = (settings: string) => ({ files: { [CONFIG]: HTTPS[CONFIG]?.(settings) as string } });

describe('Live Helper Chat as the provider', () => {
  it('has no findings with all required settings, and its secret is not shown', async () => {
    expect(await findings({ settings: server() })).toEqual([]);
    const text = JSON.stringify(
      await report({ settings: `${server()} 'widgets' => array('livehelperchat_secret' => '${SECRET}')` }),
    );
    expect(text).not.toContain(SECRET);
  });

  it('without a secret: nobody is proved', async () => {
    const found = await finding('identity-not-proved', { settings: server('https://chat.example.com', '') });
    expect(found).toMatchObject({ severity: 'warning', remedy: expect.stringContaining('itop-tawk setup') });
  });

  it('without an address, or with a wrong one: there is no chat', async () => {
    expect(await finding('setting-placeholder', { settings: server('PUT_YOUR_SERVER_HERE') })).toMatchObject({
      severity: 'error',
    });
    const wrong = await finding('setting-wrong', { settings: server('https://chat.example.com/index.php/x') });
    expect(wrong).toMatchObject({ severity: 'error', what: expect.stringContaining('no chat: "livehelperchat_url"') });
  });

  it('a misspelt provider is an error, because names must not go to tawk.to', async () => {
    const found = await finding('setting-wrong', { settings: `${RIGHT} 'provider' => 'livehelpchat'` });
    expect(found).toMatchObject({ severity: 'error', what: expect.stringContaining('"provider"') });
  });

  it('by http in an https iTop: browsers do not load it, also for a desk, except from the machine itself', async () => {
    const codes = async (settings: string) => (await findings(atHttps(settings))).map(({ code }) => code);
    expect(await codes(server('http://chat.example.com/'))).toEqual(['embed-insecure']);
    expect(await codes(server('http://localhost:8480/'))).toEqual([]);
    expect(await codes(server())).toEqual([]);
    const desk = `'widgets' => array(array('portals' => 'itop-portal', 'provider' => 'livehelperchat', 'livehelperchat_url' => 'http://b.example', 'livehelperchat_secret' => '${SECRET}'))`;
    expect(await codes(`${RIGHT} ${desk}`)).toEqual(['embed-insecure']);
    expect((await findings({ settings: server('http://chat.example.com/') })).map(({ code }) => code)).toEqual([]);
  });

  it('settings of a provider without a desk get a note that they have no effect, and no other finding', async () => {
    const found = await findings({ settings: `${server()} 'api_key' => 'two words', 'property_id' => 'nonsense'` });
    expect(found).toMatchObject([{ code: 'setting-of-other', severity: 'note' }]);
    expect(found[0]?.what).toContain('"property_id", "api_key"');
    const other = await findings({ settings: `${RIGHT} 'livehelperchat_department' => 3` });
    expect(other).toMatchObject([{ code: 'setting-of-other', what: expect.stringContaining('Live Helper Chat') }]);
  });

  it('settings of a provider with a desk have an effect', async () => {
    const desk = `'widgets' => array(array('portals' => 'itop-portal', 'provider' => 'tawk'))`;
    expect(await findings({ settings: `${RIGHT} ${server()} ${desk}` })).toEqual([]);
  });

  it('an entry of widgets with parts of two providers is left out', async () => {
    const desk = `'widgets' => array(array('portals' => 'itop-portal', 'widget_id' => 'x'))`;
    expect(await finding('desk-wrong', { settings: `${server()} ${desk}` })).toMatchObject({
      what: 'entry 1 of "widgets" is left out: expected nothing as "widget_id", which is for "provider" => "tawk"',
    });
  });

  it('a desk at a server of its own without a secret', async () => {
    const desk = `'widgets' => array(array('portals' => 'itop-portal', 'livehelperchat_url' => 'https://b.example'))`;
    expect(await finding('desk-without-key', { settings: `${server()} ${desk}` })).toMatchObject({
      what: expect.stringContaining('no "livehelperchat_secret"'),
    });
    const codes = async (plain: string, more = '') => {
      const staff = `'portals' => 'itop-portal', 'provider' => 'livehelperchat', 'livehelperchat_url' => 'https://b.example'${more}`;
      return (await findings({ settings: `${plain} 'widgets' => array(array(${staff}))` })).map(({ code }) => code);
    };
    expect(await codes(RIGHT)).toEqual(['desk-without-key']);
    expect(await codes(RIGHT, `, 'livehelperchat_secret' => '${SECRET}'`)).toEqual([]);
    expect(await codes(server('https://b.example/'))).toEqual([]);
  });
});
