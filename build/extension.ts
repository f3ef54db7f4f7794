import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** Name of the first module, and of the folder that iTop demands for it. */
export const MODULE = 'combodo-tawk-integration';

/** The modules by the folders of their sources. */
export const MODULES = { extension: MODULE, 'extension-chats': 'itop-tawk-chats' } as const;

/** The same on every machine and day, so that two builds give the same bytes; zip knows no earlier date. */
const FILE_DATE = new Date(1980, 0, 1);

/**
 * Packs both modules for iTop's `extensions/` folder.
 *
 * @returns path of the zip, `dist/combodo-tawk-integration-<version>.zip`, which holds a folder for each module
 */
export async function packExtension(version: string, distFolder = 'dist'): Promise<string> {
  const entries: Zippable = {};
  for (const [folder, module] of Object.entries(MODULES)) {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    for (const path of paths.sort()) {
      const name = posix.join(module, ...path.split(/[\\/]/).slice(1));
      entries[name] = [await readFile(path), { mtime: FILE_DATE }];
    }
    entries[posix.join(module, 'LICENSE')] = [await readFile('LICENSE'), { mtime: FILE_DATE }];
  }

  const zip = join(distFolder, `${MODULE}-${version}.zip`);
  await mkdir(distFolder, { recursive: true });
  await rm(zip, { force: true });
  await writeFile(zip, zipSync(entries, { level: 9 }));
  return zip;
}
