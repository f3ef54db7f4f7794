/** Milliseconds to wait after the `failures`-th failure in a row (1 = the first): doubled each time up to `longest`, the last half by chance. */
export function backoff(
  failures: number,
  times: { first: number; longest: number },
  random: () => number = Math.random,
): number {
  // 2^30 times anything is beyond any cap
  const full = Math.min(times.longest, times.first * 2 ** Math.min(failures - 1, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
