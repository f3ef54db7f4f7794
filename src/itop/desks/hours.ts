import { DAYS, HOURS, type Part } from '../../contract/desks';
import { isHash, type PhpValue } from '../files/php-file';
import { isTimeZone } from '../time-zone';
import { readParts, textOf, textsOf, wrong } from './parts';

/** Hours that the extension can use. */
export interface DeskHours {
  /** They name one of iTop's coverage windows or holiday calendars. */
  areOfItop: boolean;
  /** The weekly table has no time at all. */
  areNever: boolean;
}

/**
 * Reads hours as extension/src/Helper/HoursReader.php does.
 *
 * @returns undefined if there are none: the desk is always open; a text if they are wrong: what was expected
 */
export function readHours(value: PhpValue | undefined): DeskHours | string | undefined {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return undefined;
  if (!isHash(value)) return 'expected "weekly" or "coverage_window" in it';
  const parts = readParts(HOURS, value);
  if (typeof parts === 'string') return parts;
  const zone = textOf(parts, 'time_zone');
  if (zone !== undefined && !isTimeZone(zone)) return wrong(rowOf('time_zone'));
  const dates = (parts.get('holidays') ?? []) as string[];
  if (!dates.every(isDate)) return wrong(rowOf('holidays'));
  const window = textOf(parts, 'coverage_window');
  const weekly = parts.get('weekly') === '' ? undefined : parts.get('weekly');
  if ((weekly === undefined) === (window === undefined)) return 'expected one of "weekly" and "coverage_window" in it';
  const times = weekly === undefined ? undefined : timesOf(weekly);
  if (weekly !== undefined && times === undefined) return wrong(rowOf('weekly'));
  return {
    areOfItop: window !== undefined || textOf(parts, 'holiday_calendar') !== undefined,
    areNever: times?.length === 0,
  };
}

function rowOf(name: string): Part {
  return HOURS.find((row) => row.name === name) as Part;
}

/** @returns all times of a weekly table, undefined if it is wrong */
function timesOf(weekly: PhpValue): string[] | undefined {
  // PHP's array() is both a list and a hash.
  if (Array.isArray(weekly) && weekly.length === 0) return [];
  if (!isHash(weekly)) return undefined;
  const days = Object.keys(weekly).map((day) => day.toLowerCase().slice(0, 3));
  if (!days.every((day) => DAYS.includes(day)) || new Set(days).size < days.length) return undefined;
  const times = Object.values(weekly).map((ranges) => textsOf(rowOf('weekly'), ranges));
  return times.every((each) => each?.every(isSomeTime)) ? (times.flat() as string[]) : undefined;
}

function isSomeTime(range: string): boolean {
  const [, from = '', to = ''] = new RegExp(rowOf('weekly').pattern as string).exec(range) ?? [];
  return minutes(from) !== minutes(to);
}

function minutes(time: string): number {
  const [hours, rest] = time.split(':');
  return Number(hours) * 60 + Number(rest);
}

function isDate(text: string): boolean {
  const [day, month, year = '2000'] = text.split('-').reverse();
  return new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
}
