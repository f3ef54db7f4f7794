import { recall, remember } from '../page/memory';

/**
 * The server's time of its first answer to this browser about the user's requests, in seconds since 1970: what the desk
 * wrote before is not new here.
 *
 * @param now the time of the current answer
 */
export function newSince(user: string, now: number): number {
  const name = `since:${user}`;
  if (now && !recall(name)) remember(name, `${now}`);
  return +(recall(name) ?? now);
}
