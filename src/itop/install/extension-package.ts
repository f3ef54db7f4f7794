import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { moduleVersionOf } from '../files/module-folders';
import { CHATS_MODULE, MODULE } from '../settings';

/** The extension as it was built: the files of the folders that go into iTop's extensions/. */
export interface ExtensionPackage {
  version: string;
  /** Of the module that brings the chat, by path within its folder. */
  files: Map<string, Uint8Array>;
  /** Likewise of the module of the chats as objects; undefined where one module's folder was given. */
  chats?: Map<string, Uint8Array>;
}

/** What was given is not the built extension. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
}

const MODULE_FILE = `module.${MODULE}.php`;
/** The widget's scripts: the one of each page, and the one that comes with tawk.to. */
export const WIDGET_FILES = ['asset/js/widget.js', 'asset/js/chat.js', 'asset/js/panel.js'] as const;

/**
 * @param path the zip that `npm run build` makes, or the folder of the first module that is in it
 * @throws PackageError when there is nothing, or something else
 */
export async function readExtensionPackage(path: string): Promise<ExtensionPackage> {
  const { [MODULE]: files = new Map(), [CHATS_MODULE]: chats } = await readModules(path);
  const module = files.get(MODULE_FILE);
  const version = module && moduleVersionOf(MODULE_FILE, new TextDecoder().decode(module));
  const missing = [MODULE_FILE, ...WIDGET_FILES].find((file) => !files.has(file));
  if (!version || missing) {
    const what = missing ? `${missing} is not in it` : `${MODULE_FILE} names no version`;
    throw new PackageError(`${path} is not the built extension: ${what}. Build it with: npm run build`);
  }
  return { version, files, ...(chats && { chats }) };
}

/** Files by module, then by path within the module's folder. */
type Modules = Record<string, Map<string, Uint8Array>>;

async function readModules(path: string): Promise<Modules> {
  const kind = await stat(path).catch(() => undefined);
  if (!kind) throw new PackageError(`There is no built extension at ${path}. Build it with: npm run build`);
  return kind.isDirectory() ? { [MODULE]: await readFolder(path) } : unzip(path, await readFile(path));
}

async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) =>
    [path.slice(join(folder, '/').length).replaceAll('\\', '/'), await readFile(path)] as const;
  return new Map(await Promise.all(paths.sort().map(read)));
}

function unzip(path: string, bytes: Uint8Array): Modules {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch {
    throw new PackageError(`${path} is not a zip file that can be read. Build it again with: npm run build`);
  }
  const modules: Modules = {};
  for (const [name, content] of Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1))) {
    // A zip may say anything; what it says here becomes a path on somebody's server.
    const module = [MODULE, CHATS_MODULE].find((each) => name.startsWith(`${each}/`));
    if (module === undefined || name.split(/[\\/]/).includes('..')) {
      throw new PackageError(
        `${path} holds ${JSON.stringify(name)}; expected nothing outside the folders ${MODULE}/ and ${CHATS_MODULE}/.`,
      );
    }
    modules[module] ??= new Map();
    if (!name.endsWith('/')) modules[module].set(name.slice(module.length + 1), content);
  }
  return modules;
}
