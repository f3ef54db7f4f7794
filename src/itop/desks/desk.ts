import { DESK, GIVEN, MAX_DESKS } from '../../contract/desks';
import { isHash, type PhpValue } from '../files/php-file';
import { readHours } from './hours';
import { readParts, textOf } from './parts';

const LISTS = ['portals', 'profiles', 'languages', 'organizations'] as const;

type List = (typeof LISTS)[number];

/** An entry that the extension can use. An undefined list is no condition. */
export interface DeskEntry extends Partial<Record<List, string[]>> {
  /** Counted from 1. */
  number: number;
  /** The operator's own name for the desk; never on a page. */
  name?: string;
  propertyId: string;
  widgetId: string;
  /** It has its own property and no key. */
  isWithoutKey: boolean;
  hours?: PhpValue;
  passesOn: boolean;
  withChildren: boolean;
  scope?: string;
}

/** The property and widget of the plain settings. */
export interface Plain {
  propertyId: string;
  widgetId: string;
}

/**
 * The entries of a setting `widgets`, as extension/src/Helper/DeskReader.php reads them; for an entry that is left out,
 * a string with the reason.
 */
export function readDesks(value: PhpValue | undefined, plain: Plain): (DeskEntry | string)[] {
  const entries = Array.isArray(value) ? value : isHash(value) ? Object.values(value) : [];
  return entries.slice(0, MAX_DESKS).map((entry, index) => readDesk(entry, index + 1, plain));
}

function readDesk(entry: PhpValue, number: number, plain: Plain): DeskEntry | string {
  if (!isHash(entry)) return `expected an entry with keys such as "property_id" and "languages"`;
  const parts = readParts(DESK, entry);
  if (typeof parts === 'string') return parts;
  if (!GIVEN.some((key) => parts.has(key))) return `expected at least one of "${GIVEN.join('", "')}"`;
  const propertyId = textOf(parts, 'property_id') ?? plain.propertyId;
  const isOwn = propertyId !== plain.propertyId;
  if (isOwn && !parts.has('widget_id')) return 'expected a "widget_id" of its property';
  const hours = parts.get('hours');
  const read = readHours(hours);
  if (typeof read === 'string') return `"hours": ${read}`;
  const name = parts.get('name');
  const scope = textOf(parts, 'scope');
  return {
    number,
    ...(typeof name === 'string' && { name }),
    propertyId,
    widgetId: textOf(parts, 'widget_id') ?? plain.widgetId,
    isWithoutKey: isOwn && !parts.has('api_key'),
    ...(hours !== undefined && { hours }),
    passesOn: parts.get('when_closed') === 'next',
    withChildren: parts.get('with_children') === 'true',
    ...(scope !== undefined && { scope }),
    ...(Object.fromEntries(LISTS.map((list) => [list, parts.get(list)])) as Partial<Record<List, string[]>>),
  };
}

/**
 * Whether every user of the second entry already gets the first one: each condition of the first is also one of the
 * second, and is at least as broad.
 */
export function hides(first: DeskEntry, second: DeskEntry): boolean {
  if (first.passesOn) return false;
  if (first.scope !== undefined && first.scope !== second.scope) return false;
  return LISTS.every((list) => {
    const wide = first[list];
    const narrow = second[list];
    if (!wide) return true;
    if (!narrow || (list === 'organizations' && second.withChildren && !first.withChildren)) return false;
    return narrow.every((name) => wide.some((other) => covers(list, other, name)));
  });
}

function covers(list: List, wide: string, narrow: string): boolean {
  if (list !== 'languages') return wide === narrow;
  const [one, other] = [wide.toLowerCase(), narrow.toLowerCase()];
  return one === other || one === other.split(' ')[0];
}
