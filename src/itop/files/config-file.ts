import { join } from 'node:path';
import { sayable } from '../address';
import type { Place } from '../place';
import { readIfThere } from './itop-folder';
import { type PhpFile, type PhpNode, type PhpValue, parsePhp } from './php-file';
import { undefinedConstants } from './undefined-constants';

export interface ConfiguredValue {
  value: PhpValue;
  place: Place;
}

/** The content of iTop's configuration file, as far as it consists of literals. */
export interface ConfigFile {
  path: string;
  /** Settings of iTop itself: `$MySettings`. */
  settings: Map<string, ConfiguredValue>;
  /** Settings of the modules, by module id: `$MyModuleSettings`. */
  modules: Map<string, Map<string, ConfiguredValue>>;
  /** Statements that may change settings and that this command cannot follow: `if`, `include`, loops… */
  unread: Place[];
  /** Words without quotes that PHP does not know: PHP 8 stops at them. */
  undefinedConstants: Place[];
}

export const CONFIG_FILE = 'conf/production/config-itop.php';

/** Kinds of statements that cannot change a setting. */
const HARMLESS = ['inline', 'nop', 'declare', 'usegroup', 'function', 'class', 'constantstatement'];

type Table = Map<string, Map<string, ConfiguredValue>>;

/**
 * Reads conf/production/config-itop.php; runs none of it.
 *
 * @returns undefined if the file does not exist: iTop was never set up
 * @throws PhpSyntaxError if PHP could not load it either
 */
export async function readConfigFile(root: string): Promise<ConfigFile | undefined> {
  const source = await readIfThere(join(root, CONFIG_FILE));
  return source === undefined ? undefined : parseConfigFile(source);
}

/** The content of a configuration file. @throws PhpSyntaxError, PhpDepthError */
export function parseConfigFile(source: string): ConfigFile {
  const file = parsePhp(CONFIG_FILE, source);
  const general: Table = new Map();
  const modules: Table = new Map();
  const unread: Place[] = [];
  for (const statement of file.statements) {
    const target = assignment(file, statement);
    let isRead = target !== undefined || HARMLESS.includes(statement.kind);
    if (target?.variable === 'MySettings') isRead = assign(file, general, ['', ...target.keys], target.right);
    if (target?.variable === 'MyModuleSettings') isRead = assign(file, modules, target.keys, target.right);
    if (!isRead) unread.push(file.place(statement));
  }
  const words = undefinedConstants(file.statements).map((node) => file.place(node));
  return { path: CONFIG_FILE, settings: general.get('') ?? new Map(), modules, unread, undefinedConstants: words };
}

/**
 * iTop's configured address, without secrets, with a slash at its end; '' if it is missing, is no address, or is
 * computed for each request.
 */
export function appRootUrl(config: ConfigFile | undefined): string {
  const url = config?.settings.get('app_root_url')?.value;
  const isMade = typeof url === 'string' && url.includes('$');
  return typeof url === 'string' && !isMade && URL.canParse(url) ? sayable(url).replace(/\/*$/, '/') : '';
}

/** `$variable['key']['key'] = right;`, undefined for any other statement. */
export function assignment(file: PhpFile, { expression }: PhpNode) {
  if (expression?.kind !== 'assign' || expression.operator !== '=') return undefined;
  const keys: string[] = [];
  let left: PhpNode = expression.left;
  for (; left.kind === 'offsetlookup'; left = left.what) {
    const key = left.offset && file.value(left.offset);
    if (typeof key !== 'string') return undefined;
    keys.unshift(key);
  }
  if (left.kind !== 'variable' || typeof left.name !== 'string') return undefined;
  return { variable: left.name, keys, right: expression.right as PhpNode };
}

/**
 * Follows `table[keys…] = right`.
 *
 * @returns false if that is not possible: `right` is not an array literal where one is needed
 */
function assign(file: PhpFile, table: Table, keys: string[], right: PhpNode): boolean {
  const [first, second, ...rest] = keys;
  if (rest.length > 0) return false;
  if (first !== undefined && second !== undefined) {
    table.set(first, table.get(first) ?? new Map());
    table.get(first)?.set(second, { value: file.value(right), place: file.place(right) });
    return true;
  }
  if (right.kind !== 'array') return false;
  if (first !== undefined) table.set(first, new Map());
  else table.clear();
  const followed = (right.items as PhpNode[]).map((item) => {
    const key = item.kind === 'entry' && item.key ? file.value(item.key) : undefined;
    if (typeof key !== 'string') return false;
    return assign(file, table, first === undefined ? [key] : [first, key], item.value);
  });
  return followed.every(Boolean);
}
