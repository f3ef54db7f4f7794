import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import { type Config, configSchema } from './config';
import { BridgeError } from './errors';

/** Reads and checks bridge.yaml. @throws BridgeError CONFIG naming every wrong value and what was expected there */
export function loadConfig(file: string, env: NodeJS.ProcessEnv = process.env): Config {
  return parseConfig(readConfig(file), env);
}

/**
 * Only the `database` of bridge.yaml: whoever looks after stored events need not have the secrets in their environment.
 * @throws BridgeError CONFIG
 */
export function loadDatabase(file: string, env: NodeJS.ProcessEnv = process.env): string {
  const { database } = (parseYaml(readConfig(file)) ?? {}) as { database?: unknown };
  return check(configSchema.pick({ database: true }), { database }, env).database;
}

function readConfig(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BridgeError('CONFIG', `${file}: ${(error as Error).message}`);
  }
}

/**
 * The configuration in a YAML text. `${NAME}` in a value is replaced by that environment variable after the
 * YAML is parsed, so that a secret may hold any character.
 */
export function parseConfig(text: string, env: NodeJS.ProcessEnv): Config {
  return check(configSchema, parseYaml(text), env);
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    // the parser quotes the line, which may hold a secret: only its place is said
    const [{ line = 0, col = 0 } = {}] = (error as { linePos?: { line: number; col: number }[] }).linePos ?? [];
    throw new BridgeError('CONFIG', `not valid YAML at line ${line}, column ${col}`);
  }
}

function check<Schema extends z.ZodType>(schema: Schema, document: unknown, env: NodeJS.ProcessEnv): z.output<Schema> {
  const missing = new Set<string>();
  const filled = fillIn(document, env, missing);
  if (missing.size > 0) {
    throw new BridgeError('CONFIG', `expected the environment variables ${[...missing].join(', ')}, which are not set`);
  }
  const result = schema.safeParse(filled);
  if (!result.success) {
    throw new BridgeError('CONFIG', result.error.issues.map(issueText).join('\n'));
  }
  return result.data;
}

function fillIn(value: unknown, env: NodeJS.ProcessEnv, missing: Set<string>): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_all, name: string) => {
      if (!env[name]) {
        missing.add(name);
      }
      return env[name] ?? '';
    });
  }
  if (Array.isArray(value)) {
    return value.map((item) => fillIn(item, env, missing));
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, env, missing)]));
  }
  return value;
}

/** Never the value itself: it may be a secret. */
function issueText(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return `${path.replace(/^\./, '') || '(the whole file)'}: ${issue.message}`;
}
