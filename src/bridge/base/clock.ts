/**
 * Milliseconds since 1970 by the clock of this process' start, going on steadily from there: it never jumps, whatever
 * is done to the machine's clock. For all that is a length of time: leases, pauses, ages.
 */
export function monotonicNow(): number {
  return Math.round(performance.timeOrigin + performance.now());
}
