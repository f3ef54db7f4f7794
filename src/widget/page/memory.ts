/**
 * What this browser remembers of the chat, in local storage:
 * - `user`: whose conversation tawk.to's cookies and storage hold (owner.ts)
 * - `ongoing`: key of the user whose conversation has not ended
 * - `agreed:<key of a user>`: that user has agreed to the chat
 * - `topic`: class and key of what the last chat was about, '' for nothing in particular
 * - `seen:<class and key>`: when the desk had answered, as the user last looked at that request
 */

/** @returns undefined where nothing is remembered, or where the browser gives pages no storage */
export function recall(name: string): string | undefined {
  try {
    return localStorage[`itop-tawk:${name}`];
  } catch {}
}

export function remember(name: string, value: string): void {
  try {
    localStorage[`itop-tawk:${name}`] = value;
  } catch {}
}
