import { chmod, chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { MODULE } from '../settings';
import { ChangeError, moveAside, undoAll } from './aside';
import type { ExtensionPackage } from './extension-package';
import { type InstallPlan, packedModules, target } from './install-plan';

/** In extensions/, so that putting it in place is one rename within one file system. */
const STAGING = `extensions/.${MODULE}.new`;

/**
 * Carries a plan out: writes the modules under another name, moves older copies aside, renames. When any of it
 * fails, what was done is undone.
 *
 * @throws ChangeError with the reason; the iTop is as it was before
 */
export async function install({ root, aside }: InstallPlan, pack: ExtensionPackage): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  const staging = join(root, STAGING);
  try {
    await rm(staging, { recursive: true, force: true }); // what a killed run left
    undo.push(() => rm(staging, { recursive: true, force: true }));
    await writePackage(root, pack);
    await moveAside(root, aside, undo);
    for (const module of packedModules(pack).keys()) {
      const [from, to] = [join(staging, module), join(root, target(module))];
      await rename(from, to);
      undo.push(() => rename(to, from));
    }
    await rm(staging, { recursive: true });
  } catch (error) {
    throw new ChangeError(`${(error as Error).message}. ${await undoAll(undo)}`, { cause: error });
  }
}

/** Owner and rights as those of extensions/ itself, for the web server reads these files. */
async function writePackage(root: string, pack: ExtensionPackage): Promise<void> {
  const like = await stat(join(root, 'extensions'));
  const own = async (path: string, mode: number) => {
    await chmod(path, mode & 0o777);
    if (process.getuid?.() === 0) await chown(path, like.uid, like.gid);
  };
  const made = new Set<string>();
  const makeFolder = async (folder: string) => {
    if (made.has(folder)) return;
    if (folder !== '.') await makeFolder(dirname(folder));
    await mkdir(join(root, STAGING, folder));
    await own(join(root, STAGING, folder), like.mode);
    made.add(folder);
  };
  // The module file last: without it, iTop's setup does not take a half-written folder for a module.
  const isModuleFile = (path: string) => Number(posix.basename(path).startsWith('module.'));
  const files = [...packedModules(pack)].flatMap(([module, inIt]) =>
    [...inIt].map(([path, content]) => [posix.join(module, path), content] as const),
  );
  for (const [path, content] of files.sort(([a], [b]) => isModuleFile(a) - isModuleFile(b))) {
    await makeFolder(dirname(path));
    await writeFile(join(root, STAGING, path), content);
    await own(join(root, STAGING, path), like.mode & 0o666);
  }
}
