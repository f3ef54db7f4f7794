import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { moduleVersionOf } from '../files/module-folders';
import { readRegularFile } from '../files/read-file';
import { CHATS_MODULE, MODULE } from '../settings';
import { MAX_MEGABYTES, PackageError, PackageLimits } from './package-limits';
import { unzip } from './unzip';

export { PackageError };

/** The built extension: the files of the folders that go into iTop's extensions/. */
export interface ExtensionPackage {
  version: string;
  /** The files of the module with the chat, by path within its folder. */
  files: Map<string, Uint8Array>;
  /** The files of the module for chats as objects; undefined if only one module's folder was given. */
  chats?: Map<string, Uint8Array>;
}

const MODULE_FILE = `module.${MODULE}.php`;
/** The widget's scripts: the one on each page, and those that come later. */
export const WIDGET_FILES = [
  'asset/js/widget.js',
  'asset/js/chat.js',
  'asset/js/livehelperchat.js',
  'asset/js/panel.js',
] as const;

/**
 * @param path the zip that `npm run build` makes, or the folder of the first module in it
 * @throws PackageError if there is nothing, or something else
 */
export async function readExtensionPackage(path: string): Promise<ExtensionPackage> {
  return (await openPackage(path))();
}

/**
 * Reads a zip into memory; a folder is read later, by the returned function. For a process that may read the zip now
 * and then changes its user: somebody may replace files in a folder by links, so the folder is read only with the
 * rights of that user.
 *
 * @param from as for readExtensionPackage()
 * @returns a function that returns the package, or throws as readExtensionPackage()
 */
export async function openPackage(from: string | Promise<string>): Promise<() => Promise<ExtensionPackage>> {
  try {
    const path = await from;
    const kind = await stat(path).catch((error) => {
      throw whyNotRead(path, error);
    });
    if (kind.isDirectory()) {
      return async () => toPackage(path, new Map([[MODULE, await readFolder(path)]]));
    }
    const zip = await readRegularFile(path, MAX_MEGABYTES);
    return async () => toPackage(path, modulesIn(path, zip));
  } catch (error) {
    return () => Promise.reject(error);
  }
}

function whyNotRead(path: string, error: NodeJS.ErrnoException): Error {
  const isThere = error.code !== 'ENOENT' && error.code !== 'ENOTDIR';
  return isThere ? error : new PackageError(`There is no built extension at ${path}. Build it with: npm run build`);
}

/** Files by module, then by path within the module's folder. */
type Modules = Map<string, Map<string, Uint8Array>>;

function toPackage(path: string, modules: Modules): ExtensionPackage {
  const files = modules.get(MODULE) ?? new Map<string, Uint8Array>();
  const chats = modules.get(CHATS_MODULE);
  const module = files.get(MODULE_FILE);
  const version = module && moduleVersionOf(MODULE_FILE, new TextDecoder().decode(module));
  const missing = [MODULE_FILE, ...WIDGET_FILES].find((file) => !files.has(file));
  if (!version || missing) {
    const what = missing ? `${missing} is not in it` : `${MODULE_FILE} names no version`;
    throw new PackageError(`${path} is not the built extension: ${what}. Build it with: npm run build`);
  }
  return { version, files, ...(chats && { chats }) };
}

/** Links in the folder are left out. */
async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const limits = new PackageLimits(folder);
  const files = new Map<string, Uint8Array>();
  const read = async (below: string) => {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        limits.admit(`${path}/`, 0);
        await read(path);
      } else if (entry.isFile()) {
        limits.admit(path, (await stat(join(folder, path))).size);
        files.set(path, await readRegularFile(join(folder, path), MAX_MEGABYTES));
      }
    }
  };
  await read('');
  return files;
}

function modulesIn(path: string, zip: Uint8Array): Modules {
  const modules: Modules = new Map();
  for (const [name, content] of [...unzip(path, zip)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const module = [MODULE, CHATS_MODULE].find((each) => name.startsWith(`${each}/`));
    if (module === undefined) {
      throw new PackageError(
        `${path} holds ${JSON.stringify(name)}; expected nothing outside the folders ${MODULE}/ and ${CHATS_MODULE}/.`,
      );
    }
    const files = modules.get(module) ?? new Map<string, Uint8Array>();
    modules.set(module, files.set(name.slice(module.length + 1), content));
  }
  return modules;
}
