/** A frame with at least one of these is drawn; other frames wait for their styles, or are a window that is opening. */
const DRAWN = 'button,textarea';

/**
 * The boxes in the page that contain tawk.to's frames, recognized by tawk.to's z-index. The list is kept, because
 * checking all boxes of a large page would be slow.
 */
let known: Element[] = [];

/** Adds the candidates that are such boxes to the list. */
function know(zIndex: number, candidates: Iterable<Node | null>): void {
  for (const box of new Set(candidates)) {
    if ((box as Element)?.localName === 'div' && getComputedStyle(box as Element).zIndex === `${zIndex}`) {
      known.push(box as Element);
    }
  }
}

function boxes(zIndex: number): Element[] {
  known = known.filter((box) => box.parentNode === document.body);
  // Such as a box that got its z-index later. Only boxes with frames are checked, and these are few.
  if (!known.length)
    know(
      zIndex,
      [...document.getElementsByTagName('iframe')].map((frame) => frame.closest('body>*')),
    );
  return known;
}

/** tawk.to's frames. */
export function tawkFrames(zIndex: number): HTMLIFrameElement[] {
  return boxes(zIndex).flatMap((box) => [...box.querySelectorAll('iframe')]);
}

/** Whether something is drawn in a frame; true also for a frame that we cannot read. */
function isDrawn({ contentDocument }: HTMLIFrameElement): boolean {
  return !contentDocument || [...contentDocument.querySelectorAll(DRAWN)].some((part) => part.clientWidth);
}

/** The frames that are visible and drawn. */
export function shownFrames(zIndex: number): HTMLIFrameElement[] {
  return tawkFrames(zIndex).filter((frame) => frame.offsetWidth > 1 && isDrawn(frame));
}

/** Calls back when something of tawk.to appears, is drawn, disappears, or comes back, before it is painted. */
export function watchScreen(zIndex: number, changed: () => void, signal: AbortSignal): void {
  const inside = new MutationObserver(look);
  const around = new MutationObserver((records) => {
    const before = known.length;
    know(
      zIndex,
      records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => !known.includes(node as Element)),
    );
    // Other changes in the page do not matter.
    if (
      known.length > before ||
      records.some(({ removedNodes }) => known.some((box) => [...removedNodes].includes(box)))
    )
      look();
  });
  function look(): void {
    inside.disconnect();
    const empty = tawkFrames(zIndex).filter((frame) => !isDrawn(frame));
    for (const node of [...known, ...empty.map(({ contentDocument }) => contentDocument as Node)]) {
      inside.observe(node, { childList: true, subtree: true, attributes: true });
    }
    changed();
  }
  around.observe(document.body, { childList: true });
  look();
  signal.addEventListener('abort', () => {
    inside.disconnect();
    around.disconnect();
  });
}

/**
 * Gives the focus to the message field in tawk.to's window: not while the user types in iTop, and not on a touch
 * screen, whose keyboard would cover the messages.
 *
 * @param host the launcher's host, which may have the focus; waits for the window if nothing has the focus. False: the
 *   window opened by itself, and the focus may be taken only from tawk.to's bubble
 * @returns false if there is no field yet
 */
export function focusWindow(zIndex: number, host: Element | false): boolean {
  const frames = shownFrames(zIndex);
  const field = frames
    .flatMap(({ contentDocument }) => [...(contentDocument?.querySelectorAll('textarea') ?? [])])
    .find((each) => each.clientWidth);
  if (!field) return false;
  const { activeElement } = document;
  const isOurs = host && [host, document.body, null].includes(activeElement);
  if ((isOurs || frames.includes(activeElement as HTMLIFrameElement)) && matchMedia('(hover)').matches) field.focus();
  return true;
}
