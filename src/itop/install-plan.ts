import { constants } from 'node:fs';
import { access, lstat, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { appRootUrl, readConfigFile } from './config-file';
import type { ExtensionPackage } from './extension-package';
import { ownModules } from './inspection';
import { isSupported, openItop } from './itop-folder';
import { findModules } from './module-folders';
import { MODULE } from './settings';
import { setupSteps } from './setup-words';

/** Where the extension belongs, and where iTop does not look for modules: its setup searches data/production-modules only. */
export const TARGET = `extensions/${MODULE}`;
export const ASIDE = 'data/replaced-extensions';

/** Installing is refused; nothing was changed. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

export interface InstallPlan {
  root: string;
  itopVersion: string;
  version: string;
  /** Older copies, Combodo's included, that iTop's setup would find: from where to where they are moved. */
  aside: { from: string; to: string; version: string | undefined }[];
  /** The very files are there already, and no other copy is. */
  isDone: boolean;
  /** What to do afterwards, in that iTop's words. */
  next: string[];
}

/**
 * What installing would change; changes nothing.
 *
 * @param now becomes part of the names under which older copies are kept
 * @throws ItopFolderError when it is not an iTop, InstallError when it is too old or cannot be written
 */
export async function planInstall(root: string, pack: ExtensionPackage, now: Date): Promise<InstallPlan> {
  const itop = await openItop(root);
  if (isSupported(itop.version) === 'too old') {
    throw new InstallError(
      `iTop ${itop.version} is older than the extension supports: 2.7 to 3.2. Upgrade iTop first.`,
    );
  }
  const found = await ownModules(root, await findModules(root));
  const copies = found.map(({ folder, version }) => ({ folder, version }));
  if (!copies.some(({ folder }) => folder === TARGET) && (await exists(join(root, TARGET)))) {
    copies.push({ folder: TARGET, version: undefined });
  }
  const isDone = copies.length === 1 && copies[0]?.folder === TARGET && (await holds(join(root, TARGET), pack));
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const aside = isDone
    ? []
    : copies.map(({ folder, version }, index) => ({
        from: folder,
        to: `${ASIDE}/${[MODULE, version ?? 'unknown', stamp, ...(index > 0 ? [index + 1] : [])].join('-')}`,
        version,
      }));
  if (!isDone)
    await assertWritable(root, [
      'extensions',
      ...(aside.length > 0 ? ['data'] : []),
      ...aside.map(({ from }) => dirname(from)),
    ]);
  const next = setupSteps(itop, appRootUrl(await readConfigFile(root)));
  return { root, itopVersion: itop.version, version: pack.version, aside, isDone, next };
}

async function assertWritable(root: string, folders: string[]): Promise<void> {
  for (const folder of new Set(folders)) {
    const path = join(root, folder);
    await access(path, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'ENOENT'
          ? 'is not there: is this a complete iTop?'
          : "cannot be written. Run this as a user who may, for example the web server's.";
      throw new InstallError(`${path} ${why} Nothing was changed.`);
    });
  }
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
