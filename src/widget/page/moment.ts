/** Milliseconds that a user who has opened the chat waits before being told that it cannot be reached. */
export const PATIENCE = 15_000;

interface NetworkInformation {
  saveData?: boolean;
  effectiveType: string;
}

/** Whether the browser asks for reduced data or reports a slow connection. */
export function isDear(): boolean {
  // Not in every browser.
  const { connection } = navigator as Navigator & { connection?: NetworkInformation };
  return connection?.saveData || /2g/.test(connection?.effectiveType as string);
}
