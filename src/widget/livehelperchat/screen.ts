import type { ChatContext } from '../../contract/chat-context';
import { OFFSET_PX } from '../page/style';

/** A window with at least one of these is drawn; before, it is empty or loading. */
const DRAWN = 'textarea,input,button,iframe';
/** The launcher and the gap between it and the window, in pixels. */
const ABOVE_PX = 76;

/**
 * The page's style sheet for the client's window. It puts the window next to the launcher, which is its bubble, and on
 * our z-index; on a phone above the launcher. The client's own styles have no `important` for these properties.
 */
export function frameStyle({ position, offset, zIndex }: ChatContext['launcher'], prefix: string): string {
  const [vertical, horizontal] = position.split('-') as [string, string];
  const other = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };
  const opposite = (side: string): string => other[side as keyof typeof other];
  const from = offset + ABOVE_PX;
  return `#${prefix}_widget_v2{z-index:${zIndex}!important}#${prefix}_widget_v2.lhc-mobile{z-index:${zIndex + 2}!important}#${prefix}_widget_v2.lhc-desktop{${vertical}:${from}px!important;${opposite(vertical)}:auto!important;${horizontal}:${OFFSET_PX}px!important;${opposite(horizontal)}:auto!important;min-height:0!important;min-width:0!important;max-height:calc(100vh - ${from + OFFSET_PX}px)!important;max-width:calc(100vw - ${2 * OFFSET_PX}px)!important;border-radius:10px!important;box-shadow:0 8px 40px #0000004d!important}`;
}

/** The frame of the client's window; null while there is none. */
export function windowOf(prefix: string): HTMLIFrameElement | null {
  return document.getElementById(`${prefix}_widget_v2`) as HTMLIFrameElement | null;
}

/** Whether the frame is visible and drawn. */
export function isShown(frame: HTMLIFrameElement | null): boolean {
  return (
    !!frame &&
    frame.offsetWidth > 1 &&
    [...(frame.contentDocument?.querySelectorAll<HTMLElement>(DRAWN) ?? [])].some((part) => part.clientWidth)
  );
}

/** Calls back when the window appears, is drawn, disappears, or comes back, before it is painted. */
export function watchWindow(prefix: string, changed: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(look);
  function look(): void {
    observer.disconnect();
    observer.observe(document.body, { childList: true });
    const frame = windowOf(prefix);
    if (frame) {
      observer.observe(frame, { attributes: true });
      // In a window that is drawn, changes do not matter.
      if (!isShown(frame))
        observer.observe(frame.contentDocument as Node, { childList: true, subtree: true, attributes: true });
    }
    changed();
  }
  look();
  signal.addEventListener('abort', () => observer.disconnect());
}
