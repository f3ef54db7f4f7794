/** A moment as local time in a time zone. */
export interface LocalTime {
  /** `2026-01-31` */
  day: string;
  /** `14:05`; in the hour that comes twice at the end of daylight saving time, with its offset: `02:30 (UTC+01:00)`. */
  minute: string;
}

/** Time zones change their offset at a quarter of an hour, and by no more than this. Milliseconds. */
const QUARTER_MS = 15 * 60_000;
const LARGEST_CHANGE_MS = 3 * 3_600_000;

/** Converts tawk.to's times into a time zone; undefined for a text that is not a time. */
export function localTimes(timeZone: string): (time: string | undefined) => LocalTime | undefined {
  // Swedish, because its format is that of ISO 8601
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const which = offsetsIn(timeZone);
  return (time) => {
    const date = new Date(time ?? '');
    const [day = '', minute = ''] = Number.isNaN(date.getTime()) ? [] : format.format(date).split(' ');
    return minute === '' ? undefined : { day, minute: minute + which(date.getTime()) };
  };
}

/** For a moment whose local time comes twice: its offset from UTC; an empty text for all others. */
function offsetsIn(timeZone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, string>();
  const offset = (quarter: number) => {
    const name = known.get(quarter) ?? offsetName(format, quarter * QUARTER_MS);
    known.set(quarter, name);
    return name;
  };
  return (time) => {
    const quarter = Math.floor(time / QUARTER_MS);
    const own = offset(quarter);
    const comesAgain = [-1, 1].some((side) => {
      const other = offset(quarter + (side * LARGEST_CHANGE_MS) / QUARTER_MS);
      // the moment with the same local time and the other offset
      const twin = quarter + (minutesOf(own) - minutesOf(other)) / 15;
      return other !== own && offset(twin) === other;
    });
    return comesAgain ? ` (${own.replace('GMT', 'UTC')})` : '';
  };
}

/** Such as `GMT+02:00`, or `GMT` alone. */
function offsetName(format: Intl.DateTimeFormat, time: number): string {
  const parts = Number.isNaN(new Date(time).getTime()) ? [] : format.formatToParts(time);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
}

function minutesOf(offset: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d+):(\d+)/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}
