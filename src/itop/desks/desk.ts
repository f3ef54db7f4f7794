import { isHash, type PhpValue } from '../files/php-file';
import { isPlaceholder, isRight, listOf, ruleOf, type SettingRule, trim } from '../settings';
import { hasNoHours, wrongHours } from './hours';

/** Keys of an entry of `widgets`, with the rules of extension/src/Helper/DeskReader.php. */
export const DESK_KEYS = [
  ...['name', 'property_id', 'widget_id', 'api_key', 'hours', 'when_closed'],
  ...['portals', 'profiles', 'languages', 'organizations', 'with_children', 'scope'],
];
/** What an entry without any of these would change nothing. */
const GIVEN = ['property_id', 'widget_id', 'hours'];
const LISTS = ['portals', 'profiles', 'languages', 'organizations'] as const;
/** More are left out. */
export const MAX_DESKS = 50;

type List = (typeof LISTS)[number];

/** An entry that the extension can use. What is undefined is no condition. */
export interface DeskEntry extends Partial<Record<List, string[]>> {
  /** From 1 on. */
  number: number;
  /** Of the operator's own, never on a page. */
  name?: string;
  propertyId: string;
  widgetId: string;
  /** It has a property of its own, and says no key. */
  isWithoutKey: boolean;
  hours?: PhpValue;
  passesOn: boolean;
  withChildren: boolean;
  scope?: string;
}

/** The plain settings' property and widget. */
export interface Plain {
  propertyId: string;
  widgetId: string;
}

/** The entries of a setting `widgets`; a string for one that is left out: why. */
export function readDesks(value: PhpValue | undefined, plain: Plain): (DeskEntry | string)[] {
  const entries = Array.isArray(value) ? value : isHash(value) ? Object.values(value) : [];
  return entries.slice(0, MAX_DESKS).map((entry, index) => readDesk(entry, index + 1, plain));
}

function readDesk(entry: PhpValue, number: number, plain: Plain): DeskEntry | string {
  if (!isHash(entry)) return `expected an entry with keys such as "property_id" and "languages"`;
  const unknown = Object.keys(entry).find((key) => !DESK_KEYS.includes(key));
  if (unknown !== undefined) return `it has a key that is none of "${DESK_KEYS.join('", "')}"`;
  const said = Object.fromEntries(Object.entries(entry).filter(([, part]) => part !== null));
  if (!GIVEN.some((key) => key in said)) return `expected at least one of "${GIVEN.join('", "')}"`;
  const wrong = wrongPart(said);
  if (wrong !== undefined) return wrong;
  const propertyId = text(said.property_id) ?? plain.propertyId;
  const isOwn = propertyId !== plain.propertyId;
  if (isOwn && said.widget_id === undefined) return 'expected a "widget_id" of its property';
  const lists = LISTS.filter((list) => list in said).map((list) => [
    list,
    (listOf(said[list]) ?? []).map((each) => trim(String(each))),
  ]);
  const name = text(said.name);
  const scope = text(said.scope);
  return {
    number,
    ...(name !== undefined && { name }),
    propertyId,
    widgetId: text(said.widget_id) ?? plain.widgetId,
    isWithoutKey: isOwn && (said.api_key === undefined || isPlaceholder(said.api_key)),
    ...(said.hours !== undefined && { hours: said.hours }),
    passesOn: said.when_closed === 'next',
    withChildren: String(said.with_children) === 'true',
    ...(scope !== undefined && { scope }),
    ...(Object.fromEntries(lists) as Partial<Record<List, string[]>>),
  };
}

function wrongPart(said: { [key: string]: PhpValue }): string | undefined {
  for (const rule of [ruleOf('property_id'), ruleOf('widget_id'), ruleOf('api_key')] as SettingRule[]) {
    if (rule.name in said && !isRight(rule, said[rule.name])) return `expected as "${rule.name}" ${rule.expected}`;
  }
  if ('scope' in said && !/^SELECT [\s\S]{1,5000}$/.test(text(said.scope) ?? ''))
    return 'expected as "scope" an OQL that begins with SELECT';
  if (!hasNoHours(said.hours)) {
    const wrong = wrongHours(said.hours as PhpValue);
    if (wrong) return `"hours": ${wrong}`;
  }
  const closed = said.when_closed ?? 'wait';
  if (closed !== 'wait' && closed !== 'next') return 'expected as "when_closed" "wait" or "next"';
  if (!['true', 'false'].includes(String(said.with_children ?? false)))
    return 'expected as "with_children" true or false';
  for (const list of LISTS) {
    if (list in said && !isListOfNames(said[list], list === 'organizations'))
      return `expected as "${list}" a list of names without an empty one`;
  }
  return undefined;
}

function isListOfNames(value: PhpValue | undefined, mayBeIds: boolean): boolean {
  const names = typeof value === 'number' ? [value] : (listOf(value) ?? []);
  const isName = (each: PhpValue) =>
    (typeof each === 'string' && trim(each) !== '') || (mayBeIds && Number.isInteger(each));
  return names.length > 0 && names.every(isName);
}

function text(value: PhpValue | undefined): string | undefined {
  return typeof value === 'string' ? trim(value) : undefined;
}

/**
 * Whether whoever the second is for finds the first one before: each of the first one's conditions is one of the
 * second's too, and lets as much through.
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
