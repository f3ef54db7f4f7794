import type { PhpNode } from './php-file';

/** Nodes that declare their own names, or whose code does not run where it is written. */
const NOT_RUN = ['function', 'class', 'interface', 'trait', 'closure', 'arrowfunc', 'usegroup', 'namespace', 'catch'];

/** Kinds of nodes whose `what` is the name of a function or class, and not a constant. */
const NAMED = ['call', 'new', 'staticlookup'];

/** Constants of PHP and iTop without an underscore. All others have one, such as PHP_EOL. */
const KNOWN = ['INF', 'NAN', 'STDIN', 'STDOUT', 'STDERR', 'APPROOT', 'APPCONF', 'MODULESROOT', 'UTILS'];
const PLACEHOLDER = /^PUT_YOUR_/;

/**
 * The words without quotes in a PHP file that are no constants of PHP: texts whose quotes were forgotten. PHP 8 stops
 * there; PHP 7 uses the word as a text and writes a warning.
 *
 * A constant in upper case with an underscore may belong to PHP, iTop or a module, and is left out.
 *
 * @returns the nodes, in no order; none if the file includes another file, which may define them
 */
export function undefinedConstants(statements: PhpNode[]): PhpNode[] {
  const words: PhpNode[] = [];
  const defined = new Set<string>();
  let isIncluding = false;
  const waiting: unknown[] = [...statements];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (Array.isArray(node)) waiting.push(...node);
    else if (isNode(node) && !NOT_RUN.includes(node.kind)) {
      for (const name of definedBy(node)) defined.add(name);
      if (node.kind === 'include') isIncluding = true;
      if (node.kind === 'name') words.push(node);
      const inside = Object.entries(node).filter(([field]) => field !== 'loc' && !(field === 'what' && isNamed(node)));
      waiting.push(...inside.map(([, value]) => value));
    }
  }
  if (isIncluding) return [];
  return words.filter(({ name }) => !defined.has(name) && isUndefined(name));
}

function isNode(value: unknown): value is PhpNode {
  return typeof value === 'object' && value !== null && typeof (value as PhpNode).kind === 'string';
}

function isNamed(node: PhpNode): boolean {
  return NAMED.includes(node.kind) || (node.kind === 'bin' && node.type === 'instanceof');
}

/** `const NAME = …;` and `define('NAME', …)`. */
function definedBy(node: PhpNode): string[] {
  if (node.kind === 'constant') return [typeof node.name === 'string' ? node.name : node.name.name];
  const isDefine = node.kind === 'call' && node.what.kind === 'name' && /^\\?define$/i.test(node.what.name);
  const [name] = isDefine ? node.arguments : [];
  return name?.kind === 'string' ? [name.value] : [];
}

function isUndefined(name: string): boolean {
  if (KNOWN.includes(name) || name.includes('\\')) return false;
  return /[a-z]/.test(name) || !name.includes('_') || PLACEHOLDER.test(name);
}
