import { mark, recall } from './memory';

/** @returns undefined if there is no cookie of that name */
export function cookie(name: string): string | undefined {
  return document.cookie.split(`${name}=`)[1]?.split(';')[0];
}

/**
 * Whose the chat in this browser is (chat/claim.ts writes it): key of a user, '' after a log-out, and since when, in
 * milliseconds since 1970. Empty before the first chat, and if the browser gives pages no storage.
 *
 * It is stored in two places: in a cookie on the registrable domain, like tawk.to's own, for every host name of this
 * iTop; and in the storage, for this host's tabs, which are notified of a change, and for frames, where a page may have
 * no cookies.
 */
export function owners(): (string | undefined)[] {
  return [cookie(mark()), recall('user')];
}
