/** Milliseconds that a user who has opened the chat waits before being told that it cannot be reached. */
export const CHAT_TIMEOUT_MS = 15_000;

interface NetworkInformation {
  saveData?: boolean;
  effectiveType: string;
}

/** Whether the browser asks for reduced data or reports a slow connection. */
export function isDear(): boolean {
  // Not in every browser.
  const browser = navigator as Navigator & { connection?: NetworkInformation };
  return browser.connection?.saveData || /2g/.test(browser.connection?.effectiveType as string);
}

/** Milliseconds after which a page that animates all the time is taken as idle. */
const IDLE_TIMEOUT_MS = 5_000;

/** Calls back when the browser is idle. Safari has no requestIdleCallback; its timer takes the options as no time. */
export function whenIdle(act: () => void): void {
  ((window.requestIdleCallback ?? setTimeout) as typeof requestIdleCallback)(act, { timeout: IDLE_TIMEOUT_MS });
}
