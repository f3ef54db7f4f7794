import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allFindings, check } from '../../../src/itop/check/check';
import { inspect } from '../../../src/itop/check/inspection';
import { ItopFolderError } from '../../../src/itop/files/itop-folder';
import { PhpSyntaxError } from '../../../src/itop/files/php-file';
import { ID, PROPERTY, RIGHT, smallItop } from '../small-itop';
import { CONFIG, DELTA, findings, OWN_XML, report, settingOf } from './reports';

describe('a part of it that fails', () => {
  it('is told, and the others are looked at', async () => {
    const inspection = await inspect(await smallItop({ delta: '<widget_id>a & b</widget_id>' }));
    const share = inspection.settings.findIndex(({ name }) => name === 'share');
    Object.defineProperty(inspection.settings[share], 'value', {
      get() {
        throw new TypeError('secret words');
      },
    });
    const found = allFindings(inspection);
    expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(['part-failed', 'delta-rejected']));
    expect(JSON.stringify(found)).not.toContain('secret words');
  });
});

describe('an iTop that is set up right', () => {
  it('has no findings', async () => expect(await findings()).toEqual([]));
  it('shows the versions', async () => {
    expect(await report()).toMatchObject({
      itopVersion: '3.2.0',
      laid: { version: '2.0.0', folder: `extensions/${ID}` },
      compiled: '2.0.0',
    });
  });
  it('shows each effective value with its origin, secrets masked', async () => {
    const delta = '<embed_base_url _delta="redefine">https://proxy.example</embed_base_url>';
    const { settings } = await report({ delta });
    const shown = [
      'property_id',
      'widget_id',
      'api_key',
      'enabled_portals',
      'allowed_profiles',
      'load',
      'embed_base_url',
    ];
    expect(settings.filter(({ name }) => shown.includes(name))).toEqual([
      { name: 'property_id', value: PROPERTY, origin: 'configuration file', place: `${CONFIG}:7:20` },
      { name: 'widget_id', value: 'default', origin: 'configuration file', place: `${CONFIG}:8:18` },
      { name: 'api_key', value: '•••••• (40 characters)', origin: 'configuration file', place: `${CONFIG}:9:16` },
      { name: 'enabled_portals', value: 'itop-portal', origin: 'default', place: `${OWN_XML}:8:3` },
      { name: 'allowed_profiles', value: 'Portal user', origin: 'default', place: `${OWN_XML}:9:3` },
      { name: 'load', value: 'idle', origin: 'built in' },
      { name: 'embed_base_url', value: 'https://proxy.example', origin: 'XML delta', place: `${DELTA}:5:1` },
    ]);
  });
  it('null in the configuration file leaves the XML in force, array() does not', async () => {
    expect(await settingOf('enabled_portals', { settings: `${RIGHT} 'enabled_portals' => null` })).toMatchObject({
      origin: 'default',
    });
    const empty = { settings: `${RIGHT} 'allowed_profiles' => array()` };
    expect(await settingOf('allowed_profiles', empty)).toMatchObject({
      origin: 'configuration file',
      value: '(empty list: everybody)',
    });
    expect(await findings(empty)).toEqual([]);
  });
  it('settings may be assigned one by one', async () => {
    const morePhp = `$MyModuleSettings['${ID}']['widget_id'] = 'other';`;
    expect(await settingOf('widget_id', { morePhp })).toMatchObject({ value: 'other', place: `${CONFIG}:12:62` });
  });
  it('a delta deleted after a setup does not count, though its model is still there', async () => {
    const root = await smallItop({ files: { 'data/datamodel-production-with-delta.xml': '<itop_design/>' } });
    await utimes(join(root, 'data/datamodel-production-with-delta.xml'), 1, 1);
    expect((await check(root)).compiled).toBe('2.0.0');
  });
  it('is left as it was', async () => {
    const root = await smallItop();
    const state = async () =>
      Promise.all(
        (await readdir(root, { recursive: true }))
          .sort()
          .map(async (path) => [path, (await stat(join(root, path))).mtimeMs]),
      );
    const before = await state();
    await check(root);
    expect(await state()).toEqual(before);
  });
});

describe('hostile files are a finding', () => {
  it('a configuration file with 5,000 arrays in each other', async () => {
    const morePhp = `$x = ${'array('.repeat(5000)}${')'.repeat(5000)};`;
    expect(await findings({ morePhp })).toMatchObject([{ severity: 'error', code: 'config-too-deep', at: CONFIG }]);
    expect((await report({ morePhp })).settings).toEqual([]);
  });
  it('a delta with 5,000 elements in each other', async () => {
    const delta = `<x _delta="define">${'<tawk>'.repeat(5000)}${'</tawk>'.repeat(5000)}</x>`;
    expect(await findings({ delta, compiled: null })).toContainEqual(
      expect.objectContaining({ severity: 'unknown', code: 'delta-not-read', at: `${DELTA}:1:1` }),
    );
  });
  it('a module file with 5,000 arrays in each other', async () => {
    const path = `extensions/x/${ID}/module.${ID}.php`;
    const files = { [path]: `<?php ${'array('.repeat(5000)}${')'.repeat(5000)};` };
    expect(await findings({ files })).toMatchObject([{ code: 'installed-twice' }]);
  });
  it('malformed XML, said once', async () => {
    const [found] = await findings({ delta: '<a>' });
    expect(found).toMatchObject({ code: 'delta-rejected' });
    expect(found?.what.match(/malformed XML/g)).toHaveLength(1);
    expect(found?.what).not.toContain('Reporting');
  });
});

describe('what cannot be read is said', () => {
  it('a folder that is no iTop', async () => {
    await expect(check(join(await smallItop(), 'conf'))).rejects.toThrow(ItopFolderError);
    await expect(check(join(await smallItop(), 'conf'))).rejects.toThrow(/no approot\.inc\.php\. Give the folder/);
  });
  it('an iTop without a version', async () => {
    await expect(check(await smallItop({ files: { 'approot.inc.php': '<?php' } }))).rejects.toThrow(
      /version.*cannot be read/,
    );
  });
  it('a configuration file with a syntax error, with its line', async () => {
    const error = await check(await smallItop({ settings: "'a' => ,", morePhp: '' })).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(PhpSyntaxError);
    expect(error.place).toMatchObject({ path: CONFIG, line: 7 });
  });
  it('the version of an iTop before 2.7.7 is that of its datamodel', async () => {
    const files = {
      'approot.inc.php': '<?php',
      'datamodels/2.x/version.xml': '<information>\n<version>2.7.3</version></information>',
    };
    expect(await report({ files })).toMatchObject({ itopVersion: '2.7.3', findings: [] });
  });
});

it('modules in vendor folders are not found, as in iTop', async () => {
  const root = await smallItop();
  await mkdir(join(root, `extensions/x/vendor/${ID}`), { recursive: true });
  await writeFile(join(root, `extensions/x/vendor/${ID}/module.${ID}.php`), '<?php');
  expect((await check(root)).findings).toEqual([]);
});
