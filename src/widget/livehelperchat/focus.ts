import { windowOf } from './screen';

/**
 * Keeps the client's window from taking the focus where nobody has asked for it: it does so with each page on which it
 * opens by itself, in each tab, and where the user writes something in iTop meanwhile.
 *
 * @param isAsked whether the user has just opened the window
 */
export function guardFocus(prefix: string, isAsked: () => boolean, host: Element, signal: AbortSignal): void {
  let last: Element | null = null;
  let isByHand = false;
  addEventListener(
    'focusout',
    ({ target }) => {
      last = target as Element;
      // What had the focus some time before is left alone.
      setTimeout(() => {
        last = null;
      });
    },
    { signal },
  );
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
  addEventListener(
    'blur',
    () => {
      const frame = windowOf(prefix);
      if (!frame || document.activeElement !== frame || isByHand || frame.matches(':hover')) return;
      if (isAsked() && [null, host].includes(last)) return;
      const before = last as HTMLElement | null;
      frame.blur();
      before?.focus();
    },
    { signal },
  );
}
