import type { ChatContext } from '../../contract/chat-context';

/**
 * What this browser remembers of the chat, in local storage, for this iTop alone:
 * - `user`: whose conversation tawk.to's cookies and storage hold (owner.ts)
 * - `ongoing`: key of the user whose conversation with the desk of the last page has not ended
 * - `ongoing:<embed address>`: the same of each desk
 * - `talks:<embed address>`: key of the user of whose conversation with that desk a page tells that is open now
 * - `left`: when the last page with a conversation went, in milliseconds since 1970
 * - `desk`: embed address of the last page's
 * - `agreed:<key of a user>`: that user has agreed to the chat
 * - `topic`: class and key of what the last chat was about, '' for nothing in particular
 * - `unread:<key of a user>`: how many messages of agents that user has not read; '' where all are read
 * - `hidden:<key of a user>`: until when the launcher is put away, in milliseconds since 1970
 * - `asked:<key of a user>`: when the server was asked for answers in that user's requests
 * - `quiet:<key of a user>`: until when it need not be asked again; '' where something is new, which each page shows
 * - `answers:<key of a user>`: what it said (aside/news.ts), and `news:<key of a user>` how many of them are new
 * - `seen:<class and key>`: when the desk had answered, as the user last looked at that request
 */

/** @returns of this iTop, for the names of what is kept */
export const mark = (): string => (window.itopTawk as ChatContext).mark;

/** @returns undefined where nothing is remembered, or where the browser gives pages no storage */
export function recall(name: string): string | undefined {
  try {
    return localStorage[`${mark()}:${name}`];
  } catch {}
}

export function remember(name: string, value: string): void {
  try {
    localStorage[`${mark()}:${name}`] = value;
  } catch {}
}
