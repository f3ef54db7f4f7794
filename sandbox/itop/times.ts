/**
 * iTop returns times in its own time zone, here one hour off UTC: code that compares them with other times is wrong.
 */
let zone = 3_600_000;

/** For the demo, in which a person compares times on pages of iTop's, of tawk.to's and of the bridge's. */
export function keepItopInUtc(): void {
  zone = 0;
}

/** A time, milliseconds since 1970, as iTop's REST gives it. */
export function itopTime(time: number): string {
  return new Date(time + zone).toISOString().slice(0, 19).replace('T', ' ');
}
