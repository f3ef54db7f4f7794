import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { sayable } from '../../itop/address';
import { BridgeError } from '../base/errors';
import { withEnvironment } from '../base/unit';
import { type Config, configSchema } from './config';
import { tell } from './problems';
import { livehelperchatId } from './provider';
import { ConfigText, fillIn, type Path, type Problem } from './text';

/** Reads and checks bridge.yaml. @throws BridgeError CONFIG with every mistake, its line and what was expected there */
export function loadConfig(file: string, env: NodeJS.ProcessEnv = process.env): Config {
  return parseConfig(readConfig(file), env);
}

/** The configuration in a YAML text; `${NAME}` in a value is that environment variable. @throws BridgeError CONFIG */
export function parseConfig(text: string, env: NodeJS.ProcessEnv): Config {
  const { data, problems, gaps } = examine(configSchema, new ConfigText(text), env);
  if (data === undefined || gaps.length > 0) throw wrong([...problems, ...gaps]);
  return data;
}

/** A configuration in which some environment variables may be unset. */
export interface PartialConfig {
  config: Config;
  /** The unset variables, and where they are used. */
  gaps: Problem[];
  /** Whether a text of the configuration is the real value, and not the substitute of an unset variable. */
  isKnown: (text: string) => boolean;
}

/**
 * As loadConfig, for commands that do not have all secrets.
 * @throws BridgeError CONFIG where something else is wrong, or where a missing variable leaves nothing to check
 */
export function loadPartialConfig(file: string, env: NodeJS.ProcessEnv = process.env): PartialConfig {
  const { data, problems, gaps, isKnown } = examine(configSchema, new ConfigText(readConfig(file)), env);
  if (data === undefined) throw wrong([...problems, ...gaps]);
  return { config: data, gaps, isKnown };
}

/** The part of bridge.yaml that commands for stored events need. They need no secrets. */
export interface StoredConfig {
  database: string;
  /** iTop's address by property id, as far as it is configured, in a form without secrets. */
  itops: Map<string, string>;
}

/** @throws BridgeError CONFIG where the file is not YAML, or `database` is wrong */
export function loadStoredConfig(file: string, env: NodeJS.ProcessEnv = process.env): StoredConfig {
  const text = new ConfigText(readConfig(file));
  const { database, properties } = (text.syntax().length > 0 ? {} : (text.value() ?? {})) as Record<string, unknown>;
  const { data, problems, gaps } = examine(configSchema.pick({ database: true }), text, env, { database });
  if (data === undefined || gaps.length > 0)
    throw gaps.length > 0 ? withoutVariables(gaps, 'events list') : wrong(problems);
  const itops = new Map<string, string>();
  for (const property of Array.isArray(properties) ? properties : []) {
    const { value } = fillIn(property?.itop?.url, env);
    const id = idOf(property, env);
    if (id !== undefined && typeof value === 'string') itops.set(id, sayable(value));
  }
  return { database: data.database, itops };
}

/** The id of a property that may have errors; undefined if it cannot be read. */
function idOf(property: Record<string, unknown> | null | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (property?.provider !== 'livehelperchat') {
    return typeof property?.id === 'string' ? property.id.toLowerCase() : undefined;
  }
  const { value: url } = fillIn(property.url, env);
  const isAddress = typeof url === 'string' && URL.canParse(url);
  return isAddress ? livehelperchatId(url, property.department as number | undefined) : undefined;
}

function readConfig(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BridgeError('CONFIG', unreadable(file, error as NodeJS.ErrnoException));
  }
}

function unreadable(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') {
    return `there is no file ${file}. Name another with --config, or make one: itop-tawk setup-bridge ${file}`;
  }
  return code === 'EISDIR' ? `${file} is a folder. Name the file with --config` : `${file}: ${message}`;
}

/** @param document the part of the text to check; default: all of it */
function examine<Schema extends z.ZodType>(
  schema: Schema,
  text: ConfigText,
  env: NodeJS.ProcessEnv,
  document?: unknown,
) {
  const syntax = text.syntax();
  if (syntax.length > 0) throw wrong(syntax);
  const filled = fillIn(document ?? text.value() ?? {}, env);
  const gaps = filled.gaps.map(({ path, name }) => ({
    path,
    line: text.lineOf(path),
    says: `expected ${variable(name)}, which is not set`,
  }));
  const result = schema.safeParse(filled.value);
  // the substitute of an unset variable may fail other checks too: only the missing variable is reported
  const isGap = (path: Path) => gaps.some((gap) => gap.path.join('\n') === path.join('\n'));
  const problems = (result.error?.issues ?? [])
    .flatMap((issue) => tell(issue, schema, filled.value))
    .filter(({ path }) => !isGap(path))
    .map((problem) => ({ ...problem, line: text.lineOf(problem.path) }));
  return { data: result.data, problems, gaps, isKnown: filled.isKnown };
}

/** Text between the braces that does not look like a variable's name may be a secret, so it is not shown. */
function variable(name: string): string {
  return /^[A-Z_][A-Z0-9_]*$/.test(name)
    ? `the environment variable ${name}`
    : 'the environment variable that is named here';
}

/**
 * The error of a command other than the bridge that lacks variables which the bridge has.
 * @param command such as `backfill`
 */
export function withoutVariables(gaps: Problem[], command: string): BridgeError {
  const { detail } = wrong(gaps);
  return new BridgeError('CONFIG', `${detail}\nTo have these variables, ${withEnvironment(command)}`);
}

function wrong(problems: Problem[]): BridgeError {
  const lines = problems
    .sort((a, b) => a.line - b.line)
    .map(({ path, shown = path, line, says }) => {
      const where = shown.length === 0 ? '' : `${pathText(shown)}: `;
      return `line ${line}: ${where}${says}`;
    });
  return new BridgeError('CONFIG', [...new Set(lines)].join('\n'));
}

function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '');
}
