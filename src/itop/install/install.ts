import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ChangeError, isSeenBySetup, moveAside, undoAll } from './aside';
import type { ExtensionPackage } from './extension-package';
import { type InstallPlan, packedModules, STAGING, target } from './install-plan';
import { makeFileLike, makeFolderLike } from './make-like';

/** The suffix of the files that iTop's setup would recognize. */
const HIDDEN = '.new';

/**
 * Carries out a plan: writes the modules under another name and without the files by which the setup recognizes them,
 * moves older copies away, puts the new ones in their place, and then makes them visible. If a step fails, everything
 * is undone.
 *
 * @throws ChangeError with the reason; the iTop is unchanged
 */
export async function install({ root, aside }: InstallPlan, pack: ExtensionPackage): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  const staging = join(root, STAGING);
  try {
    await rm(staging, { recursive: true, force: true }); // left by a run that was killed
    undo.push(() => rm(staging, { recursive: true, force: true }));
    await writePackage(root, pack);
    await moveAside(root, aside, undo);
    for (const [module, files] of packedModules(pack)) {
      const [from, to] = [join(staging, module), join(root, target(module))];
      await rename(from, to);
      undo.push(() => rename(to, from));
      for (const path of [...files.keys()].filter(isSeenBySetup).sort()) {
        await rename(join(to, path + HIDDEN), join(to, path));
        undo.push(() => rename(join(to, path), join(to, path + HIDDEN)));
      }
    }
    await rm(staging, { recursive: true });
  } catch (error) {
    throw new ChangeError(`${(error as Error).message}. ${await undoAll(undo)}`, { cause: error });
  }
}

/** With the permissions and group of extensions/ itself. */
async function writePackage(root: string, pack: ExtensionPackage): Promise<void> {
  const like = await stat(join(root, 'extensions'));
  // others may be allowed to write in extensions/, but nobody else in here
  await mkdir(join(root, STAGING), { mode: 0o700 });
  const made = new Set<string>(['.']);
  const makeFolder = async (folder: string) => {
    if (made.has(folder)) return;
    await makeFolder(dirname(folder));
    await mkdir(join(root, STAGING, folder), { mode: 0o700 });
    await makeFolderLike(join(root, STAGING, folder), like);
    made.add(folder);
  };
  for (const [module, files] of packedModules(pack)) {
    for (const [path, content] of files) {
      const staged = join(module, isSeenBySetup(path) ? path + HIDDEN : path);
      await makeFolder(dirname(staged));
      await makeFileLike(join(root, STAGING, staged), content, like);
    }
  }
}
