/**
 * Tells of each part of tawk.to's client that has arrived in this page, once. What arrives is not read: a page may know
 * no more of it than its address and how long it took, in milliseconds.
 *
 * @returns begins again, for a client that is started anew
 */
export function watchProgress(
  isOwn: (address: string) => boolean,
  arrived: (milliseconds: number) => void,
  signal: AbortSignal,
): () => void {
  const parts = new Set<string>();
  const observer = new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) {
      const [part = ''] = name.split('?');
      // What is asked for again and again is no progress.
      if (!isOwn(name) || parts.has(part)) continue;
      parts.add(part);
      arrived(duration);
    }
  });
  observer.observe({ type: 'resource' });
  signal.addEventListener('abort', () => observer.disconnect());
  return () => parts.clear();
}
