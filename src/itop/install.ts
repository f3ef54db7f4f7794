import { chmod, chown, cp, mkdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExtensionPackage } from './extension-package';
import { ASIDE, InstallError, type InstallPlan, TARGET } from './install-plan';
import { MODULE } from './settings';

/** In extensions/, so that putting it in place is one rename within one file system. */
const STAGING = `extensions/.${MODULE}.new`;

/**
 * Carries a plan out: writes the extension under another name, moves older copies aside, renames. When any of it
 * fails, what was done is undone.
 *
 * @throws InstallError with the reason; the iTop is as it was before
 */
export async function install({ root, aside }: InstallPlan, pack: ExtensionPackage): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  const staging = join(root, STAGING);
  try {
    await rm(staging, { recursive: true, force: true }); // what a killed run left
    undo.push(() => rm(staging, { recursive: true, force: true }));
    await writePackage(root, pack);
    if (aside.length > 0 && (await makeAside(root))) undo.push(() => rmdir(join(root, ASIDE)));
    for (const { from, to } of aside) {
      await move(join(root, from), join(root, to));
      undo.push(() => move(join(root, to), join(root, from)));
    }
    await rename(staging, join(root, TARGET));
  } catch (error) {
    const stuck = await undoAll(undo);
    const end =
      stuck.length > 0
        ? `Not everything could be put back: ${stuck.join('; ')}`
        : 'Everything was put back: the iTop is as it was';
    throw new InstallError(`${(error as Error).message}. ${end}.`, { cause: error });
  }
}

/** Undoes the last first, all of it; @returns the reasons of what could not be undone. */
async function undoAll(undo: (() => Promise<unknown>)[]): Promise<string[]> {
  const stuck: string[] = [];
  for (const step of undo.reverse()) await step().catch((error: Error) => stuck.push(error.message));
  return stuck;
}

/** Owner and rights as those of extensions/ itself, for the web server reads these files. */
async function writePackage(root: string, { files }: ExtensionPackage): Promise<void> {
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
  const isModuleFile = (path: string) => Number(path.startsWith('module.'));
  for (const [path, content] of [...files].sort(([a], [b]) => isModuleFile(a) - isModuleFile(b))) {
    await makeFolder(dirname(path));
    await writeFile(join(root, STAGING, path), content);
    await own(join(root, STAGING, path), like.mode & 0o666);
  }
}

/** @returns whether it was not there before */
async function makeAside(root: string): Promise<boolean> {
  const like = await stat(join(root, 'data'));
  const made = await mkdir(join(root, ASIDE), { recursive: true, mode: like.mode & 0o777 });
  if (made && process.getuid?.() === 0) await chown(join(root, ASIDE), like.uid, like.gid);
  return made !== undefined;
}

/** extensions/ and data/ may be volumes of their own: what cannot be renamed is copied, then removed. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyThenRemove(from, to);
  }
}

async function copyThenRemove(from: string, to: string): Promise<void> {
  try {
    await cp(from, to, { recursive: true, preserveTimestamps: true });
    await rm(from, { recursive: true });
  } catch (error) {
    await cp(to, from, { recursive: true, preserveTimestamps: true }).catch(() => undefined);
    await rm(to, { recursive: true, force: true });
    throw error;
  }
}
