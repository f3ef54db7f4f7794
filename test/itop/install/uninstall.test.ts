import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { uninstall } from '../../../src/itop/install/uninstall';
import { planUninstall } from '../../../src/itop/install/uninstall-plan';
import { DELTA } from '../check/reports';
import { designOf, ID, type SmallItop, smallItop } from '../small-itop';

const NOW = new Date('2026-11-25T10:00:00Z');
/** An iTop of an old version, to which only the extension gives the origin `chat`. */
const old = (options: SmallItop = {}) => smallItop({ version: '2.7.11', ownOrigin: true, ...options });
const plan = async (options: SmallItop = {}, tickets?: string[]) =>
  planUninstall(await old(options), NOW, tickets && (async () => tickets));
const codes = async (...args: Parameters<typeof plan>) =>
  (await plan(...args)).findings.map(({ severity, code }) => `${severity} ${code}`);
const module = (name: string, more = '') => ({
  [`extensions/${name}/module.${name}.php`]: `<?php SetupWebPage::AddModule(__FILE__, '${name}/1.0.0', array(${more}));`,
});

describe("what would stop iTop's setup without the extension is said before", () => {
  it('tickets of the origin "chat", with the ways to change them', async () => {
    const { findings } = await plan({}, ['R-000007', 'R-000008', 'R-000009']);
    expect(findings).toMatchObject([{ severity: 'error', code: 'tickets-of-chat' }]);
    expect(findings[0]?.what).toMatch(/^R-000007 and 2 more tickets have .*Data truncated for column 'origin'/);
    expect(findings[0]?.remedy).toContain('http://itop.example/pages/UI.php?operation=search_oql');
    expect(findings[0]?.remedy).toContain("UPDATE ticket_request SET origin = 'portal' WHERE origin = 'chat';");
    expect(findings[0]?.remedy).toContain("UPDATE ticket_incident SET origin = 'portal' WHERE origin = 'chat';");
  });
  it('incidents of the origin "chat" too: iTop is asked for them, where it has such', async () => {
    const ask = vi.fn(async () => ['I-000007']);
    const { findings, wayOut } = await planUninstall(await old(), NOW, ask);
    expect(ask).toHaveBeenCalledWith(['UserRequest', 'Incident']);
    expect(findings[0]?.what).toMatch(/^I-000007 has the origin/);
    expect(wayOut[1]).toContain("SELECT Incident WHERE origin = 'chat'");
  });
  it('their table with the prefix of this database', async () => {
    const { findings } = await plan({ morePhp: "$MySettings['db_subname'] = 'it_';" }, ['R-000007']);
    expect(findings[0]?.remedy).toContain('UPDATE it_ticket_request SET');
  });
  it('the query, where iTop was not asked', async () => {
    const { findings } = await plan();
    expect(findings).toMatchObject([{ severity: 'warning', code: 'tickets-unknown' }]);
    expect(findings[0]?.remedy).toContain("SELECT UserRequest WHERE origin = 'chat'");
  });
  it('nothing, where there is no such ticket', async () => expect(await codes({}, [])).toEqual([]));
  it('no more than a note in iTop 3.0, which keeps the values that are in use', async () =>
    expect(await codes({ version: '3.0.4' }, ['R-000007'])).toEqual(['note tickets-of-chat']));
  it("nothing, and iTop is not asked, where the origin is iTop's own", async () => {
    const ask = vi.fn();
    const { findings } = await planUninstall(await smallItop({ version: '3.2.0' }), NOW, ask);
    expect(findings).toEqual([]);
    expect(ask).not.toHaveBeenCalled();
  });
  it('a delta that changes a setting of the extension, with the place', async () => {
    const { findings } = await plan({ delta: '<widget_id _delta="redefine">mine</widget_id>' }, []);
    expect(findings).toMatchObject([{ severity: 'error', code: 'delta-rejected', place: { path: DELTA, line: 5 } }]);
    expect(findings[0]?.what).toContain('stops here without the extension: <widget_id> is not in the model');
    expect(findings[0]?.remedy).toBe(`Remove what it says about ${ID} from this file.`);
  });
  it('but not a delta that skips what is not there', async () => {
    const delta = designOf(
      `<parameters id="${ID}" _delta="if_exists"><widget_id _delta="redefine">x</widget_id></parameters>`,
    );
    expect(await codes({ files: { [DELTA]: delta } }, [])).toEqual([]);
  });
  it('a delta that stops the setup anyway, with its own remedy', async () => {
    const { findings } = await plan({ delta: '<widget_id>a & b</widget_id>' }, []);
    expect(findings).toMatchObject([{ code: 'delta-rejected', remedy: 'Write &amp; for it.' }]);
  });
  it('a file that names an attribute of the extension', async () => {
    const xml = '<itop_design version="1.7">\n<classes/><!-- <item id="tawkto_id"/> -->\n</itop_design>';
    const { findings } = await plan({ files: { [DELTA]: xml } }, []);
    expect(findings).toMatchObject([{ severity: 'warning', code: 'attribute-used', place: { line: 2, column: 26 } }]);
  });
  it('a file that names a class of the extension', async () => {
    const xml = '<itop_design version="1.7">\n<classes><!-- TawkChatTopic --></classes>\n</itop_design>';
    const { findings } = await plan({ files: { [DELTA]: xml } }, []);
    expect(findings).toMatchObject([{ severity: 'warning', code: 'attribute-used', place: { line: 2 } }]);
  });
  it('a module that depends on it', async () => {
    const { findings } = await plan({ files: module('acme', `'dependencies' => array('${ID}/2.0.0')`) }, []);
    expect(findings).toMatchObject([
      { severity: 'warning', code: 'module-depends', place: { path: 'extensions/acme/module.acme.php' } },
    ]);
  });
});

