import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { check } from '../../../src/itop/check/check';
import { ItopFolderError } from '../../../src/itop/files/itop-folder';
import { ChangeError } from '../../../src/itop/install/aside';
import {
  type ExtensionPackage,
  PackageError,
  readExtensionPackage,
  WIDGET_FILES,
} from '../../../src/itop/install/extension-package';
import { install } from '../../../src/itop/install/install';
import { planInstall } from '../../../src/itop/install/install-plan';
import { ID, type SmallItop, smallItop } from '../small-itop';

/** Makes calls of node's fs fail; each test says which. */
const fault = vi.hoisted(() => ({
  rename: (_from: string, _to: string): string | undefined => undefined,
  /** So many changes of the file system are carried out; then the process is gone, and none is any more. */
  until: Number.POSITIVE_INFINITY,
}));
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const rename: typeof fs.rename = async (from, to) => {
    const code = fault.rename(String(from), String(to));
    if (code) throw Object.assign(new Error(`${code}: rename ${from}`), { code });
    return fs.rename(from, to);
  };
  const mortal =
    (change: (...args: never[]) => Promise<unknown>) =>
    async (...args: never[]) => {
      fault.until -= 1;
      if (fault.until < 0) throw new Error('killed');
      return change(...args);
    };
  const { rm, mkdir, open, cp, rmdir, symlink } = fs;
  const changes = Object.entries({ rename, rm, mkdir, open, cp, rmdir, symlink });
  return { ...fs, ...Object.fromEntries(changes.map(([name, change]) => [name, mortal(change)])) };
});
afterEach(() => {
  fault.rename = () => undefined;
  fault.until = Number.POSITIVE_INFINITY;
});

const NOW = new Date('2026-11-23T10:00:00Z');
const module = (version: string) => `<?php\nSetupWebPage::AddModule(__FILE__, '${ID}/${version}', array());\n`;
const bytes = (text: string) => new TextEncoder().encode(text);
const pack: ExtensionPackage = {
  version: '2.0.0',
  files: new Map([
    [`module.${ID}.php`, bytes(module('2.0.0'))],
    ['asset/js/chat.js', bytes('chat')],
    ['asset/js/panel.js', bytes('panel')],
    ['asset/js/widget.js', bytes('widget')],
    ['src/Hook/Portal.php', bytes('<?php')],
  ]),
};

async function tree(root: string) {
  const entries = (await readdir(root, { recursive: true })).sort();
  return Promise.all(
    entries.map(async (path) => {
      const file = await stat(join(root, path));
      return [path, file.isFile() ? await readFile(join(root, path), 'utf8') : file.mode];
    }),
  );
}
async function run(root: string, extension = pack) {
  const plan = await planInstall(root, extension, NOW);
  if (!plan.isDone) await install(plan, extension);
  return plan;
}
/** With the second module. */
const CHATS = 'itop-tawk-chats';
const both: ExtensionPackage = {
  ...pack,
  chats: new Map([
    [`module.${CHATS}.php`, bytes(module('2.0.0').replace(ID, CHATS))],
    ['src/autoload.php', bytes('<?php')],
  ]),
};
const empty = (options: SmallItop = {}) => smallItop({ laid: null, ...options });

