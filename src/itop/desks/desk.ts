import { DESK, GIVEN, MAX_DESKS } from '../../contract/desks';
import { isHash, type PhpValue } from '../files/php-file';
import { type Provider, providerNamed, rootOf } from '../provider';
import { readHours } from './hours';
import { type Parts, readParts, textOf } from './parts';

const LISTS = ['portals', 'profiles', 'languages', 'organizations'] as const;

type List = (typeof LISTS)[number];

/** An entry that the extension can use. An undefined list is no condition. */
export interface DeskEntry extends Partial<Record<List, string[]>> {
  /** Counted from 1. */
  number: number;
  /** The operator's own name for the desk; never on a page. */
  name?: string;
  provider: Provider;
  /** The root of the Live Helper Chat server, if that is the provider. */
  url?: string;
  /** It has its own property or server without a key or secret, or no setting has a secret for its server. */
  isWithoutKey: boolean;
  hours?: PhpValue;
  passesOn: boolean;
  withChildren: boolean;
  scope?: string;
}

/** The values that an entry gets from the plain settings; '' for one that is missing or wrong. */
export interface Plain {
  provider: Provider;
  propertyId: string;
  widgetId: string;
  url: string;
  /** Of Live Helper Chat. */
  hasSecret: boolean;
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
  const provider = providerNamed(parts.get('provider')) ?? plain.provider;
  const other = DESK.find(({ name, of }) => of !== undefined && of !== provider && parts.has(name));
  if (other) return `expected nothing as "${other.name}", which is for "provider" => "${other.of}"`;
  const where = provider === 'tawk' ? readProperty(parts, plain) : readServer(parts, plain);
  if (typeof where === 'string') return where;
  const hours = parts.get('hours');
  const read = readHours(hours);
  if (typeof read === 'string') return `"hours": ${read}`;
  const name = parts.get('name');
  const scope = textOf(parts, 'scope');
  return {
    number,
    ...(typeof name === 'string' && { name }),
    provider,
    ...where,
    ...(hours !== undefined && { hours }),
    passesOn: parts.get('when_closed') === 'next',
    withChildren: parts.get('with_children') === 'true',
    ...(scope !== undefined && { scope }),
    ...(Object.fromEntries(LISTS.map((list) => [list, parts.get(list)])) as Partial<Record<List, string[]>>),
  };
}

type Where = Pick<DeskEntry, 'url' | 'isWithoutKey'>;

function readProperty(parts: Parts, plain: Plain): Where | string {
  const property = textOf(parts, 'property_id') ?? plain.propertyId;
  const isOfOther = plain.provider !== 'tawk';
  if (isOfOther && property === '') return 'expected a "property_id"';
  const isOwn = property !== plain.propertyId;
  if (!parts.has('widget_id') && (isOwn || (isOfOther && plain.widgetId === ''))) {
    return 'expected a "widget_id" of its property';
  }
  return { isWithoutKey: isOwn && !parts.has('api_key') };
}

function readServer(parts: Parts, plain: Plain): Where | string {
  const url = rootOf(textOf(parts, 'livehelperchat_url') ?? plain.url);
  if (url === '') return 'expected a "livehelperchat_url"';
  // If the provider of the plain settings needs a secret, their own finding reports that it is missing.
  const isPlain = url === rootOf(plain.url) && (plain.hasSecret || plain.provider === 'livehelperchat');
  return { url, isWithoutKey: !isPlain && !parts.has('livehelperchat_secret') };
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
