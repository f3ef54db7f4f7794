import { MAX_ENTRIES, type Part } from '../../contract/desks';
import { isHash, type PhpValue } from '../files/php-file';
import { isPlaceholder, trim } from '../settings';

/**
 * The parts of a setting by their names, as extension/src/Helper/PartReader.php reads them: trimmed texts, words as
 * texts, lists as lists. A missing part is not in the map.
 */
export type Parts = Map<string, PhpValue>;

/** @returns a text if a part is wrong: what was expected */
export function readParts(rows: Part[], value: { [key: string]: PhpValue }): Parts | string {
  const names = rows.map(({ name }) => name);
  if (Object.keys(value).some((key) => !names.includes(key))) return `it has a key other than "${names.join('", "')}"`;
  const parts: Parts = new Map();
  for (const row of rows) {
    const said = trimmed(value[row.name] ?? null);
    if (said === null || (row.kind === 'omissible' && isPlaceholder(said))) continue;
    const read = readPart(row, said);
    if (read === undefined) return wrong(row);
    parts.set(row.name, read);
  }
  return parts;
}

export function wrong({ name, expected }: Part): string {
  return `expected as "${name}" ${expected}`;
}

/** Undefined also for a part that is explicitly empty. */
export function textOf(parts: Parts, name: string): string | undefined {
  return (parts.get(name) as string | undefined) || undefined;
}

/** @returns undefined if it is not a list, or has an entry that does not fit; a single value is a list of one */
export function textsOf(row: Part, value: PhpValue): string[] | undefined {
  const list = Array.isArray(value) ? value : isHash(value) ? Object.values(value) : value === '' ? [] : [value];
  const texts = list.map((entry) => (row.mayBeIds && Number.isInteger(entry) ? String(entry) : trimmed(entry)));
  return texts.length <= MAX_ENTRIES && texts.every((text) => fits(row, text)) ? (texts as string[]) : undefined;
}

function readPart(row: Part, value: PhpValue): PhpValue | undefined {
  switch (row.kind) {
    case 'any':
      return value;
    case 'word': {
      const word = typeof value === 'boolean' ? String(value) : value;
      return row.words?.includes(word as string) ? word : undefined;
    }
    case 'names':
    case 'texts': {
      const texts = textsOf(row, value);
      return texts?.length === 0 && row.kind === 'names' ? undefined : texts;
    }
    default: {
      const text = row.isNumber && Number.isInteger(value) ? String(value) : value;
      return fits(row, text) || (row.kind === 'omissible' && text === '') ? text : undefined;
    }
  }
}

function fits({ pattern, isExact }: Part, value: PhpValue): boolean {
  if (typeof value !== 'string') return false;
  return pattern === undefined ? value !== '' : new RegExp(`^(?:${pattern})$`, isExact ? '' : 'i').test(value);
}

function trimmed(value: PhpValue): PhpValue {
  return typeof value === 'string' ? trim(value) : value;
}