describe('install', () => {
  it('installs the extension, which check then finds', async () => {
    const root = await empty();
    await run(root);
    expect(await readFile(join(root, `extensions/${ID}/asset/js/widget.js`), 'utf8')).toBe('widget');
    const { laid, findings } = await check(root);
    expect(laid).toEqual({ version: '2.0.0', folder: `extensions/${ID}` });
    expect(findings).toMatchObject([{ code: 'not-compiled' }]);
    expect((await readdir(join(root, 'extensions'))).sort()).toEqual([ID, 'readme.txt']);
  });
  it('gives files and folders the rights of extensions/', async () => {
    const root = await empty();
    await chmod(join(root, 'extensions'), 0o775);
    await run(root);
    const mode = async (path: string) => (await stat(join(root, `extensions/${ID}`, path))).mode & 0o777;
    expect([await mode('.'), await mode('asset/js'), await mode('asset/js/widget.js')]).toEqual([0o775, 0o775, 0o664]);
  });
  it('keeps older copies aside under their version, wherever they were, where iTop does not find them', async () => {
    const root = await smallItop({
      laid: '1.1.2',
      files: { [`extensions/combodo/${ID}/module.${ID}.php`]: module('1.0.0') },
    });
    const { aside } = await run(root);
    expect(aside).toEqual([
      { from: `extensions/${ID}`, version: '1.1.2', to: `data/replaced-extensions/${ID}-1.1.2-20261123T100000Z` },
      {
        from: `extensions/combodo/${ID}`,
        version: '1.0.0',
        to: `data/replaced-extensions/${ID}-1.0.0-20261123T100000Z-2`,
      },
    ]);
    for (const { to } of aside) expect(await readdir(join(root, to))).toContain(`module.${ID}.php`);
    expect((await check(root)).findings.map(({ code }) => code)).not.toContain('installed-twice');
  });
  it('moves a folder of that name aside even if no module is in it', async () => {
    const root = await empty({ files: { [`extensions/${ID}/notes.txt`]: 'mine' } });
    const [{ to } = { to: '' }] = (await run(root)).aside;
    expect(await readFile(join(root, to, 'notes.txt'), 'utf8')).toBe('mine');
  });
  it('has nothing to do the second time', async () => {
    const root = await empty();
    await run(root);
    expect(await planInstall(root, pack, NOW)).toMatchObject({ isDone: true, aside: [] });
    await writeFile(join(root, `extensions/${ID}/asset/js/widget.js`), 'other');
    expect(await planInstall(root, pack, NOW)).toMatchObject({ isDone: false, aside: [{ version: '2.0.0' }] });
  });
  it('installs both modules, each in its folder, and says so of neither a second time', async () => {
    const root = await empty();
    await run(root, both);
    expect((await readdir(join(root, 'extensions'))).sort()).toEqual([ID, CHATS, 'readme.txt']);
    expect(await readdir(join(root, `extensions/${CHATS}`))).toContain(`module.${CHATS}.php`);
    expect(await planInstall(root, both, NOW)).toMatchObject({ isDone: true, aside: [] });
    expect((await check(root)).findings).toMatchObject([{ code: 'not-compiled' }]);
  });
  it('keeps an older copy of the second module aside too', async () => {
    const old = module('1.9.0').replace(ID, CHATS);
    const root = await smallItop({ files: { [`extensions/${CHATS}/module.${CHATS}.php`]: old } });
    const { aside } = await run(root, both);
    expect(aside).toMatchObject([
      { from: `extensions/${ID}`, version: '2.0.0' },
      { from: `extensions/${CHATS}`, version: '1.9.0' },
    ]);
    expect(aside[1]?.to).toContain(`data/replaced-extensions/${CHATS}-1.9.0-`);
  });
  it('copies aside where extensions/ and data/ are on different file systems', async () => {
    const root = await smallItop({ laid: '1.1.2' });
    fault.rename = (_from, to) => (to.includes('replaced-extensions') ? 'EXDEV' : undefined);
    const [{ to } = { to: '' }] = (await run(root)).aside;
    expect(await readdir(join(root, to))).toContain(`module.${ID}.php`);
    expect((await check(root)).laid).toEqual({ version: '2.0.0', folder: `extensions/${ID}` });
  });
  it('does not speak of an upgrade to an iTop that was never set up', async () => {
    const root = await empty();
    await rm(join(root, 'conf'), { recursive: true });
    const next = (await planInstall(root, pack, NOW)).next.join('\n');
    expect(next).toContain('Choose "Install a new iTop"');
    expect(next).not.toMatch(/Upgrade|config-itop/);
    expect(next).toContain('restart PHP');
  });
  it('says the next step in the words of that version, with the address that is configured', async () => {
    const next = async (version: string) => (await planInstall(await empty({ version }), pack, NOW)).next.join('\n');
    expect(await next('2.7.11')).toContain('Open http://itop.example/setup/ and press "Continue >>"');
    expect(await next('2.7.11')).toContain('"Install !"');
    expect(await next('3.2.0')).toContain(
      '"Upgrade an existing iTop instance", then "Next" up to the page "Extensions"',
    );
  });
});

