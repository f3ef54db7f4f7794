import { isHash, PhpExpression, type PhpValue } from '../files/php-file';
import { trim } from '../settings';

/** Keys of the setting `hours`, with the rules of extension/src/Helper/HoursReader.php. */
export const HOURS_KEYS = ['time_zone', 'weekly', 'holidays', 'coverage_window', 'holiday_calendar'];

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const RANGE = /^((?:[01]?[0-9]|2[0-3]):[0-5][0-9])\s*-\s*((?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$/;
const DATE = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/;
const MAX_HOURS = 500;

/** No hours: the desk is always there. */
export function hasNoHours(value: PhpValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** @returns what is wrong with it, and a way out; undefined where it can be used */
export function wrongHours(value: PhpValue): string | undefined {
  if (value instanceof PhpExpression) return undefined;
  if (!isHash(value)) return 'expected "weekly" or "coverage_window" in it';
  const unknown = Object.keys(value).find((key) => !HOURS_KEYS.includes(key));
  if (unknown !== undefined) return `it has a key that is none of "${HOURS_KEYS.join('", "')}"`;
  const { time_zone, weekly, holidays, coverage_window, holiday_calendar } = value;
  if (!isName(time_zone) || !isTimeZone(time_zone)) return 'expected as "time_zone" a name such as "Europe/Berlin"';
  for (const [key, name] of Object.entries({ coverage_window, holiday_calendar })) {
    if (!isName(name)) return `expected a name as "${key}"`;
  }
  const dates = stringsOf(holidays);
  if (!dates?.every(isDate)) return 'expected as "holidays" dates such as "2026-12-24" or, for each year, "12-24"';
  if (isSaid(weekly) === isSaid(coverage_window)) return 'expected one of "weekly" and "coverage_window" in it';
  return isSaid(weekly) ? wrongWeek(weekly) : undefined;
}

/** Whether a table of the week, which can be used, has no time at all. */
export function isNeverOpen(value: PhpValue | undefined): boolean {
  const weekly = isHash(value) ? value.weekly : undefined;
  if (!isHash(weekly)) return Array.isArray(weekly) && weekly.length === 0;
  return Object.values(weekly).every((ranges) => stringsOf(ranges)?.length === 0);
}

function wrongWeek(weekly: PhpValue): string | undefined {
  const wrongDay = 'expected as "weekly" days, "mon" to "sun", each with a list of times such as "08:00-12:00"';
  // An array() of PHP's is both.
  if (Array.isArray(weekly) && weekly.length === 0) return undefined;
  if (!isHash(weekly)) return wrongDay;
  const days = Object.keys(weekly).map((day) => day.toLowerCase().slice(0, 3));
  if (!days.every((day) => DAYS.includes(day)) || new Set(days).size < days.length) return wrongDay;
  const ranges = Object.values(weekly).map(stringsOf);
  if (ranges.includes(undefined)) return wrongDay;
  return ranges.flat().every((range) => isRange(range as string))
    ? undefined
    : 'expected in "weekly" times such as "08:00-12:00", "22:00-06:00" or "00:00-24:00"';
}

function isRange(range: string): boolean {
  const [, from = '', to = ''] = RANGE.exec(range) ?? [];
  return to !== '' && minutes(from) !== minutes(to);
}

function minutes(time: string): number {
  const [hours, rest] = time.split(':');
  return Number(hours) * 60 + Number(rest);
}

function isDate(text: string): boolean {
  const [, year = '2000', month, day] = DATE.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

/** The short names that are zones of the tz database; Node takes others too, such as "IST". */
const SHORT_ZONES = ['CET', 'EET', 'EST', 'GMT', 'HST', 'MET', 'MST', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET'];

function isTimeZone(value: PhpValue | undefined): boolean {
  if (!isSaid(value)) return true;
  const timeZone = trim(String(value));
  // No offset such as "+02:00", which knows no summer time.
  if (!/^[a-z]/i.test(timeZone)) return false;
  if (timeZone.length === 3 && !SHORT_ZONES.includes(timeZone.toUpperCase())) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

function isSaid(value: PhpValue | undefined): value is PhpValue {
  return value !== undefined && value !== null && value !== '';
}

function isName(value: PhpValue | undefined): boolean {
  return !isSaid(value) || (typeof value === 'string' && trim(value) !== '');
}

/** @returns undefined where it is no list of strings; a single one is a list of one */
function stringsOf(value: PhpValue | undefined): string[] | undefined {
  if (!isSaid(value)) return [];
  const list =
    typeof value === 'string'
      ? [value]
      : Array.isArray(value)
        ? value
        : isHash(value)
          ? Object.values(value)
          : undefined;
  const isRight = list?.every((entry) => typeof entry === 'string') && list.length <= MAX_HOURS;
  return isRight ? (list as string[]).map(trim) : undefined;
}
