/** What is drawn has at least one of these; an empty frame is a bubble or a window that still waits for its styles. */
const DRAWN = 'button,textarea,input,a,svg';

/** tawk.to's boxes in the page: those with frames, at the level that it was told. */
export function tawkBoxes(zIndex: number): Element[] {
  return [...document.querySelectorAll('body>div')].filter(
    (box) => box.querySelector('iframe') && getComputedStyle(box).zIndex === `${zIndex}`,
  );
}

/** Its frames that can be seen and have something drawn in them. */
export function drawnFrames(zIndex: number): HTMLIFrameElement[] {
  return framesOf(tawkBoxes(zIndex)).filter((frame) => frame.offsetWidth > 1 && isDrawn(frame));
}

/** Calls back when something of tawk.to appears, is drawn, goes, or comes again, before it is painted. */
export function watchScreen(zIndex: number, changed: () => void): void {
  const observer = new MutationObserver(look);
  const all = { childList: true, subtree: true };
  function look(): void {
    observer.disconnect();
    observer.observe(document.body, { childList: true });
    const boxes = tawkBoxes(zIndex);
    for (const box of boxes) observer.observe(box, { ...all, attributes: true });
    for (const frame of framesOf(boxes)) if (!isDrawn(frame)) observer.observe(frame.contentDocument as Node, all);
    changed();
  }
  look();
}

function framesOf(boxes: readonly Element[]): HTMLIFrameElement[] {
  return boxes.flatMap((box) => [...box.querySelectorAll('iframe')]);
}

/** A frame into which we cannot look is taken for drawn. */
function isDrawn({ contentDocument }: HTMLIFrameElement): boolean {
  return !contentDocument || !!contentDocument.querySelector(DRAWN);
}
