import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { type OwnModule, ownModules } from '../check/inspection';
import { readConfigFile } from '../files/config-file';
import { isSupported, openItop, SUPPORTED_VERSIONS } from '../files/itop-folder';
import { missingNames } from '../files/missing-names';
import { findModules } from '../files/module-folders';
import { readRegularFile } from '../files/read-file';
import { CHATS_MODULE, MODULE } from '../settings';
import { assertWritable, ChangeError, type Move, planAside, refuseLinks } from './aside';
import type { ExtensionPackage } from './extension-package';
import { setupSteps } from './setup-words';

/** The path of a module of the extension. */
export const target = (module: string): string => `extensions/${module}`;

/** In extensions/, so that one rename within one file system puts it in place. */
export const STAGING = `extensions/.${MODULE}.new`;

/** The modules of a package, each with its files by path within its folder. */
export function packedModules({ files, chats }: ExtensionPackage): Map<string, Map<string, Uint8Array>> {
  return new Map([[MODULE, files], ...(chats ? [[CHATS_MODULE, chats] as const] : [])]);
}

export interface InstallPlan {
  root: string;
  itopVersion: string;
  version: string;
  /** Older copies, which are moved away. */
  aside: Move[];
  /** Exactly these files are installed already, and no other copy is. */
  isDone: boolean;
  /** What to do afterwards, in the words of that iTop. */
  next: string[];
}

/**
 * What installing would change; changes nothing.
 *
 * @param now becomes part of the names under which older copies are kept
 * @throws ItopFolderError if it is not an iTop, ChangeError if it is too old, lacks what the extension needs, or cannot
 *   be written
 */
export async function planInstall(root: string, pack: ExtensionPackage, now: Date): Promise<InstallPlan> {
  const itop = await openItop(root);
  if (isSupported(itop.version) === 'too old') {
    throw new ChangeError(
      `iTop ${itop.version} is older than the extension supports: ${SUPPORTED_VERSIONS}. Upgrade iTop first.`,
    );
  }
  await assertNothingMissing(root, itop.version, pack);
  const modules = await findModules(root);
  const plans = [...packedModules(pack)].map(async ([name, files]) => {
    const copies = await copiesOf(root, name, await ownModules(root, modules, name));
    const isThere = copies.length === 1 && copies[0]?.folder === target(name);
    return { copies, isDone: isThere && (await holds(join(root, target(name)), files)) };
  });
  const all = await Promise.all(plans);
  const isDone = all.every((each) => each.isDone);
  const aside = isDone
    ? []
    : planAside(
        all.flatMap(({ copies }) => copies),
        now,
      );
  if (!isDone) {
    await refuseLinks(root, [STAGING]);
    await assertWritable(root, aside, ['extensions']);
  }
  const next = setupSteps(itop, await readConfigFile(root));
  return { root, itopVersion: itop.version, version: pack.version, aside, isDone, next };
}

async function assertNothingMissing(root: string, version: string, pack: ExtensionPackage): Promise<void> {
  for (const [name, files] of packedModules(pack)) {
    const read = async (path: string) => {
      const content = files.get(path);
      return content && new TextDecoder().decode(content);
    };
    const [missing] = await missingNames(root, `module.${name}.php`, read);
    if (missing) {
      throw new ChangeError(
        `iTop ${version} has no ${missing.name}, which ${missing.file} of ${name} needs: its setup would stop there. Look for a version of the extension that is made for this iTop.`,
      );
    }
  }
}

/** The copies of a module, and anything else in its place. */
async function copiesOf(root: string, name: string, found: OwnModule[]) {
  const copies = found.map(({ folder, version }) => ({ name, folder, version }));
  const isInPlace = copies.some(({ folder }) => folder === target(name));
  const isTaken = !isInPlace && (await exists(join(root, target(name))));
  return [...copies, ...(isTaken ? [{ name, folder: target(name), version: undefined }] : [])];
}

async function holds(folder: string, files: Map<string, Uint8Array>): Promise<boolean> {
  const same = await Promise.all(
    [...files].map(async ([path, content]) => {
      const there = await readRegularFile(join(folder, path)).catch(() => undefined);
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
