import type { ItopObject } from './object';

/** iTop's ids are positive values of MySQL's INT. */
const LAST_ID = 2 ** 31 - 1;

/** The ids above `after`, up to and including `upTo`. */
export interface IdWindow {
  after: number;
  upTo: number;
}

/**
 * Finds all objects in steps, each object once, the lowest ids first, whatever changes meanwhile and in whatever order
 * iTop returns them. (The REST API has no order, and its pages shift when objects leave the result.) A window that
 * contains too many objects is halved, and the next one may be twice as wide.
 * @param find returns the objects in a window, at most `most`
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
