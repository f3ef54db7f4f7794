import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/itop/check/check';
import { CONFIG_FILE } from '../../../../src/itop/files/config-file';
import { WIDGET_FILES } from '../../../../src/itop/install/extension-package';
import { designOf, ID, RIGHT, smallItop } from '../../small-itop';
import { DELTA, finding, findings, report, settingOf } from '../reports';

describe('installation', () => {
  it('an extension that is not there', async () => {
    const found = await finding('not-installed', { laid: null });
    expect(found).toMatchObject({ severity: 'error', at: 'extensions' });
    expect(found.remedy).toContain('itop-tawk install');
    expect((await report({ laid: null })).findings).toHaveLength(1);
  });
  it('one that the setup has not compiled', async () => {
    const found = await finding('not-compiled', { compiled: null });
    expect(found).toMatchObject({ severity: 'error', at: `env-production/${ID}` });
    expect(found.remedy).toBe(
      'Run iTop\'s setup at http://itop.example/setup/: "Upgrade an existing iTop instance", with "tawk.to live chat" ticked on the page "Extensions".',
    );
  });
  it('an iTop whose setup failed, which leaves it without its compiled code', async () => {
    const root = await smallItop();
    await rm(join(root, 'env-production'), { recursive: true });
    const { findings: all } = await check(root);
    expect(all).toMatchObject([{ severity: 'error', code: 'not-set-up', place: { path: 'env-production' } }]);
    expect(all[0]?.what).toContain('its last setup did not finish');
    expect(all[0]?.remedy).toContain('setup/');
  });
  it('an iTop that was never set up', async () => {
    const root = await smallItop();
    for (const folder of ['env-production', 'conf', 'data']) await rm(join(root, folder), { recursive: true });
    const found = (await check(root)).findings.find(({ code }) => code === 'not-set-up');
    expect(found?.what).toBe('iTop was never set up');
    expect(found?.remedy).toContain('"Install a new iTop"');
    expect(found?.remedy).not.toContain('Upgrade');
  });
  it('an iTop whose configuration file is gone, which a new setup would not bring back', async () => {
    const root = await smallItop();
    await rm(join(root, 'conf'), { recursive: true });
    const { findings: all } = await check(root);
    expect(all[0]).toMatchObject({ severity: 'error', code: 'no-configuration', place: { path: CONFIG_FILE } });
    expect(all[0]?.remedy).not.toContain('Install');
  });
  it("Combodo's own extension", async () => {
    const files = { [`extensions/${ID}/datamodel.${ID}.xml`]: designOf(`<parameters id="${ID}"/>`) };
    const found = await finding('old-extension', { laid: '1.1.2', compiled: '1.1.2', files });
    expect(found).toMatchObject({ severity: 'error', at: `extensions/${ID}` });
    expect(found.remedy).toContain('itop-tawk install');
  });
  it('another version compiled than installed', async () => {
    const found = await finding('version-differs', { compiled: '1.1.2' });
    expect(found.what).toBe(`version 1.1.2 is compiled, but extensions/${ID} has 2.0.0`);
    expect(found.at).toBe(`env-production/${ID}`);
    expect(found.remedy).toContain('setup/');
  });
  it.each(WIDGET_FILES)('a compiled module without %s', async (file) => {
    const root = await smallItop();
    const path = `env-production/${ID}/${file}`;
    await rm(join(root, path));
    expect((await check(root)).findings).toMatchObject([{ code: 'no-widget', place: { path } }]);
  });
  it('files that were changed after the setup', async () => {
    const file = `extensions/${ID}/asset/js/widget.js`;
    const found = await finding('files-changed', { files: { [file]: 'newer' } });
    expect(found).toMatchObject({ severity: 'warning', at: file });
    expect(found.what).toContain("asset/js/widget.js changed after iTop's setup");
    expect(found.remedy).toContain('setup/');
  });
  it('two copies: iTop takes the newer', async () => {
    const older = `<?php\nSetupWebPage::AddModule(__FILE__, '${ID}/1.1.2', array());`;
    const found = await finding('installed-twice', { files: { [`extensions/old/${ID}/module.${ID}.php`]: older } });
    expect(found).toMatchObject({ severity: 'warning', at: `extensions/old/${ID}` });
    expect(found.what).toContain(`also in extensions/${ID}, and iTop uses that one`);
    expect(found.remedy).toContain('itop-tawk install');
  });
  it('a folder with another name than the module', async () => {
    const module = `<?php\nSetupWebPage::AddModule(__FILE__, '${ID}/2.0.0', array());`;
    const found = await finding('folder-name', { laid: null, files: { [`extensions/tawk/module.${ID}.php`]: module } });
    expect(found).toMatchObject({ severity: 'error', at: 'extensions/tawk' });
    expect(found.remedy).toContain(`Rename the folder to ${ID}`);
  });
  it('an iTop that is too old, and one that nobody tried', async () => {
    expect(await finding('itop-version', { version: '2.6.4' })).toMatchObject({
      severity: 'error',
      remedy: 'Upgrade iTop.',
    });
    const untried = await finding('itop-version', { version: '3.4.0' });
    expect(untried).toMatchObject({ severity: 'note' });
    expect(untried.what).toContain('newer than the versions that the extension was tried on (2.7 to 3.3)');
    expect((await finding('itop-version', { version: '3.3.0' })).what).toContain('source of 26 February 2026');
  });
  it('what would end the setup: an interface that this iTop lacks', async () => {
    const files = (classMap: string) => ({
      'lib/composer/autoload_classmap.php': `<?php\nreturn array(\n${classMap}    'iTopMutex' => 'x',\n);`,
      'extensions/itop-tawk-chats/module.itop-tawk-chats.php': `<?php\nSetupWebPage::AddModule(__FILE__, 'itop-tawk-chats/2.0.0', array('datamodel' => array('src/Hook/Changes.php', 'src/Hook/Asks.php')));`,
      'extensions/itop-tawk-chats/src/Hook/Changes.php':
        '<?php\nnamespace ItopTawk\\Chats;\nuse iGone;\nclass Changes implements iGone\n{\n}\nclass More extends Changes\n{\n}',
      'extensions/itop-tawk-chats/src/Hook/Asks.php':
        "<?php\nif (interface_exists('iOther')) {\n\tclass Other implements iOther {}\n}",
    });
    const found = await finding('missing-interface', { files: files('') });
    expect(found).toMatchObject({ severity: 'error', at: 'extensions/itop-tawk-chats/src/Hook/Changes.php' });
    expect(found.what).toContain('this iTop has no iGone');
    const codes = (await findings({ files: files("    'iGone' => 'x',\n") })).map(({ code }) => code);
    expect(codes).not.toContain('missing-interface');
  });
  it('XML that was changed after the setup', async () => {
    const delta = designOf(`<parameters id="${ID}">\n<widget_id _delta="redefine">later</widget_id>\n</parameters>`);
    const options = { settings: RIGHT.replace(/'widget_id'.*\n/, ''), files: { [DELTA]: delta } };
    const found = await finding('setup-needed', options);
    expect(found).toMatchObject({ severity: 'warning', at: `${DELTA}:5:1` });
    expect(found.what).toContain('not in force yet: widget_id');
    expect(found.remedy).toContain('setup/');
    expect(await settingOf('widget_id', options)).toMatchObject({
      value: 'PUT_YOUR_WIDGET_ID_HERE',
      origin: 'compiled',
    });
    const broken = await findings({ files: { [DELTA]: delta.replace('redefine', 'define') } });
    expect(broken.map(({ code }) => code)).toEqual(['delta-rejected']);
  });
});
