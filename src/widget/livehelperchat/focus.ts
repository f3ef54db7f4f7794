import { isShown, windowOf } from './screen';

/**
 * The client takes the focus by itself only this soon after the window appears. A script that moves the focus there
 * later does so for a person, such as a screen reader. Milliseconds.
 */
const TAKES_FOCUS_FOR_MS = 3_000;

/**
 * Keeps the client's window from taking the focus if the user did not open it. The client takes the focus on each page
 * where its window opens by itself, in each tab, even while the user types in iTop.
 *
 * @param isAsked whether the user has opened the window on this page
 * @returns a check of whether the window has the focus; call it again and again
 */
export function guardFocus(prefix: string, isAsked: () => boolean, host: Element, signal: AbortSignal): () => void {
  /** The element that lost the focus, if nothing else in iTop's page has had it since. */
  let last: Element | null = null;
  let isByHand = false;
  /** The window has the focus and may keep it. */
  let isGranted = false;
  /** When the window appeared, in milliseconds since the page began; undefined while it is not shown. */
  let shownAt: number | undefined;
  const look = (): void => {
    const frame = windowOf(prefix);
    const now = performance.now();
    shownAt = isShown(frame) ? (shownAt ?? now) : undefined;
    if (!frame || document.activeElement !== frame) {
      isGranted = false;
      return;
    }
    isGranted ||=
      isByHand ||
      now - (shownAt ?? now) > TAKES_FOCUS_FOR_MS ||
      frame.matches(':hover') ||
      (isAsked() && [null, host].includes(last));
    if (isGranted) return;
    const before = last as HTMLElement | null;
    // Not now: while the browser is still moving the focus, it would go on to send the keys to the frame.
    setTimeout(() => {
      if (document.activeElement !== frame) return;
      frame.blur();
      focus();
      before?.focus();
    });
  };
  addEventListener(
    'focusout',
    ({ target }) => {
      last = target as Element;
      setTimeout(look);
    },
    { signal },
  );
  // The user went to another place in iTop: the element that had the focus before no longer counts.
  for (const type of ['focusin', 'pointerup']) {
    addEventListener(
      type,
      ({ target }) => {
        if (target === windowOf(prefix)) return;
        last = null;
        isGranted = false;
      },
      { capture: true, signal },
    );
  }
  addEventListener(
    'keydown',
    ({ key }) => {
      isByHand = key === 'Tab';
      setTimeout(() => {
        isByHand = false;
      });
    },
    { capture: true, signal },
  );
  addEventListener('blur', look, { signal });
  return look;
}
