import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertWritable, ChangeError, type Move, planAside } from './aside';
import { readConfigFile } from './config-file';
import type { ExtensionPackage } from './extension-package';
import { ownModules } from './inspection';
import { isSupported, openItop } from './itop-folder';
import { findModules } from './module-folders';
import { MODULE } from './settings';
import { setupSteps } from './setup-words';

/** Where the extension belongs. */
export const TARGET = `extensions/${MODULE}`;

export interface InstallPlan {
  root: string;
  itopVersion: string;
  version: string;
  /** Older copies, which make room. */
  aside: Move[];
  /** The very files are there already, and no other copy is. */
  isDone: boolean;
  /** What to do afterwards, in that iTop's words. */
  next: string[];
}

/**
 * What installing would change; changes nothing.
 *
 * @param now becomes part of the names under which older copies are kept
 * @throws ItopFolderError when it is not an iTop, ChangeError when it is too old or cannot be written
 */
export async function planInstall(root: string, pack: ExtensionPackage, now: Date): Promise<InstallPlan> {
  const itop = await openItop(root);
  if (isSupported(itop.version) === 'too old') {
    throw new ChangeError(`iTop ${itop.version} is older than the extension supports: 2.7 to 3.2. Upgrade iTop first.`);
  }
  const found = await ownModules(root, await findModules(root));
  const copies = found.map(({ folder, version }) => ({ folder, version }));
  if (!copies.some(({ folder }) => folder === TARGET) && (await exists(join(root, TARGET)))) {
    copies.push({ folder: TARGET, version: undefined });
  }
  const isDone = copies.length === 1 && copies[0]?.folder === TARGET && (await holds(join(root, TARGET), pack));
  const aside = isDone ? [] : planAside(copies, now);
  if (!isDone) await assertWritable(root, aside, ['extensions']);
  const next = setupSteps(itop, await readConfigFile(root));
  return { root, itopVersion: itop.version, version: pack.version, aside, isDone, next };
}

async function holds(folder: string, { files }: ExtensionPackage): Promise<boolean> {
  const same = await Promise.all(
    [...files].map(async ([path, content]) => {
      const there = await readFile(join(folder, path)).catch(() => undefined);
      return there?.equals(content) ?? false;
    }),
  );
  return same.every(Boolean);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
