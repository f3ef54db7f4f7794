import { mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stepsTo } from '../../../src/itop/files/path-owners';

async function folder(): Promise<string> {
  const made = await realpath(await mkdtemp(join(tmpdir(), 'steps-')));
  await mkdir(join(made, 'srv/itop/conf'), { recursive: true });
  await writeFile(join(made, 'srv/itop/conf/file'), '');
  return made;
}
const behind = async (root: string, path: string) =>
  (await stepsTo(join(root, path)))
    .filter((step) => step.path.startsWith(`${root}/`))
    .map((step) => `${step.kind} ${step.path.slice(root.length + 1)}`);

test('each folder and link on the way is a step, from / on, and links are followed as the system does', async () => {
  const root = await folder();
  await symlink(`${root}/srv`, join(root, 'absolute'));
  await symlink('../absolute/itop', join(root, 'srv/relative'));
  expect((await stepsTo(root)).map(({ path }) => path).slice(0, 2)).toEqual(['/', `/${root.split('/')[1]}`]);
  expect(await behind(root, 'srv/relative/conf/file')).toEqual([
    'folder srv',
    'link srv/relative',
    'link absolute',
    'folder srv',
    'folder srv/itop',
    'folder srv/itop/conf',
    'other srv/itop/conf/file',
  ]);
});

test('it ends before what is not there, behind a link too', async () => {
  const root = await folder();
  await symlink('nowhere/at/all', join(root, 'dangling'));
  expect(await behind(root, 'srv/other/conf')).toEqual(['folder srv']);
  expect(await behind(root, 'dangling/x')).toEqual(['link dangling']);
  expect(await behind(root, 'srv/itop/conf/file/x')).toEqual([
    'folder srv',
    'folder srv/itop',
    'folder srv/itop/conf',
    'other srv/itop/conf/file',
  ]);
});

test('links in a circle are refused', async () => {
  const root = await folder();
  await symlink('b', join(root, 'a'));
  await symlink('a', join(root, 'b'));
  await expect(stepsTo(join(root, 'a'))).rejects.toThrow('too many symbolic links');
});
