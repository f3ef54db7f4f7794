/**
 * Tells whether a page around this one has the chat already, as where iTop shows one of its pages in a frame of another.
 * Pages of other origins do not count: the portal may well be part of somebody's intranet.
 */
export function isInsideChatPage(): boolean {
  try {
    for (let page: Window = window; page !== page.parent; ) {
      page = page.parent;
      if (page.itopTawk) return true;
    }
  } catch {
    // A page of another origin.
  }
  return false;
}
