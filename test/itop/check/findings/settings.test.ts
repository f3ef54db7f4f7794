import { describe, expect, it } from 'vitest';
import { KEY, PROPERTY, RIGHT } from '../../small-itop';
import { CONFIG, finding, findings, OWN_XML, report } from '../reports';

describe('values', () => {
  const without = (name: string) => RIGHT.replace(new RegExp(`'${name}' => '[^']*',`), '');

  it.each(['property_id', 'widget_id'])('a placeholder in %s', async (name) => {
    const found = await finding('setting-placeholder', { settings: without(name) });
    expect(found.severity).toBe('error');
    expect(found.at).toMatch(new RegExp(`^${OWN_XML}:\\d:3$`));
    expect(found.what).toContain(`no chat: "${name}" is still the placeholder, expected`);
    expect(found.remedy).toContain('from tawk.to: Administration');
  });
  it("Combodo's placeholder in the configuration file", async () => {
    const settings = RIGHT.replace(PROPERTY, 'some_property_id_of_your_company');
    expect((await finding('setting-placeholder', { settings })).at).toBe(`${CONFIG}:7:20`);
  });
  it('an empty id', async () => {
    const found = await finding('setting-missing', { settings: RIGHT.replace(PROPERTY, '') });
    expect(found).toMatchObject({ severity: 'error', at: `${CONFIG}:7:20` });
    expect(found.what).toContain('is empty');
  });
  it.each([
    ['property_id', '123456789', '24 hexadecimal digits', 'Property ID'],
    ['widget_id', 'a-b', '1 to 50 letters and digits', 'Direct Chat Link'],
    ['embed_base_url', 'ftp://x', 'an http(s) address', 'Remove the setting'],
  ])("%s that is not tawk.to's", async (name, value, expected, remedy) => {
    const found = await finding('setting-wrong', { settings: `${without(name)} '${name}' => '${value}'` });
    expect(found.severity).toBe('error');
    expect(found.at).toContain(`${CONFIG}:`);
    expect(found.what).toContain(expected);
    expect(found.remedy).toContain(remedy);
  });
  it.each([
    ['too short', PROPERTY.slice(1), '"property_id" has 23 characters, expected 24 hexadecimal digits'],
    ['too long', `${PROPERTY}0`, '"property_id" has 25 characters, expected 24 hexadecimal digits'],
    ['of other characters', `${PROPERTY.slice(1)}g`, '"property_id" has characters that do not fit, expected 24 hex'],
  ])('an id that is %s: what came and what was expected', async (_name, value, what) => {
    expect((await finding('setting-wrong', { settings: RIGHT.replace(PROPERTY, value) })).what).toContain(what);
  });
  it.each([
    ['in the entry of the extension', { settings: `${RIGHT} 'load' => click` }, 10 - 1],
    ['in a list', { settings: `${RIGHT}\n'enabled_portals' => array('itop-portal', backoffice)` }, 10],
    ['of upper-case letters', { settings: `${RIGHT}\n'widgets' => array(array('languages' => array(FR)))` }, 10],
    ['a placeholder', { settings: `${RIGHT}\n'embed_base_url' => PUT_YOUR_ADDRESS_HERE` }, 10],
    ['elsewhere in the file', { morePhp: "$MySettings['timezone'] = Paris;" }, 13 - 1],
    ['in a condition', { morePhp: "if (true) { $MySettings['a'] = 'x'.berlin; }" }, 13 - 1],
  ])('a word without quotes %s, which ends PHP 8: an error with its line', async (_name, options, line) => {
    const found = await finding('undefined-constant', options);
    expect(found).toMatchObject({ severity: 'error', at: expect.stringMatching(`^${CONFIG}:${line}:`) });
    expect(found.what).toContain('PHP 8');
    expect(found.remedy).toContain('quotes');
    const all = await findings(options);
    expect(all.map(({ code }) => code)).not.toContain('setting-php');
  });
  it('a secret without quotes is not shown', async () => {
    const text = JSON.stringify(await report({ settings: RIGHT.replace(`'${KEY}'`, KEY) }));
    expect(text).toContain('undefined-constant');
    expect(text).not.toContain(KEY);
  });
  it.each([
    ["define('berlin', 1); $MySettings['a'] = berlin;"],
    ["const Berlin = 1; $MySettings['a'] = Berlin;"],
    ["$MySettings['a'] = PHP_EOL.APPROOT.E_ALL.INF.__DIR__.M_PI;"],
    ["$MySettings['a'] = strtolower(Foo::BAR).Foo::class.(new Foo(1))->x();"],
    ["function f($a = later) { return later; } if (defined('x')) { $MySettings['b'] = false; }"],
    ["include 'names.php'; $MySettings['a'] = berlin;"],
    ["$MySettings['a'] = TRUE; $MySettings['b'] = Null;"],
  ])('%s: no word that PHP would not know', async (morePhp) => {
    const codes = (await findings({ morePhp })).map(({ code }) => code);
    expect(codes).not.toContain('undefined-constant');
  });
  it('a whole address in place of an id: the ids are in it', async () => {
    const settings = RIGHT.replace(`'${PROPERTY}'`, `'https://tawk.to/chat/${PROPERTY}/1j87jtnt0'`);
    expect((await finding('setting-wrong', { settings })).remedy).toBe(
      `That address holds both ids: property_id is ${PROPERTY}, widget_id is 1j87jtnt0.`,
    );
  });
  it('a list with an empty entry', async () => {
    const found = await finding('setting-wrong', { settings: `${RIGHT} 'allowed_profiles' => array('')` });
    expect(found.what).toContain('has an empty entry');
    expect(found.remedy).toContain("array('Portal user')");
  });
  it('a single string is a list of one', async () =>
    expect(await findings({ settings: `${RIGHT} 'enabled_portals' => 'itop-portal'` })).toEqual([]));
  it('site_id in use', async () => {
    const found = await finding('setting-deprecated', {
      settings: `${without('property_id')} 'site_id' => '${PROPERTY}'`,
    });
    expect(found).toMatchObject({ severity: 'warning', remedy: 'Rename it to "property_id".' });
    expect(found.at).toContain(`${CONFIG}:`);
  });
  it('site_id without effect', async () => {
    const all = await findings({ settings: `${RIGHT} 'site_id' => 'x'` });
    expect(all).toMatchObject([{ code: 'setting-deprecated', remedy: 'Remove "site_id".' }]);
  });
  it('secure mode that is off is a note, not a fault', async () => {
    const all = await findings({ settings: without('api_key') });
    expect(all).toMatchObject([{ code: 'secure-mode-off', severity: 'note' }]);
    expect(all[0]?.remedy).toContain('JavaScript API');
    // not at the empty default in the XML: the key belongs into the configuration file
    expect(all[0]?.at).toBeUndefined();
  });
  it("an api_key that cannot be tawk.to's", async () => {
    const found = await finding('api-key-unusual', { settings: RIGHT.replace(KEY, 'short-secret') });
    expect(found).toMatchObject({ severity: 'warning', at: `${CONFIG}:9:16` });
    expect(found.what).toContain('has 12 characters');
  });
  it('PHP that is not a literal is shown, not judged; for a secret not even shown', async () => {
    const options = { settings: `'property_id' => getenv('TAWK'), 'widget_id' => 'x', 'api_key' => 'hidden'.MY_KEY` };
    const { settings } = await report(options);
    const shown = (wanted: string) => settings.find(({ name }) => name === wanted)?.value;
    expect(shown('property_id')).toBe("(PHP, not a literal) getenv('TAWK')");
    expect(shown('api_key')).toBe('•••••• (not a string)');
    const all = await findings(options);
    expect(all.map(({ code, severity }) => [code, severity])).toEqual([
      ['setting-php', 'unknown'],
      ['setting-php', 'unknown'],
    ]);
    expect(all[0]?.remedy).toContain('itop-tawk verify');
  });
  it.each([
    ['load', "'later'", 'expected one of "idle", "immediate", "click"; "idle" is used'],
    ['consent', "'yes'", 'expected one of "none", "ask"; "ask" is used'],
    ['launcher_color', "'green'", 'expected a colour such as #0b7a3e; "#0b7a3e" is used'],
    ['launcher_position', "'left'", '"top-left"; "bottom-right" is used'],
    ['launcher_z_index', '-1', 'expected a whole number of up to 9 digits; "1000000" is used'],
  ])('a wrong %s is a warning that says what is used instead', async (name, value, what) => {
    const found = await finding('setting-wrong', { settings: `${RIGHT}\n'${name}' => ${value}` });
    expect(found.severity).toBe('warning');
    expect(found.at).toContain(`${CONFIG}:10:`);
    expect(found.what).toContain(what);
    expect(found.remedy).toContain('or remove the setting');
  });
  it('the settings of the launcher may be strings or numbers, and may be left out', async () => {
    const settings = "'load' => 'click', 'consent' => 'ask', 'launcher_color' => '#ABCDEF', 'launcher_z_index' => 9";
    expect(await findings({ settings: `${RIGHT} ${settings}` })).toEqual([]);
    expect(await findings({ settings: `${RIGHT} 'launcher_z_index' => '9', 'load' => ''` })).toEqual([]);
  });
  it('no secret is in any output', async () => {
    const secret = 'f'.repeat(96);
    const settings = `'property_id' => '${KEY}', 'api_key' => array('${KEY}'), 'webhooks.secret_key' => '${secret}', 'apikey' => '${KEY}'`;
    const text = JSON.stringify(await report({ settings }));
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(secret);
  });
});
