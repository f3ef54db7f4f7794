/**
 * Lets one log line of each kind through per `interval` milliseconds, so that strangers cannot fill the disk.
 * @returns how many lines of that kind were suppressed since the last one; undefined when this one is suppressed
 */
export function createThrottle(interval: number, now: () => number = () => performance.now()) {
  const kinds = new Map<string, { until: number; suppressed: number }>();
  return (kind: string): { suppressed: number } | undefined => {
    const known = kinds.get(kind);
    if (known !== undefined && now() < known.until) {
      known.suppressed += 1;
      return undefined;
    }
    kinds.set(kind, { until: now() + interval, suppressed: 0 });
    return { suppressed: known?.suppressed ?? 0 };
  };
}
