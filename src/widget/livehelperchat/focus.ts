import { windowOf } from './screen';

/**
 * Keeps the client's window from taking the focus where nobody has asked for it: it does so with each page on which it
 * opens by itself, in each tab, and where the user writes something in iTop meanwhile.
 *
 * @param isAsked whether the user has opened the window on this page
 * @returns looks whether it has the focus; to be called again and again
 */
export function guardFocus(prefix: string, isAsked: () => boolean, host: Element, signal: AbortSignal): () => void {
  /** Lost the focus, and nothing in iTop's page has it since. */
  let last: Element | null = null;
  let isByHand = false;
  /** It has the focus, and may. */
  let isGranted = false;
  const look = (): void => {
    const frame = windowOf(prefix);
    if (!frame || document.activeElement !== frame) {
      isGranted = false;
      return;
    }
    isGranted ||= isByHand || frame.matches(':hover') || (isAsked() && [null, host].includes(last));
    if (isGranted) return;
    const before = last as HTMLElement | null;
    // Not in the middle of the browser's doing: it would still give the frame the keys.
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
  // Elsewhere in iTop: what had the focus before is left.
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
