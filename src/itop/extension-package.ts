import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { moduleVersionOf } from './module-folders';
import { MODULE } from './settings';

/** The extension as it was built: the files of the folder that goes into iTop's extensions/. */
export interface ExtensionPackage {
  version: string;
  /** By path within the module's folder. */
  files: Map<string, Uint8Array>;
}

/** What was given is not the built extension. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
}

const MODULE_FILE = `module.${MODULE}.php`;
/** The widget's scripts: the one of each page, and the one that comes with tawk.to. */
export const WIDGET_FILES = ['asset/js/widget.js', 'asset/js/chat.js'] as const;

/**
 * @param path the zip that `npm run build` makes, or the folder that is in it
 * @throws PackageError when there is nothing, or something else
 */
export async function readExtensionPackage(path: string): Promise<ExtensionPackage> {
  const files = await readFiles(path);
  const module = files.get(MODULE_FILE);
  const version = module && moduleVersionOf(MODULE_FILE, new TextDecoder().decode(module));
  const missing = [MODULE_FILE, ...WIDGET_FILES].find((file) => !files.has(file));
  if (!version || missing) {
    const what = missing ? `${missing} is not in it` : `${MODULE_FILE} names no version`;
    throw new PackageError(`${path} is not the built extension: ${what}. Build it with: npm run build`);
  }
  return { version, files };
}

async function readFiles(path: string): Promise<Map<string, Uint8Array>> {
  const kind = await stat(path).catch(() => undefined);
  if (!kind) throw new PackageError(`There is no built extension at ${path}. Build it with: npm run build`);
  return kind.isDirectory() ? readFolder(path) : unzip(path, await readFile(path));
}

async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) =>
    [path.slice(join(folder, '/').length).replaceAll('\\', '/'), await readFile(path)] as const;
  return new Map(await Promise.all(paths.sort().map(read)));
}

function unzip(path: string, bytes: Uint8Array): Map<string, Uint8Array> {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch {
    throw new PackageError(`${path} is not a zip file that can be read. Build it again with: npm run build`);
  }
  const files = new Map<string, Uint8Array>();
  for (const [name, content] of Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1))) {
    // A zip may say anything; what it says here becomes a path on somebody's server.
    if (!name.startsWith(`${MODULE}/`) || name.split(/[\\/]/).includes('..')) {
      throw new PackageError(
        `${path} holds ${JSON.stringify(name)}; expected nothing outside the one folder ${MODULE}/.`,
      );
    }
    if (!name.endsWith('/')) files.set(name.slice(MODULE.length + 1), content);
  }
  return files;
}
