/**
 * Milliseconds since 1970. It takes the machine's clock once, when the process starts, and then counts monotonically:
 * it never jumps when somebody sets the clock. Use it for every length of time: leases, pauses, ages.
 */
export function monotonicNow(): number {
  return Math.round(performance.timeOrigin + performance.now());
}
