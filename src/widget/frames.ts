/**
 * Tells whether a page around this one has the chat already, as where iTop shows one of its pages in a frame of another.
 * Pages of other origins do not count: the portal may well be part of somebody's intranet.
 */
export function isInsideChatPage(page: Window): boolean {
  let inner = page;
  while (inner.parent !== inner) {
    inner = inner.parent;
    try {
      if (inner.itopTawk) return true;
    } catch {
      return false;
    }
  }
  return false;
}
