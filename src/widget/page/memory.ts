import type { ChatContext } from '../../contract/chat-context';

/**
 * What this browser remembers about the chat, in local storage, for this iTop alone:
 * - `user`: whose conversation is in tawk.to's cookies and storage (owner.ts)
 * - `ongoing`: key of the user whose conversation with the desk of the last page has not ended
 * - `ongoing:<embed address>`: the same for each desk
 * - `talks:<embed address>`: key of the user whose conversation with that desk is on a page that is open now
 * - `left`: when the last page with a conversation was left, in milliseconds since 1970
 * - `desk`: the embed address of the last page
 * - `agreed:<key of a user>`: that user has agreed to the chat
 * - `topic`: class and key of the object that the last chat was about, '' for none
 * - `unread:<key of a user>`: how many messages of agents that user has not read; '' if all are read
 * - `hidden:<key of a user>`: until when the launcher is hidden, in milliseconds since 1970
 * - `asked:<key of a user>`: when the server was asked for new answers in that user's requests
 * - `quiet:<key of a user>`: until when it need not be asked again; '' if something is new, which each page shows
 * - `answers:<key of a user>`: what it answered (aside/news.ts), and `news:<key of a user>` how many of them are new
 * - `since:<key of a user>`: the server's time of its first answer to this browser: older answers are not new
 * - `seen:<class and key>`: the time of the desk's last answer when the user last looked at that request
 */

/** @returns this iTop's prefix for the names in storage */
export const mark = (): string => (window.itopTawk as ChatContext).mark;

/** @returns undefined if nothing is stored, or the browser gives pages no storage */
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
