import { mark, recall } from './memory';

/** @returns undefined where there is none of that name */
export function cookie(name: string): string | undefined {
  return document.cookie.split(`${name}=`)[1]?.split(';')[0];
}

/**
 * Whose the chat in this browser is (chat/claim.ts writes it): key of a user, '' after a log-out, and since when, in
 * milliseconds since 1970. Nothing before the first, and where the browser gives pages no storage.
 *
 * Two places say so: a cookie where tawk.to has its own, on the registrable domain, for every host name of this iTop;
 * the storage for this host's tabs, which are told of a change, and for frames, where a page may have no cookies.
 */
export function owners(): (string | undefined)[] {
  return [cookie(mark()), recall('user')];
}
