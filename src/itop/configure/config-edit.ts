import { assignment } from '../files/config-file';
import { type PhpFile, type PhpNode, parsePhp } from '../files/php-file';
import { MODULE } from '../settings';
import { phpLiteral } from './php-literal';

/** Settings of the module to write: texts, or lists of texts. */
export type Wanted = Record<string, string | string[]>;

/** Where the module's settings are in a configuration file. */
interface Target {
  /** `array(…)` of all modules' settings, and of this module's. */
  root?: PhpNode;
  module?: PhpNode;
  /** The module is there, but not as a literal. */
  isOdd: boolean;
  /** The value in force, by name: PHP uses the last one. */
  values: Map<string, PhpNode>;
}

/**
 * Puts settings of the module into the source of a configuration file, and changes nothing else in it.
 *
 * @param source each byte as one character (latin1), because the file may have any encoding
 * @returns undefined if the settings are written in a way that is not supported here: no array, or created by PHP code
 * @throws PhpSyntaxError, PhpDepthError
 */
export function editConfig(path: string, source: string, wanted: Wanted): string | undefined {
  const file = parsePhp(path, source);
  const target = findTarget(file);
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const edits: { at: number; until: number; text: string }[] = [];
  const added: string[] = [];
  for (const [name, value] of Object.entries(wanted)) {
    const there = target.values.get(name);
    const text = bytes(phpLiteral(value));
    if (there) edits.push({ at: there.loc.start.offset, until: there.loc.end.offset, text });
    else added.push(`${bytes(phpLiteral(name))} => ${text},`);
  }
  if (added.length > 0) {
    const place = target.module ?? (target.isOdd ? undefined : target.root);
    if (!place) return undefined;
    const indent = indentOf(source, place);
    const lines = added.map((line) => `${indent}\t${line}`);
    const entry = [`${indent}\t${phpLiteral(MODULE)} => array(`, ...lines.map((line) => `\t${line}`), `${indent}\t),`];
    const after = openingOf(source, place);
    const isEmpty = (place.items as PhpNode[]).length === 0;
    const text = `${eol}${(target.module ? lines : entry).join(eol)}${isEmpty ? eol + indent : ''}`;
    edits.push({ at: after, until: after, text });
  }
  return edits
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, until, text: put }) => text.slice(0, at) + put + text.slice(until), source);
}

/** Follows the statements in their order, as PHP runs them. */
function findTarget(file: PhpFile): Target {
  let target: Target = { isOdd: false, values: new Map() };
  for (const statement of file.statements) {
    const { variable, keys, right } = assignment(file, statement) ?? {};
    if (variable !== 'MyModuleSettings' || !keys || !right) continue;
    const [module, name, ...rest] = keys;
    if (module === undefined) target = ofRoot(file, right);
    else if (module === MODULE && name === undefined) target = { ...target, ...ofModule(file, right) };
    else if (module === MODULE && name !== undefined && rest.length === 0) target.values.set(name, right);
  }
  return target;
}

function ofRoot(file: PhpFile, root: PhpNode): Target {
  if (root.kind !== 'array') return { isOdd: true, values: new Map() };
  const module = entries(file, root).get(MODULE);
  return { root, ...(module ? ofModule(file, module) : { isOdd: false, values: new Map() }) };
}

function ofModule(file: PhpFile, module: PhpNode): Pick<Target, 'module' | 'isOdd' | 'values'> {
  if (module.kind !== 'array') return { isOdd: true, values: new Map() };
  return { module, isOdd: false, values: entries(file, module) };
}

/** The values of an array by their keys, if these are literals; of two with the same key the last. */
function entries(file: PhpFile, array: PhpNode): Map<string, PhpNode> {
  const found = new Map<string, PhpNode>();
  for (const item of array.items as PhpNode[]) {
    const key = item.kind === 'entry' && item.key ? file.value(item.key) : undefined;
    if (typeof key === 'string') found.set(key, item.value);
  }
  return found;
}

/** The position after `array(` or `[`. */
function openingOf(source: string, { loc }: PhpNode): number {
  const start = loc.start.offset;
  return source[start] === '[' ? start + 1 : source.indexOf('(', start) + 1;
}

/** The spaces and tabs at the beginning of a node's line. */
function indentOf(source: string, { loc }: PhpNode): string {
  const line = source.slice(source.lastIndexOf('\n', loc.start.offset) + 1, loc.start.offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