it('the plan says what to do afterwards, and how to get out of a setup that stopped', async () => {
  const { next, wayOut } = await plan();
  expect(next.join('\n')).toContain('Open http://itop.example/setup/ and press "Continue >>"');
  expect(next.join('\n')).not.toContain('Tick');
  expect(wayOut[0]).toContain('data/.readonly');
  expect(wayOut[1]).toContain("SELECT UserRequest WHERE origin = 'chat'");
  expect(wayOut[2]).toContain('Run the setup again');
});

describe('the extension is moved aside', () => {
  const isThere = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    );

  it('each copy of it, where iTop does not look for modules; what is compiled stays', async () => {
    const root = await old({
      files: {
        [`extensions/old/${ID}/module.${ID}.php`]: `<?php SetupWebPage::AddModule(__FILE__, '${ID}/1.1.2', array());`,
      },
    });
    const found = await planUninstall(root, NOW);
    await uninstall(found);
    expect((await readdir(join(root, 'data/replaced-extensions'))).sort()).toEqual([
      `${ID}-1.1.2-20261125T100000Z-2`,
      `${ID}-2.0.0-20261125T100000Z`,
    ]);
    expect(await isThere(join(root, `extensions/${ID}`))).toBe(false);
    expect(await isThere(join(root, `env-production/${ID}`))).toBe(true);
    const then = await planUninstall(root, NOW);
    expect(then).toMatchObject({ aside: [], isDone: false, findings: [{ code: 'tickets-unknown' }] });
  });
  it('all or none of them', async () => {
    const root = await old({
      files: {
        [`extensions/old/${ID}/module.${ID}.php`]: `<?php SetupWebPage::AddModule(__FILE__, '${ID}/1.1.2', array());`,
      },
    });
    const found = await planUninstall(root, NOW);
    const second = found.aside[1]?.to ?? '';
    await mkdir(join(root, second), { recursive: true });
    await writeFile(join(root, second, 'in-the-way'), '');
    await expect(uninstall(found)).rejects.toThrow(/Everything was put back/);
    expect(await isThere(join(root, `extensions/${ID}`))).toBe(true);
    expect(await isThere(join(root, `extensions/old/${ID}`))).toBe(true);
  });
  it('nothing is to be done where it is neither there nor compiled', async () => {
    const root = await smallItop({ laid: null, compiled: null });
    expect(await planUninstall(root, NOW)).toMatchObject({ isDone: true, aside: [], findings: [] });
    await rm(root, { recursive: true });
  });
});