describe('nothing is half done', () => {
  async function failing(options: SmallItop, extension = pack) {
    const root = await smallItop(options);
    const before = await tree(root);
    const error = await run(root, extension).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ChangeError);
    return { root, before, error: error as ChangeError };
  }
  const same = async ({ root, before }: { root: string; before: unknown }) => expect(await tree(root)).toEqual(before);

  it('when the extension cannot be written', async () => {
    const impossible = { ...pack, files: new Map([...pack.files, ['asset', bytes('a file and a folder')]]) };
    const result = await failing({ laid: '1.1.2' }, impossible);
    await same(result);
    expect(result.error.message).toMatch(/Everything was put back: the iTop is as it was\.$/);
  });
  it('when an older copy cannot be moved', async () => {
    fault.rename = (from) => (from.endsWith(`combodo/${ID}`) ? 'EACCES' : undefined);
    const result = await failing({
      laid: '1.1.2',
      files: { [`extensions/combodo/${ID}/module.${ID}.php`]: module('1.0.0') },
    });
    await same(result);
  });
  it('when the new one cannot be put in place', async () => {
    fault.rename = (from) => (from.includes('.new/') ? 'EIO' : undefined);
    const result = await failing({ laid: '1.1.2' });
    await same(result);
    expect(result.error.message).toContain('EIO');
  });
  it('when the second module cannot be put in place', async () => {
    fault.rename = (from) => (from.endsWith(`.new/${CHATS}`) ? 'EIO' : undefined);
    await same(await failing({ laid: '1.1.2' }, both));
  });
  it('when the place for older copies is taken by a file', async () =>
    same(await failing({ laid: '1.1.2', files: { 'data/replaced-extensions': 'a file' } })));
  it('and what could not be put back is said', async () => {
    fault.rename = (from, to) => (from.includes('.new/') || to.endsWith(`extensions/${ID}`) ? 'EIO' : undefined);
    const { error } = await failing({ laid: '1.1.2' });
    expect(error.message).toContain('Not everything could be put back: EIO');
    expect(error.message).toContain('replaced-extensions');
  });
  it('and what a killed run left does not stay', async () => {
    const root = await empty({ files: { [`extensions/.${ID}.new/asset/old.js`]: '' } });
    await run(root);
    expect((await readdir(join(root, 'extensions'))).sort()).toEqual([ID, 'readme.txt']);
    expect(await readdir(join(root, `extensions/${ID}/asset`))).toEqual(['js']);
  });
});

describe("killed at any step, iTop's setup sees no two copies, and install again makes it whole", () => {
  it.each([
    ['on one file system', undefined],
    ['where older copies have to be copied', 'EXDEV'],
  ])('%s', async (_name, code) => {
    const old = {
      [`extensions/${CHATS}/module.${CHATS}.php`]: module('1.9.0').replace(ID, CHATS),
      [`extensions/${CHATS}/extension.xml`]: 'old',
    };
    const withExtension = { ...both, chats: new Map([...(both.chats ?? []), ['extension.xml', bytes('new')]]) };
    fault.rename = (_from, to) => (to.includes('replaced-extensions') ? code : undefined);
    for (let step = 0, isKilled = true; isKilled; step += 1) {
      const root = await smallItop({ laid: '1.1.2', files: old });
      const plan = await planInstall(root, withExtension, NOW);
      fault.until = step;
      await install(plan, withExtension).catch(() => undefined);
      isKilled = fault.until < 0;
      fault.until = Number.POSITIVE_INFINITY;
      const seen = (await readdir(join(root, 'extensions'), { recursive: true })).filter((path) =>
        /(^|\/)(module\.[^/]*\.php|extension\.xml)$/.test(path),
      );
      for (const name of [`module.${ID}.php`, `module.${CHATS}.php`, 'extension.xml']) {
        expect(seen.filter((path) => path.endsWith(`/${name}`)).length, `step ${step}: ${seen}`).toBeLessThanOrEqual(1);
      }
      await run(root, withExtension);
      expect(await planInstall(root, withExtension, NOW)).toMatchObject({ isDone: true });
    }
  });
});

