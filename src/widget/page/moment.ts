import type { ChatContext } from '../context';

interface NetworkInformation {
  saveData?: boolean;
  effectiveType?: string;
}

/** When to bring tawk.to in unasked: as set, but only on a click where data are dear or the connection is slow. */
export function chosenMoment({ load }: ChatContext): ChatContext['load'] {
  const { connection } = navigator as Navigator & { connection?: NetworkInformation };
  return connection?.saveData || /2g/.test(String(connection?.effectiveType)) ? 'click' : load;
}

/** Calls back when the page has loaded and the browser has nothing better to do. */
export function whenIdle(then: () => void): void {
  const wait = (): void => {
    // Safari has no requestIdleCallback.
    (window.requestIdleCallback ?? setTimeout)(then);
  };
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait);
}
