import { z } from 'zod';
import { nearest } from '../../itop/nearest';
import type { Path } from './text';

/** The part of JSON Schema that tells which settings there are. */
interface Shape {
  properties?: Record<string, Shape>;
  items?: Shape;
  /** The forms of a property: one for each provider. */
  oneOf?: Shape[];
  anyOf?: Shape[];
}

/** Translates zod's issues into our words: what was expected and what was found, never the value itself. */
export function tell(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  value: unknown,
): { path: Path; shown?: Path; says: string }[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const { says, isKnown } = unknownSetting(key, path, schema);
      return { path: [...path, key], says, ...(!isKnown && { shown: path }) };
    });
  }
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    const found = valueAt(value, path);
    const near = typeof found === 'string' ? nearest(found, choices) : undefined;
    return [
      { path, says: `expected one of ${choices.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}` },
    ];
  }
  if (issue.code === 'invalid_type' && !issue.message.startsWith('expected')) {
    const found = foundText(valueAt(value, path)).replace(/: put it between quotes$/, '');
    return [{ path, says: `expected ${WORDS[issue.expected] ?? issue.expected}${found}` }];
  }
  return [{ path, says: issue.message }];
}

const WORDS: Record<string, string> = {
  array: 'a list: lines that begin with "- "',
  object: 'settings below it, as `name: value`',
  record: 'settings below it, as `name: value`',
};

/** What was found in place of a text, to follow `expected …`. Empty where a text was found, but a wrong one. */
export function foundText(value: unknown): string {
  if (value === undefined) return ', which is missing';
  if (value === null) return ', found nothing';
  if (Array.isArray(value)) return ', found a list';
  if (typeof value === 'object') return ', found settings';
  return typeof value === 'string' ? '' : `, found a ${typeof value}: put it between quotes`;
}

/**
 * @returns also whether the key is the name of a setting, or close to one. No other key is repeated in the message: in
 *   `{ password, s3cret }` the key is a secret
 */
function unknownSetting(key: string, path: Path, schema: z.ZodType): { says: string; isKnown: boolean } {
  const shape = merged(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
  const here = path.reduce<Shape | undefined>(
    (at, part) => (typeof part === 'number' ? at?.items : at?.properties?.[part]),
    shape,
  );
  const near = nearest(key, Object.keys(here?.properties ?? {}));
  if (near !== undefined) return { says: `no such setting; did you mean ${near}?`, isKnown: true };
  const places = placesOf(key, shape, []);
  if (places.length === 0) return { says: 'a name that is no setting', isKnown: false };
  return { says: `no such setting here; it is written as ${places.join(' and ')}`, isKnown: true };
}

/** One shape with the settings of all forms. */
function merged({ properties, items, oneOf = [], anyOf = [] }: Shape): Shape {
  const forms = [...oneOf, ...anyOf].map(merged);
  const all = [properties ?? {}, ...forms.map((form) => form.properties ?? {})].flatMap(Object.entries);
  const inner = items ?? forms.find((form) => form.items !== undefined)?.items;
  return {
    ...(all.length > 0 && { properties: Object.fromEntries(all.map(([name, each]) => [name, merged(each)])) }),
    ...(inner !== undefined && { items: merged(inner) }),
  };
}

/** Where a setting of that name belongs. */
function placesOf(key: string, shape: Shape, path: string[]): string[] {
  const inList =
    shape.items === undefined ? [] : placesOf(key, shape.items, [...path.slice(0, -1), `${path.at(-1)}[]`]);
  const below = Object.entries(shape.properties ?? {}).flatMap(([name, each]) => [
    ...(name === key ? [[...path, name].join('.')] : []),
    ...placesOf(key, each, [...path, name]),
  ]);
  return [...inList, ...below];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<string | number, unknown> | undefined)?.[part], value);
}
