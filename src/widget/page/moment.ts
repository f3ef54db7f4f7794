/** How long a user who has opened the chat waits before being told that it cannot be reached. Milliseconds. */
export const CHAT_TIMEOUT_MS = 15_000;

/** Milliseconds after which a page that animates all the time counts as idle. */
const IDLE_TIMEOUT_MS = 5_000;

/** Calls back when the browser is idle. Safari has no requestIdleCallback; its timer ignores the options. */
export function whenIdle(act: () => void): void {
  ((window.requestIdleCallback ?? setTimeout) as typeof requestIdleCallback)(act, { timeout: IDLE_TIMEOUT_MS });
}
