import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { moduleVersionOf } from '../files/module-folders';
import { readRegularFile } from '../files/read-file';
import { CHATS_MODULE, MODULE } from '../settings';
import { MAX_MEGABYTES, PackageError, PackageLimits } from './package-limits';
import { unzip } from './unzip';

export { PackageError };

/** The extension as it was built: the files of the folders that go into iTop's extensions/. */
export interface ExtensionPackage {
  version: string;
  /** Of the module that brings the chat, by path within its folder. */
  files: Map<string, Uint8Array>;
  /** Likewise of the module of the chats as objects; undefined where one module's folder was given. */
  chats?: Map<string, Uint8Array>;
}

const MODULE_FILE = `module.${MODULE}.php`;
/** The widget's scripts: the one of each page, and the one that comes with tawk.to. */
export const WIDGET_FILES = ['asset/js/widget.js', 'asset/js/chat.js', 'asset/js/panel.js'] as const;

/**
 * @param path the zip that `npm run build` makes, or the folder of the first module that is in it
 * @throws PackageError when there is nothing, or something else
 */
export async function readExtensionPackage(path: string): Promise<ExtensionPackage> {
  return (await openPackage(path))();
}

/**
 * Takes a zip into memory; a folder is only read later, by what is returned. For whoever may read the zip, and is
 * another user then: of a folder, whose files somebody may swap for links, that one gets what he may read himself.
 *
 * @param from as for readExtensionPackage()
 * @returns what gives the package, or throws as readExtensionPackage()
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

/** Links in it are left out. */
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
