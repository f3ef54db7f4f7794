import { chmod, lstat, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { writeConfig } from '../../../src/itop/configure/write-config';
import { ChangeError } from '../../../src/itop/install/aside';
import { asRoot } from '../../not-tried';
import { smallItop } from '../small-itop';

/** Makes the system's calls fail, or the process be gone after some of them. */
const fault = vi.hoisted(() => ({ code: {} as Record<string, string>, until: Number.POSITIVE_INFINITY }));
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const mortal =
    (name: string, change: (...args: never[]) => Promise<unknown>) =>
    async (...args: never[]) => {
      fault.until -= 1;
      const code = fault.code[name];
      if (fault.until < 0 || code) throw Object.assign(new Error(`${code ?? 'killed'}: ${name}`), { code });
      return change(...args);
    };
  const { rm, rename, link, open } = fs;
  const changes = Object.entries({ rm, rename, link, open }).map(([name, change]) => [name, mortal(name, change)]);
  return { ...fs, ...Object.fromEntries(changes) };
});
afterEach(() => {
  fault.code = {};
  fault.until = Number.POSITIVE_INFINITY;
});

const NOW = new Date('2026-11-25T15:00:00Z');
const KEPT = 'conf/production/config-itop.before-itop-tawk-20261125T150000Z.php';
const NEW = Buffer.from('<?php $MyModuleSettings = array(1);');

async function prepared() {
  const root = await smallItop();
  const path = join(root, 'conf/production/config-itop.php');
  return { root, path, before: await readFile(path) };
}
const folder = async (root: string) => (await readdir(join(root, 'conf/production'))).sort();

test('the new file is in place with the rights of the old one, which is kept beside it', async () => {
  const { root, path, before } = await prepared();
  await chmod(path, 0o440);
  expect(await writeConfig(root, before, NEW, NOW)).toBe(KEPT);
  expect(await readFile(path)).toEqual(NEW);
  expect(await readFile(join(root, KEPT))).toEqual(before);
  for (const each of [path, join(root, KEPT)]) expect((await stat(each)).mode & 0o777).toBe(0o440);
  expect(await folder(root)).toEqual(['config-itop.before-itop-tawk-20261125T150000Z.php', 'config-itop.php']);
});

test(
  'where it is a link that root has made, the link stays and the file behind it is changed',
  asRoot(async () => {
    const { root, path, before } = await prepared();
    await mkdir(join(root, 'etc'));
    await rename(path, join(root, 'etc/itop.php'));
    await symlink('../../etc/itop.php', path);
    await writeConfig(root, before, NEW, NOW);
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect(await readFile(join(root, 'etc/itop.php'))).toEqual(NEW);
  }),
);

test('a file that was changed meanwhile is not overwritten', async () => {
  const { root, path, before } = await prepared();
  await writeFile(path, '<?php // by somebody else');
  await expect(writeConfig(root, before, NEW, NOW)).rejects.toThrow(/was changed meanwhile\. Nothing was changed\./);
  expect(await readFile(path, 'utf8')).toBe('<?php // by somebody else');
  expect(await folder(root)).toEqual(['config-itop.php']);
});

test('what PHP does not take does not get there', async () => {
  const { root, path, before } = await prepared();
  const wrong = writeConfig(root, before, Buffer.from('<?php array('), NOW).catch((error) => error);
  const error = await wrong;
  // only where there is a PHP; our own parser has looked before
  if (error instanceof ChangeError) expect(await readFile(path)).toEqual(before);
});

test('where the file may have one name only, it is copied', async () => {
  const { root, path, before } = await prepared();
  fault.code = { link: 'EPERM' };
  await writeConfig(root, before, NEW, NOW);
  expect(await readFile(join(root, KEPT))).toEqual(before);
  expect(await readFile(path)).toEqual(NEW);
});

test.each([
  ['open', 'EACCES', "cannot be written. Run this as the file's owner"],
  ['open', 'ENOSPC', 'the disk is full. Nothing was changed.'],
  ['link', 'ENOSPC', 'the disk is full. Nothing was changed.'],
  ['rename', 'EBUSY', 'is a mount of its own'],
  ['link', 'EXDEV', 'is a mount of its own'],
  ['open', 'EROFS', 'read-only file system. Nothing was changed.'],
])('where %s fails with %s, all is as it was, and it is said why', async (call, code, words) => {
  const { root, path, before } = await prepared();
  fault.code = { [call]: code };
  const error = await writeConfig(root, before, NEW, NOW).catch((thrown) => thrown);
  fault.code = {};
  expect(error).toBeInstanceOf(ChangeError);
  expect(error.message).toContain(words);
  expect(await readFile(path)).toEqual(before);
  expect(await folder(root)).toEqual(['config-itop.php']);
});

test('killed at any step, iTop has the whole old file or the whole new one; the next time nothing is in the way', async () => {
  for (let step = 0, isKilled = true; isKilled; step += 1) {
    const { root, path, before } = await prepared();
    fault.until = step;
    await writeConfig(root, before, NEW, NOW).catch(() => undefined);
    isKilled = fault.until < 0;
    fault.until = Number.POSITIVE_INFINITY;
    const there = await readFile(path);
    expect([before.toString(), NEW.toString()]).toContain(there.toString());
    await writeConfig(root, there, NEW, new Date());
    expect(await readFile(path)).toEqual(NEW);
    expect((await folder(root)).filter((name) => name.includes('new'))).toEqual([]);
  }
});
