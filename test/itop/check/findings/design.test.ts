import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/itop/check/check';
import { designOf, ID, RIGHT, smallItop } from '../../small-itop';
import { CONFIG, DELTA, finding, findings, OWN_XML, report, settingOf } from '../reports';

describe('XML deltas', () => {
  it('malformed, with line and column', async () => {
    const found = await finding('delta-rejected', { delta: '  <widget_id>a & b</widget_id>' });
    expect(found).toMatchObject({ severity: 'error', at: `${DELTA}:5:16`, remedy: 'Write &amp; for it.' });
    expect(found.what).toMatch(/^iTop's setup stops here: malformed XML/);
  });
  it('not in its encoding', async () => {
    const root = await smallItop({ delta: '<a>x</a>' });
    const text = await readFile(join(root, DELTA), 'utf8');
    await writeFile(join(root, DELTA), Buffer.from(text.replace('<a>x', '<a>\u00e9'), 'latin1'));
    const { findings: all } = await check(root);
    expect(all.find(({ code }) => code === 'delta-rejected')).toMatchObject({
      place: { path: DELTA, line: 5 },
      remedy: 'Save the file as UTF-8.',
    });
  });
  it('with a comment before the root', async () => {
    const xml = designOf(`<parameters id="${ID}"/>`).replace('<itop_design', '<!-- mine -->\n<itop_design');
    const found = await finding('delta-ignored-file', { files: { [DELTA]: xml } });
    expect(found).toMatchObject({ severity: 'error', at: `${DELTA}:2:1` });
    expect(found.remedy).toContain('Move the comment');
  });
  it('without _delta, where the old engine ignores it', async () => {
    const options = { version: '3.0.4', delta: '<widget_id>mine</widget_id>' };
    expect(await finding('delta-ignored-text', options)).toMatchObject({
      severity: 'error',
      at: `${DELTA}:5:1`,
      remedy: 'Write _delta="redefine" on it.',
    });
    expect(await settingOf('widget_id', { ...options, settings: '' })).toMatchObject({
      value: 'PUT_YOUR_WIDGET_ID_HERE',
    });
    const { findings: none } = await report({
      ...options,
      version: '3.2.0',
      settings: RIGHT.replace(/'widget_id'.*\n/, ''),
    });
    expect(none).toEqual([]);
  });
  it('defining what exists', async () => {
    const found = await finding('delta-rejected', { delta: '<widget_id _delta="define">mine</widget_id>' });
    expect(found.what).toContain(`exists already (${OWN_XML}:6:3)`);
    expect(found.remedy).toContain('_delta="redefine"');
  });
  it('of a design version that this iTop does not know', async () => {
    const xml = designOf(`<parameters id="${ID}"/>`).replace('1.7', '3.2');
    expect(await finding('delta-rejected', { version: '3.1.2', files: { [DELTA]: xml } })).toMatchObject({
      at: `${DELTA}:2:1`,
    });
    expect(await findings({ files: { [DELTA]: xml } })).toEqual([]);
  });
  it('for a module id that is not there', async () => {
    const xml = designOf('<parameters id="my-tawk" _delta="if_exists"/>');
    expect(await finding('delta-skipped-node', { files: { [DELTA]: xml } })).toMatchObject({ at: `${DELTA}:4:1` });
  });
  it('in a module that is not selected in the setup', async () => {
    const files = {
      'extensions/acme/module.acme.php': `<?php SetupWebPage::AddModule(__FILE__, 'acme/1.0.0', array());`,
      'extensions/acme/datamodel.acme.xml': designOf(`<parameters id="${ID}"/>`),
    };
    const found = await finding('delta-unselected', { files });
    expect(found).toMatchObject({ severity: 'warning', at: 'extensions/acme/datamodel.acme.xml' });
    expect(found.remedy).toContain('Select that module');
  });
  it('in such a module, that would stop the setup: said before that module is selected', async () => {
    const files = {
      'extensions/acme/module.acme.php': `<?php SetupWebPage::AddModule(__FILE__, 'acme/1.0.0', array());`,
      'extensions/acme/datamodel.acme.xml': designOf(
        `<parameters id="${ID}">\n<widget_id _delta="define">mine</widget_id>\n</parameters>`,
      ),
    };
    const all = await findings({ files });
    expect(all).toMatchObject([
      { severity: 'warning', code: 'delta-would-stop', at: 'extensions/acme/datamodel.acme.xml:5:1' },
    ]);
    expect(all[0]?.what).toContain('exists already');
    expect(all[0]?.remedy).toMatch(/_delta="redefine".* Select the module after that\.$/);
    const settings = RIGHT.replace(/'widget_id'.*\n/, '');
    expect(await settingOf('widget_id', { files, settings })).toMatchObject({ value: 'PUT_YOUR_WIDGET_ID_HERE' });
  });
  it('in such a module, that iTop would ignore', async () => {
    const files = {
      'extensions/acme/module.acme.php': `<?php SetupWebPage::AddModule(__FILE__, 'acme/1.0.0', array());`,
      'extensions/acme/datamodel.acme.xml': designOf(
        `<parameters id="${ID}">\n<widget_id>a</widget_id>\n</parameters>`,
      ),
    };
    const codes = (await findings({ version: '3.0.4', files })).map(({ code }) => code);
    expect(codes).toEqual(['delta-unselected', 'delta-ignored-text']);
  });
  it.each([
    '<webhooks.secret_key _delta="redefine">x</webhooks.secret_key>',
    '<webhooks.create_ticket><ticket_class _delta="redefine">UserRequest</ticket_class></webhooks.create_ticket>',
  ])('on a setting of 1.x that is gone: to be removed, not to be defined anew: %s', async (delta) => {
    const found = await finding('delta-rejected', { delta });
    expect(found.remedy).toContain('remove it here');
    expect(found.remedy).not.toContain('force');
  });
  it('of other modules are not checked', async () => {
    const files = {
      'extensions/acme/module.acme.php': `<?php SetupWebPage::AddModule(__FILE__, 'acme/1.0.0', array());`,
      'extensions/acme/datamodel.acme.xml': '<not even XML',
    };
    expect(await findings({ files })).toEqual([]);
  });
  it('settings under a misspelt module id', async () => {
    const morePhp = "$MyModuleSettings['combodo-tawk-integation'] = array(\n'widget_id' => 'x');";
    const found = await finding('module-id', { morePhp });
    expect(found).toMatchObject({
      severity: 'error',
      at: `${CONFIG}:13:16`,
      remedy: `Rename "combodo-tawk-integation" to "${ID}".`,
    });
    const xml = designOf('<parameters id="combodo-tawk-integation" _delta="define">\n<a>1</a></parameters>');
    expect(await finding('module-id', { files: { [DELTA]: xml } })).toMatchObject({ at: `${DELTA}:5:1` });
  });
  it('another module of a like name is none of ours', async () => {
    const morePhp = "$MyModuleSettings['combodo-intercom-integration'] = array('api_key' => 'x');";
    expect(await findings({ morePhp })).toEqual([]);
  });
});
