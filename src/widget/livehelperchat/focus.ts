import { isShown, windowOf } from './screen';

/**
 * Milliseconds after the window has appeared in which the client may take the focus by itself. Later a script that gives
 * it the focus does so for a person, such as a screen reader's.
 */
const TAKES_FOCUS_FOR_MS = 3_000;

/**
 * Keeps the client's window from taking the focus if nobody has asked for it. The client does that on each page on which
 * it opens by itself, in each tab, and while the user writes something in iTop.
 *
 * @param isAsked whether the user has opened the window on this page
 * @returns checks whether the window has the focus; to be called again and again
 */
export function guardFocus(prefix: string, isAsked: () => boolean, host: Element, signal: AbortSignal): () => void {
  /** The element that lost the focus, if nothing else in iTop's page has had it since. */
  let last: Element | null = null;
  let isByHand = false;
  /** It has the focus, and may have it. */
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
    // Later, because the browser is still moving the focus: it would send the keys to the frame all the same.
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
  // The user went elsewhere in iTop: the element that had the focus before no longer counts.
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
