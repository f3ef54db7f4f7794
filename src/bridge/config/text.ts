import { randomBytes } from 'node:crypto';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';

/** A path in the configuration: names of settings, and positions in lists. */
export type Path = (string | number)[];

/** What is wrong, and where. Never contains a value: it may be a secret. */
export interface Problem {
  path: Path;
  /** The path as messages show it, when its last part is not the name of a setting. */
  shown?: Path;
  /** Counted from 1. */
  line: number;
  says: string;
}

/**
 * Common mistakes in YAML, by the parser's code; all others get the general message. The parser's own messages can
 * quote values.
 */
const SYNTAX: Record<string, string> = {
  DUPLICATE_KEY: 'this setting is there twice',
  BAD_INDENT: 'the indentation is wrong',
  TAB_AS_INDENT: 'a line begins with a tab, expected spaces',
  MISSING_CHAR: 'a bracket or quotation mark is not closed',
  BAD_SCALAR_START: 'a value begins with this character, put it between quotes',
  MULTILINE_IMPLICIT_KEY: 'expected a colon and a space after the name of a setting',
};

/** The text of bridge.yaml, and the position of each setting in it. */
export class ConfigText {
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();
  #value: unknown;
  #hostile: Problem[] = [];
  #marked: Problem[] = [];

  constructor(text: string) {
    this.#document = parseDocument('');
    try {
      this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
      this.#marked = this.#marks();
      this.#value = this.#document.errors.length + this.#marked.length > 0 ? undefined : this.#document.toJS();
      // this refuses a list that contains itself, by an alias
      JSON.stringify(this.#value);
    } catch (error) {
      // the parser recurses once per level; it also counts aliases, because a few lines of them can make millions of
      // values
      if (![RangeError, ReferenceError, TypeError].some((kind) => error instanceof kind)) throw error;
      this.#value = undefined;
      const says = 'lists or settings are nested too deeply, or have too many aliases';
      this.#hostile = [{ path: [], line: 1, says }];
    }
  }

  /** The errors of a text that is not YAML. */
  syntax(): Problem[] {
    const errors = this.#document.errors.map(({ code, pos }) => {
      const { line, col } = this.#lines.linePos(pos[0]);
      const known = SYNTAX[code];
      return { path: [], line, says: `not valid YAML at column ${col}${known === undefined ? '' : `: ${known}`}` };
    });
    const isTold = (line: number) => this.#marked.some((mark) => mark.line === line);
    return [...this.#hostile, ...this.#marked, ...errors.filter(({ line }) => !isTold(line))];
  }

  /**
   * Values without quotes, such as a password, that begin with a character that has a meaning in YAML: `*` repeats a
   * value, `&` names one, `!` gives a type.
   */
  #marks(): Problem[] {
    const document = this.#document;
    const found: { at: number; mark: string }[] = [];
    const repeated = new Set<string>();
    const named: { at: number; name: string }[] = [];
    visit(document, {
      Alias: (_key, node) => {
        repeated.add(node.source);
        if (node.resolve(document) === undefined) found.push({ at: node.range?.[0] ?? 0, mark: '*' });
      },
      Scalar: (_key, { anchor, range }) => {
        if (anchor !== undefined) named.push({ at: range?.[0] ?? 0, name: anchor });
      },
    });
    for (const { at, name } of named) if (!repeated.has(name)) found.push({ at, mark: '&' });
    for (const { code, pos } of document.warnings) {
      if (code === 'TAG_RESOLVE_FAILED') found.push({ at: pos[0], mark: '!' });
    }
    return found.map(({ at, mark }) => ({
      path: [],
      line: this.#lines.linePos(at).line,
      says: `a value begins with ${mark}, which has a meaning of its own in YAML: put it between quotes`,
    }));
  }

  /** The content as plain objects, lists and values. */
  value(): unknown {
    return this.#value;
  }

  /** The line of a setting; for a missing setting, the line of the setting that should contain it. */
  lineOf(path: Path): number {
    let node: unknown = this.#document.contents;
    let at = 0;
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(this.#document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
        at = (pair?.key as Node | undefined)?.range?.[0] ?? at;
        node = pair?.value;
      } else if (isSeq(node)) {
        node = node.items[Number(part)];
        at = (node as Node | undefined)?.range?.[0] ?? at;
      } else {
        break;
      }
    }
    return this.#lines.linePos(at).line;
  }
}

/** A configuration with its environment variables filled in, and the variables that are not set. */
export interface Filled {
  value: unknown;
  gaps: { path: Path; name: string }[];
  /** Whether a text is the substitute of an unset variable: a random text. */
  isKnown: (text: string) => boolean;
}

const VARIABLE = /\$\{(\w+)\}/g;

/** The part of a value that is in the file itself. */
export function withoutVariables(value: string): string {
  return value.replace(VARIABLE, '');
}

/**
 * Replaces `${NAME}` by the environment variable. This happens after the YAML is parsed, so that a secret may contain
 * any character. An unset variable is replaced by a random text, so that everything else can be checked.
 */
export function fillIn(document: unknown, env: NodeJS.ProcessEnv): Filled {
  const gaps: Filled['gaps'] = [];
  const unknown = new Map<string, string>();
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') {
      return value.replace(VARIABLE, (_all, name: string) => {
        const found = env[name];
        if (found) return found;
        gaps.push({ path, name });
        const chance = unknown.get(name) ?? randomBytes(32).toString('hex');
        unknown.set(name, chance);
        return chance;
      });
    }
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]));
    }
    return value;
  };
  const value = fill(document, []);
  return { value, gaps, isKnown: (text) => ![...unknown.values()].some((chance) => text.includes(chance)) };
}
