/**
 * Reports each part of tawk.to's client that has loaded in this page, once. The content is not read: a page may know
 * only the address and the loading time, in milliseconds.
 *
 * @returns a function that starts again, for a new client
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
      // Something that is requested again and again is no progress.
      if (!isOwn(name) || parts.has(part)) continue;
      parts.add(part);
      arrived(duration);
    }
  });
  observer.observe({ type: 'resource' });
  signal.addEventListener('abort', () => observer.disconnect());
  return () => parts.clear();
}
