/**
 * What this browser remembers of the chat, in local storage:
 * - `user`: whose conversation tawk.to's cookies and storage hold (owner.ts)
 * - `ongoing`: key of the user whose conversation with the desk of the last page has not ended
 * - `ongoing:<embed address>`: the same of each desk
 * - `left`: when the last page with a conversation went, in milliseconds since 1970
 * - `desk`: embed address of the last page's
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
