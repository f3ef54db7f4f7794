import { Engine } from 'php-parser';
import type { Place } from '../place';

/** PHP that is not a literal: shown as it is written, never run. */
export class PhpExpression {
  constructor(
    readonly source: string,
    readonly place: Place,
  ) {}
}

export type PhpValue = string | number | boolean | null | PhpExpression | PhpValue[] | { [key: string]: PhpValue };

/** Whether a value is a PHP array with its own keys (an empty array is a list). */
export function isHash(value: PhpValue | undefined): value is { [key: string]: PhpValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PhpExpression);
}

/** The part of a node of php-parser's tree that is used here. */
export interface PhpNode {
  kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: the fields differ with each of php-parser's hundred kinds
  [field: string]: any;
}

export interface PhpFile {
  path: string;
  statements: PhpNode[];
  place(node: PhpNode): Place;
  /** The value of a literal; everything that is not a literal becomes a PhpExpression. */
  value(node: PhpNode): PhpValue;
}

/** The file is not PHP that can be parsed, so iTop cannot load it either. */
export class PhpSyntaxError extends Error {
  override readonly name = 'PhpSyntaxError';
  constructor(
    readonly place: Place,
    readonly what: string,
  ) {
    super(what);
  }
}

/** The file is nested too deeply to be read here; PHP itself gives up at some thousand levels. */
export class PhpDepthError extends Error {
  override readonly name = 'PhpDepthError';
  constructor(readonly path: string) {
    super(`${path}: brackets or blocks are nested so deeply that the file is not read.`);
  }
}

const engine = new Engine({
  parser: { php7: true, extractDoc: false },
  ast: { withPositions: true, withSource: true },
});

/** @throws PhpSyntaxError with the line that does not parse, PhpDepthError */
export function parsePhp(path: string, source: string): PhpFile {
  const statements = parseStatements(path, source);
  const place = (node: PhpNode): Place => ({ path, line: node.loc.start.line, column: node.loc.start.column + 1 });
  const expression = (node: PhpNode) =>
    new PhpExpression(source.slice(node.loc.start.offset, node.loc.end.offset), place(node));
  const value = (node: PhpNode): PhpValue => {
    switch (node.kind) {
      case 'string':
      case 'boolean':
      case 'nowdoc':
        return node.value;
      case 'number':
        return Number(node.value);
      case 'nullkeyword':
        return null;
      case 'unary':
        return node.what.kind === 'number' ? Number(`${node.type}${node.what.value}`) : expression(node);
      case 'array':
        return arrayValue(node, value) ?? expression(node);
      default:
        return expression(node);
    }
  };
  return { path, statements, place, value };
}

function parseStatements(path: string, source: string): PhpNode[] {
  try {
    return engine.parseCode(source, path).children as unknown as PhpNode[];
  } catch (error) {
    // the parser recurses once per level
    if (error instanceof RangeError) throw new PhpDepthError(path);
    if (!(error instanceof SyntaxError)) throw error;
    const { lineNumber = 1, columnNumber = 0 } = error as { lineNumber?: number; columnNumber?: number };
    throw new PhpSyntaxError({ path, line: lineNumber, column: columnNumber + 1 }, withoutSource(error.message));
  }
}

/** The parser quotes the unexpected token, which can be the end of a password: the kind of the token is enough. */
function withoutSource(message: string): string {
  const what = message.replace(/^Parse Error : /, '').replace(/ on line \d+$/, '');
  return what.replace(/unexpected '.*' \((T_\w+)\)/s, 'unexpected $1');
}

/** A list if the keys are those that PHP assigns by default; undefined if a key is not a literal. */
function arrayValue(node: PhpNode, value: (node: PhpNode) => PhpValue): PhpValue | undefined {
  const entries: [string, PhpValue][] = [];
  let next = 0;
  for (const item of node.items as PhpNode[]) {
    if (item.kind !== 'entry' || item.unpack || item.byRef) return undefined;
    const key = item.key ? value(item.key) : next;
    if (typeof key !== 'string' && typeof key !== 'number') return undefined;
    if (typeof key === 'number') next = Math.max(next, key + 1);
    entries.push([String(key), value(item.value)]);
  }
  const isList = entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, entry]) => entry) : Object.fromEntries(entries);
}
