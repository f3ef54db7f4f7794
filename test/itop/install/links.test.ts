import { mkdir, mkdtemp, readdir, readlink, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inspect } from '../../../src/itop/check/inspection';
import { planSettings } from '../../../src/itop/configure/settings-plan';
import { writeConfig } from '../../../src/itop/configure/write-config';
import { findModules } from '../../../src/itop/files/module-folders';
import type { ExtensionPackage } from '../../../src/itop/install/extension-package';
import { install } from '../../../src/itop/install/install';
import { planInstall } from '../../../src/itop/install/install-plan';
import { uninstall } from '../../../src/itop/install/uninstall';
import { planUninstall } from '../../../src/itop/install/uninstall-plan';
import { asRoot } from '../../not-tried';
import { ID, smallItop } from '../small-itop';

/** Where `extensions/` and `data/` are on different file systems, nothing is renamed from one to the other. */
const fault = vi.hoisted(() => ({ isOtherFileSystem: false }));
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const rename: typeof fs.rename = async (from, to) => {
    if (fault.isOtherFileSystem && String(to).includes('replaced-extensions')) {
      throw Object.assign(new Error('EXDEV'), { code: 'EXDEV' });
    }
    return fs.rename(from, to);
  };
  return { ...fs, rename };
});
afterEach(() => {
  fault.isOtherFileSystem = false;
});

const NOW = new Date('2026-11-30T10:00:00Z');
const CONFIG = 'conf/production/config-itop.php';
const pack: ExtensionPackage = { version: '2.0.0', files: new Map([['a.php', new TextEncoder().encode('<?php')]]) };

/** Puts in the place of something a link to where it is now. */
async function replaceByLink(root: string, path: string, owner = 65_534): Promise<string> {
  const elsewhere = join(await mkdtemp(join(tmpdir(), 'elsewhere-')), 'there');
  await rename(join(root, path), elsewhere).catch(() => mkdir(elsewhere));
  await symlink(elsewhere, join(root, path));
  // whoever is not root makes links that are not root's anyway
  const { lchown } = await import('node:fs/promises');
  if (process.getuid?.() === 0) await lchown(join(root, path), owner, owner);
  return elsewhere;
}

describe('nothing is written through a link that root has not made, whoever runs the command', () => {
  it.each(['extensions', 'data', 'data/replaced-extensions'])('%s', async (path) => {
    const root = await smallItop({ laid: '1.1.2' });
    const elsewhere = await replaceByLink(root, path);
    const before = (await readdir(elsewhere, { recursive: true })).sort();
    const refused = new RegExp(`/${path} is a symbolic link that .*chown -h root .*/${path}\\. Nothing was changed\\.`);
    await expect(planInstall(root, pack, NOW)).rejects.toThrow(refused);
    const plan = await planUninstall(root, NOW);
    await expect(uninstall(plan)).rejects.toThrow(refused);
    expect((await readdir(elsewhere, { recursive: true })).sort()).toEqual(before);
  });
  it('the folder that a killed run left', async () => {
    const root = await smallItop({ laid: null });
    await replaceByLink(root, `extensions/.${ID}.new`);
    await expect(planInstall(root, pack, NOW)).rejects.toThrow('is a symbolic link');
  });
  it('a folder in extensions/ in which an older copy was found', async () => {
    const module = `<?php\nSetupWebPage::AddModule(__FILE__, '${ID}/1.0.0', array());\n`;
    const root = await smallItop({ laid: null, files: { [`extensions/old/${ID}/module.${ID}.php`]: module } });
    const elsewhere = await replaceByLink(root, 'extensions/old');
    await expect(planInstall(root, pack, NOW)).rejects.toThrow('extensions/old is a symbolic link');
    expect(await readdir(elsewhere)).toEqual([ID]);
  });
  it.each(['conf', 'conf/production', CONFIG])('%s', async (path) => {
    const root = await smallItop({ settings: '' });
    await replaceByLink(root, path);
    const inspection = await inspect(root);
    await expect(planSettings(inspection, { widget_id: 'x' })).rejects.toThrow(`${path} is a symbolic link`);
    const write = writeConfig(root, Buffer.from(''), Buffer.from(''), NOW);
    await expect(write).rejects.toThrow('is a symbolic link');
  });
  it(
    "root's own links are how somebody has set the iTop up",
    asRoot(async () => {
      const root = await smallItop({ laid: '1.1.2' });
      for (const path of ['data', 'extensions', 'conf']) await replaceByLink(root, path, 0);
      await install(await planInstall(root, pack, NOW), pack);
      expect(await readdir(join(root, `extensions/${ID}`))).toEqual(['a.php']);
      expect(await planSettings(await inspect(root), { widget_id: 'x' })).toMatchObject({ changes: [{ to: 'x' }] });
    }),
  );
});

describe('a link in the place of the extension is moved aside itself', () => {
  it.each([
    ['on one file system', false],
    ['from one file system to another', true],
  ])('%s', async (_name, isOther) => {
    fault.isOtherFileSystem = isOther;
    const root = await smallItop();
    const elsewhere = await replaceByLink(root, `extensions/${ID}`);
    const before = (await readdir(elsewhere)).sort();
    const plan = await planInstall(root, pack, NOW);
    await install(plan, pack);
    expect(await readlink(join(root, plan.aside[0]?.to ?? ''))).toBe(elsewhere);
    expect((await readdir(elsewhere)).sort()).toEqual(before);
    expect((await stat(join(root, `extensions/${ID}`))).isDirectory()).toBe(true);
  });
});

it('what was put in the place of a new file meanwhile is not written to', async () => {
  const root = await smallItop({ laid: null });
  const twice = {
    ...pack,
    files: new Map([...pack.files, ['module.x.php.new', pack.files.get('a.php') as Uint8Array]]),
  };
  twice.files.set('module.x.php', new TextEncoder().encode('other'));
  await expect(install(await planInstall(root, twice, NOW), twice)).rejects.toThrow(/EEXIST.*Everything was put back/);
  expect(await readdir(join(root, 'extensions'))).toEqual(['readme.txt']);
});

it('links that lead in circles, or to everything, are no endless search', async () => {
  const root = await smallItop();
  for (const [name, to] of Object.entries({ a: '.', b: '..', c: '/', d: '../data', e: `./${ID}` })) {
    await symlink(to, join(root, 'extensions', name));
    await symlink(to, join(root, 'env-production', ID, name));
  }
  await mkdir(join(root, 'data/production-modules'));
  await symlink('../../extensions', join(root, 'data/production-modules/back'));
  await writeFile(join(root, 'data/production-modules/module.x.php'), '<?php');
  const found = (await findModules(root)).map(({ folder }) => folder);
  expect(found).toContain(`extensions/${ID}`);
  expect(found).toContain('extensions/d/production-modules');
  expect(found.length).toBeLessThan(20);
  expect((await inspect(root)).compiledFiles).toContain('asset/js/widget.js');
});
