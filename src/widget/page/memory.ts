/**
 * What this browser remembers of the chat, in local storage:
 * - `user`: the key of the user whose conversation tawk.to's cookies and storage hold
 * - `ongoing`: that conversation has not ended
 * - `agreed:<key of a user>`: that user has agreed to the chat
 */
const PREFIX = 'itop-tawk:';

/**
 * @returns '' where nothing is remembered; undefined where the browser gives pages no storage: then tawk.to has none
 *   either, nor cookies
 */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? '';
  } catch {}
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {}
}
