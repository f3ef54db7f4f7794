/** What is drawn has at least one of these; an empty frame is a bubble or a window that still waits for its styles. */
const DRAWN = 'button,textarea,input,a,svg';

/** tawk.to's frames: those in boxes of the page that lie at the level which tawk.to was told. */
export function tawkFrames(zIndex: number): HTMLIFrameElement[] {
  return [...document.querySelectorAll<HTMLIFrameElement>('body>div>iframe')].filter(
    (frame) => getComputedStyle(boxOf(frame)).zIndex === `${zIndex}`,
  );
}

export function boxOf(frame: HTMLIFrameElement): Element {
  return frame.parentElement as Element;
}

/** Whether something is drawn in a frame; so it is taken where we cannot look into it. */
export function isDrawn({ contentDocument }: HTMLIFrameElement): boolean {
  return !contentDocument || !!contentDocument.querySelector(DRAWN);
}

/** Calls back when something of tawk.to appears, is drawn, goes, or comes again, before it is painted. */
export function watchScreen(zIndex: number, changed: () => void): void {
  const observer = new MutationObserver(look);
  const all = { childList: true, subtree: true };
  function look(): void {
    observer.disconnect();
    observer.observe(document.body, { childList: true });
    for (const frame of tawkFrames(zIndex)) {
      observer.observe(boxOf(frame), { ...all, attributes: true });
      if (!isDrawn(frame)) observer.observe(frame.contentDocument as Node, all);
    }
    changed();
  }
  look();
}
