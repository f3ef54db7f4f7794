import { join } from 'node:path';
import { readIfThere } from './itop-folder';
import { PhpDepthError, type PhpFile, type PhpNode, PhpSyntaxError, parsePhp } from './php-file';

/** An iTop class or interface that a module's file needs and this iTop lacks. */
export interface MissingName {
  name: string;
  /** The module's file, relative to its folder. */
  file: string;
}

/**
 * Finds what would end iTop's setup, and each of its pages, with "not found": iTop loads the files that a module lists
 * under `datamodel`, and PHP needs the parents and interfaces of each class there that is not inside a condition. Files
 * that such a file includes itself do not count: it may check first.
 *
 * @param root the iTop's folder; its class map lists what this version has
 * @param moduleFile name of the module file within the module's folder
 * @param read text of a file of the module; undefined if it does not exist
 * @returns nothing if the iTop has no class map, or a file cannot be parsed: other findings report that
 */
export async function missingNames(
  root: string,
  moduleFile: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<MissingName[]> {
  const classMap = await readIfThere(join(root, 'lib/composer/autoload_classmap.php'));
  const module = await parsed(moduleFile, read);
  if (classMap === undefined || !module) return [];
  const has = (name: string) => classMap.includes(`'${name.replaceAll('\\', '\\\\')}' =>`);
  const missing: MissingName[] = [];
  for (const file of loadedFiles(module)) {
    const php = await parsed(file, read);
    for (const name of php ? builtOn(php.statements) : []) if (!has(name)) missing.push({ name, file });
  }
  return missing;
}

async function parsed(path: string, read: (path: string) => Promise<string | undefined>): Promise<PhpFile | undefined> {
  const source = await read(path);
  try {
    return source === undefined ? undefined : parsePhp(path, source);
  } catch (error) {
    if (!(error instanceof PhpSyntaxError || error instanceof PhpDepthError)) throw error;
    return undefined;
  }
}

function loadedFiles({ statements, value }: PhpFile): string[] {
  for (const { expression } of statements) {
    if (expression?.kind !== 'call' || expression.what.offset?.name !== 'AddModule') continue;
    const module = value(expression.arguments[2] as PhpNode) as { datamodel?: unknown } | undefined;
    return Array.isArray(module?.datamodel) ? module.datamodel.filter((file) => typeof file === 'string') : [];
  }
  return [];
}

/** Full names of other classes and interfaces that the classes at a file's top level extend and implement. */
function builtOn(statements: PhpNode[]): string[] {
  const namespace = statements.find(({ kind }) => kind === 'namespace');
  const all: PhpNode[] = namespace?.children ?? statements;
  const imported = new Map<string, string>();
  for (const { items } of all.filter(({ kind }) => kind === 'usegroup'))
    for (const { name, alias } of items) imported.set(alias?.name ?? name.split('\\').pop(), name);
  const full = ({ name }: PhpNode) => {
    if (name.startsWith('\\')) return name.slice(1);
    return imported.get(name) ?? (namespace ? `${namespace.name}\\${name}` : name);
  };
  const own = new Set(all.filter(({ kind }) => kind === 'class').map(({ name }) => full(name)));
  return all
    .filter(({ kind }) => kind === 'class' || kind === 'interface')
    .flatMap((each) => [each.extends, each.implements].flat().filter(Boolean).map(full))
    .filter((name) => !own.has(name));
}
