import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { follow } from './follow';
import { PhpDepthError, type PhpNode, PhpSyntaxError, parsePhp } from './php-file';

/** A folder with a module.<name>.php, as iTop's setup finds it. */
export interface ModuleFolder {
  /** The name of the module file: `combodo-tawk-integration` for module.combodo-tawk-integration.php. */
  name: string;
  /** Relative to the iTop, with forward slashes. */
  folder: string;
  file: string;
}

/** The folders in which iTop's setup looks for modules (ModelFactory::FindModules, RunTimeEnvironment). */
export const MODULE_ROOTS = ['datamodels/2.x', 'extensions', 'data/production-modules'];

/** Every module that iTop's setup would find: it searches all folders except `vendor` and `.svn`, also hidden ones. */
export async function findModules(root: string): Promise<ModuleFolder[]> {
  const found = await Promise.all(MODULE_ROOTS.map((folder) => scan(root, join(root, folder), [])));
  return found.flat().sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** @param around as for follow() */
async function scan(root: string, folder: string, around: string[]): Promise<ModuleFolder[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? '')) return [];
    throw error;
  });
  const modules: ModuleFolder[] = [];
  const deeper: Promise<ModuleFolder[]>[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const name = entry.name.match(/^module\.(.*)\.php$/i)?.[1];
    if (name && !entry.isDirectory()) modules.push({ name, ...relativePaths(root, path) });
    else if (['vendor', '.svn'].includes(entry.name)) continue;
    else if (entry.isDirectory()) deeper.push(scan(root, path, around));
    else if (entry.isSymbolicLink()) {
      const behind = await follow(path, around);
      if (behind) deeper.push(scan(root, path, behind));
    }
  }
  return [...modules, ...(await Promise.all(deeper)).flat()];
}

function relativePaths(root: string, path: string) {
  const file = relative(root, path).replaceAll('\\', '/');
  return { folder: dirname(file), file };
}

/**
 * The version that a module file gives in `SetupWebPage::AddModule(__FILE__, '<name>/<version>', …)`.
 *
 * @returns undefined if there is no such call or the file cannot be parsed; iTop's setup then skips it
 */
export function moduleVersionOf(path: string, source: string): string | undefined {
  try {
    const { statements, value } = parsePhp(path, source);
    for (const { expression } of statements) {
      if (expression?.kind !== 'call' || expression.what.offset?.name !== 'AddModule') continue;
      const id = value(expression.arguments[1] as PhpNode);
      return typeof id === 'string' ? id.split('/')[1] : undefined;
    }
  } catch (error) {
    if (!(error instanceof PhpSyntaxError || error instanceof PhpDepthError)) throw error;
  }
  return undefined;
}