describe('install refuses', () => {
  const plan = async (root: string) => planInstall(root, pack, NOW);
  it('what is not an iTop', async () => {
    await expect(plan(join(await empty(), 'conf'))).rejects.toThrow(ItopFolderError);
  });
  it('an iTop that is too old', async () => {
    await expect(plan(await empty({ version: '2.6.4' }))).rejects.toThrow(/iTop 2\.6\.4 is older.*2\.7 to 3\.3/);
  });
  it('an iTop that lacks what the extension builds on, before anything is written', async () => {
    const files = { 'lib/composer/autoload_classmap.php': "<?php return array('iOther' => 'x');" };
    const root = await empty({ version: '3.4.0', files });
    const hook = new Map(pack.files)
      .set(
        `module.${ID}.php`,
        bytes(module('2.0.0').replace('array()', "array('datamodel' => array('src/Hook/A.php'))")),
      )
      .set('src/Hook/A.php', bytes('<?php\nclass A implements iGone\n{\n}\n'));
    const refused = planInstall(root, { ...pack, files: hook }, NOW);
    await expect(refused).rejects.toThrow(/iTop 3\.4\.0 has no iGone, which src\/Hook\/A\.php of .* needs/);
    expect(await readdir(join(root, 'extensions'))).toEqual(['readme.txt']);
  });
  it('an iTop without an extensions folder', async () => {
    const root = await empty();
    await rm(join(root, 'extensions'), { recursive: true });
    await expect(plan(root)).rejects.toThrow(/extensions is not there.*Nothing was changed/);
  });
});

describe('the built extension', () => {
  const zip = async (entries: Record<string, string>) => {
    const path = join(await empty(), 'extension.zip');
    await writeFile(
      path,
      zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, bytes(text)]))),
    );
    return path;
  };
  const scripts = Object.fromEntries(WIDGET_FILES.map((file) => [`${ID}/${file}`, 'x']));
  const whole = { [`${ID}/module.${ID}.php`]: module('2.1.0'), ...scripts };

  it('is read from its zip or its folder', async () => {
    const fromZip = await readExtensionPackage(await zip(whole));
    expect([fromZip.version, [...fromZip.files.keys()].sort()]).toEqual([
      '2.1.0',
      ['asset/js/chat.js', 'asset/js/livehelperchat.js', 'asset/js/panel.js', 'asset/js/widget.js', `module.${ID}.php`],
    ]);
    expect(fromZip.chats).toBe(undefined);
    const withChats = await readExtensionPackage(await zip({ ...whole, [`${CHATS}/extension.xml`]: 'x' }));
    expect([...(withChats.chats ?? [])].length).toBe(1);
    const folder = join(await empty(), 'built');
    await mkdir(join(folder, 'asset/js'), { recursive: true });
    await writeFile(join(folder, `module.${ID}.php`), module('2.1.0'));
    for (const file of WIDGET_FILES) await writeFile(join(folder, file), 'x');
    expect((await readExtensionPackage(folder)).files.size).toBe(1 + WIDGET_FILES.length);
  });
  it.each([
    ['nothing', async () => '/nowhere/x.zip', /There is no built extension at \/nowhere\/x\.zip.*npm run build/],
    ['no zip', async () => join(await empty(), 'approot.inc.php'), /not a zip file/],
    ['no widget', () => zip({ [`${ID}/module.${ID}.php`]: module('2.1.0') }), /widget\.js is not in it/],
    ['a path out of the folder', () => zip({ ...whole, [`${ID}/../../evil.php`]: '' }), /expected nothing outside/],
    ['another folder', () => zip({ ...whole, 'other/x': '' }), /"other\/x"/],
  ])('is refused when it is %s', async (_name, path, message) => {
    const error = await readExtensionPackage(await path()).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(PackageError);
    expect(error.message).toMatch(message);
  });
});
