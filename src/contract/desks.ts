import { LIVEHELPERCHAT, TAWK_IDS } from './ids';
import { PROVIDERS, type Provider } from './providers';

/** The page that explains desks, their hours and what is shared. */
export const DESKS_PAGE = 'docs/desks.md has worked examples.';

/**
 * A part of a setting that has an inner structure: of an entry of `widgets`, or of `hours`. The build writes the PHP
 * arrays that the extension reads from these rows (build/contract.ts); extension/src/Helper/PartReader.php and
 * src/itop/desks/parts.ts check a value by its row, after trimming the text.
 */
export interface Part {
  name: string;
  /**
   * - `any`: not checked here, or read by its own rules (the pattern is that of a time in `weekly`)
   * - `text`: a text that matches the pattern
   * - `omissible`: the same; '' and a placeholder are allowed too
   * - `word`: one of `words`, the first if nothing is set; true and false stand for their words
   * - `names`: a list of at least one text, none of them empty; a single text is a list of one
   * - `texts`: a list of texts that match the pattern, possibly empty; a single text is a list of one, '' the empty
   *   list
   */
  kind: 'any' | 'text' | 'omissible' | 'word' | 'names' | 'texts';
  /** A regular expression for the whole text, like the one of a setting. */
  pattern?: string;
  /** Upper and lower case are different. */
  isExact?: true;
  words?: string[];
  /** `names` may contain whole numbers: ids. */
  mayBeIds?: true;
  /** A whole number counts like its text. */
  isNumber?: true;
  /** The provider whose desks have it; absent: all desks. */
  of?: Provider;
  /** Never shown. */
  secret?: true;
  /** What a right value is, to be read after `expected as "<name>"`. */
  expected?: string;
}

/** The maximum number of entries in `widgets`: a longer list is not accepted. */
export const MAX_DESKS = 50;
/** The maximum number of entries of a list in a part: a longer list is not accepted. */
export const MAX_ENTRIES = 500;
/** An entry of `widgets` without any of these would change nothing. */
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
/** From, to; a range whose end is before its start ends on the next day. */
const TIMES = `(${TIME})[ \\t]*-[ \\t]*(${TIME}|24:00)`;
/** The first letters of the days of the week, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * Names of the tz database only. PHP and Node also accept "+02:00", "CEST" or "IST", but these have no daylight saving
 * time, or mean two places.
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
