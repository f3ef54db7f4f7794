import { LIVEHELPERCHAT, TAWK_IDS } from './ids';
import { PROVIDERS, type Provider } from './providers';

/** Where desks, their hours and what is shared are explained. */
export const DESKS_PAGE = 'docs/desks.md has worked examples.';

/**
 * A part of a setting that has an inner structure: of an entry of `widgets`, or of `hours`. The PHP arrays that the
 * extension reads are written from these rows (build/contract.ts); extension/src/Helper/PartReader.php and
 * src/itop/desks/parts.ts judge a value by its row, after the white space around a text is taken away.
 */
export interface Part {
  name: string;
  /**
   * - `any`: never looked at, or read by rules of its own (the pattern is that of a time in `weekly`)
   * - `text`: one that fits the pattern
   * - `omissible`: likewise; '' and a placeholder are fine too
   * - `word`: one of `words`, the first where nothing is said; true and false stand for their words
   * - `names`: a list of texts, none of them empty, at least one; a single one is a list of one
   * - `texts`: a list of texts that fit the pattern, or none; a single one is a list of one, '' the empty list
   */
  kind: 'any' | 'text' | 'omissible' | 'word' | 'names' | 'texts';
  /** As that of a setting, for the whole of a text. */
  pattern?: string;
  /** Small and capital letters are told apart. */
  isExact?: true;
  words?: string[];
  /** Whole numbers are fine among `names`: ids. */
  mayBeIds?: true;
  /** A whole number is as good as its text. */
  isNumber?: true;
  /** The provider for whose desks it is; absent: for all. */
  of?: Provider;
  /** Never shown. */
  secret?: true;
  /** What a right value is, to be read after `expected as "<name>"`. */
  expected?: string;
}

/** Entries of `widgets`: more is no setting. */
export const MAX_DESKS = 50;
/** Of a list in a part: more is no setting. */
export const MAX_ENTRIES = 500;
/** What an entry of `widgets` without any of these would change nothing. */
export const GIVEN = [
  'provider',
  'property_id',
  'widget_id',
  'livehelperchat_url',
  'livehelperchat_department',
  'hours',
];

const NAMES = { kind: 'names' as const, expected: 'a list of names without an empty one' };

/** The parts of an entry of `widgets`. */
export const DESK: Part[] = [
  { name: 'name', kind: 'any' },
  {
    name: 'provider',
    kind: 'text',
    pattern: PROVIDERS.join('|'),
    expected: PROVIDERS.map((name) => `"${name}"`).join(' or '),
  },
  { name: 'property_id', kind: 'text', of: 'tawk', ...TAWK_IDS.property_id },
  { name: 'widget_id', kind: 'text', of: 'tawk', ...TAWK_IDS.widget_id },
  { name: 'api_key', kind: 'omissible', of: 'tawk', secret: true, ...TAWK_IDS.api_key },
  { name: 'livehelperchat_url', kind: 'text', of: 'livehelperchat', ...LIVEHELPERCHAT.livehelperchat_url },
  {
    name: 'livehelperchat_department',
    kind: 'omissible',
    of: 'livehelperchat',
    ...LIVEHELPERCHAT.livehelperchat_department,
  },
  {
    name: 'livehelperchat_secret',
    kind: 'omissible',
    of: 'livehelperchat',
    secret: true,
    ...LIVEHELPERCHAT.livehelperchat_secret,
  },
  { name: 'hours', kind: 'any' },
  { name: 'when_closed', kind: 'word', words: ['wait', 'next'], expected: '"wait" or "next"' },
  { name: 'portals', ...NAMES },
  { name: 'profiles', ...NAMES },
  { name: 'languages', ...NAMES },
  { name: 'organizations', ...NAMES, mayBeIds: true },
  { name: 'with_children', kind: 'word', words: ['false', 'true'], expected: 'true or false' },
  {
    name: 'scope',
    kind: 'text',
    pattern: 'SELECT [^\\x00]{1,5000}',
    isExact: true,
    expected: 'an OQL that begins with SELECT',
  },
];

const TIME = '(?:[01]?[0-9]|2[0-3]):[0-5][0-9]';
/** From, to; one that ends before it begins ends on the next day. */
const TIMES = `(${TIME})[ \\t]*-[ \\t]*(${TIME}|24:00)`;
/** What the name of a day of the week begins with, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * Names of the tz database, without those that the program behind it takes in addition: "+02:00", "CEST" or "IST" know
 * no summer time, or mean two places.
 */
const AREAS =
  'Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US';
const ZONE = `(?:${AREAS})/[a-z0-9_/+-]{1,50}|UTC|GMT|CET|EET|MET|WET`;

/** The parts of `hours`. */
export const HOURS: Part[] = [
  { name: 'time_zone', kind: 'omissible', pattern: ZONE, expected: 'a name such as "Europe/Berlin"' },
  {
    name: 'weekly',
    kind: 'any',
    pattern: TIMES,
    expected: 'days, "mon" to "sun", each with a list of times such as "08:00-12:00", "22:00-06:00" or "00:00-24:00"',
  },
  {
    name: 'holidays',
    kind: 'texts',
    pattern: '(?:([1-9][0-9]{3})-)?(0[1-9]|1[0-2])-([0-2][0-9]|3[01])',
    expected: 'a list of dates such as "2026-12-24" or, for each year, "12-24"',
  },
  { name: 'coverage_window', kind: 'omissible', pattern: '[^\\x00]+', expected: 'a name' },
  { name: 'holiday_calendar', kind: 'omissible', pattern: '[^\\x00]+', expected: 'a name' },
];
