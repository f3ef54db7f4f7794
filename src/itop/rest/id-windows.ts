import type { ItopObject } from './object';

/** iTop's ids are MySQL's INT, above zero. */
const LAST_ID = 2 ** 31 - 1;

/** The ids above `after`, up to `upTo`, which is included. */
export interface IdWindow {
  after: number;
  upTo: number;
}

/**
 * All that is to be found, some at a time and each once, the lowest ids first: whatever becomes of it meanwhile, and in
 * whatever order iTop gives it. (REST takes no order, and its pages shift with what leaves the result.) A window with too
 * much in it is halved, and the next one may be twice as wide.
 * @param find gives what is in a window, at most `most`
 */
export async function* inWindows(
  find: (ids: IdWindow) => Promise<ItopObject[]>,
  most: number,
): AsyncGenerator<{ ids: IdWindow; found: ItopObject[] }> {
  let width = LAST_ID;
  for (let after = 0; after < LAST_ID; ) {
    const ids = { after, upTo: Math.min(after + width, LAST_ID) };
    const found = await find(ids);
    if (found.length >= most && width > 1) {
      width = Math.floor(width / 2);
    } else {
      yield { ids, found };
      after = ids.upTo;
      width = Math.min(2 * width, LAST_ID);
    }
  }
}
