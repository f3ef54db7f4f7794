/**
 * iTop returns times in its own time zone, here one hour off UTC: code that compares them with other times is wrong.
 */
const ZONE = 3_600_000;

/** The same time zone for PHP: as in a real iTop, its `date()` and the times in REST must match. */
export const PHP_TIME_ZONE = 'Etc/GMT-1';

/** A time, milliseconds since 1970, as iTop's REST gives it. */
export function itopTime(time: number): string {
  return new Date(time + ZONE).toISOString().slice(0, 19).replace('T', ' ');
}
