import type { ChatContext } from '../../contract/chat-context';
import { OFFSET_PX } from '../page/style';

/** What is drawn shows at least one of these; before that the window is empty, or waits. */
const DRAWN = 'textarea,input,button,iframe';
/** Pixels of the launcher, and what is between it and the window. */
const ABOVE_PX = 76;

/**
 * Style sheet of the page for the client's window: beside the launcher, which is its bubble, at our level, and on a phone
 * above all of it. Its own styles have no `important` for these.
 */
export function frameStyle({ position, offset, zIndex }: ChatContext['launcher'], prefix: string): string {
  const [vertical, horizontal] = position.split('-') as [string, string];
  const other = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };
  const opposite = (side: string): string => other[side as keyof typeof other];
  const from = offset + ABOVE_PX;
  return `#${prefix}_widget_v2{z-index:${zIndex}!important}#${prefix}_widget_v2.lhc-mobile{z-index:${zIndex + 2}!important}#${prefix}_widget_v2.lhc-desktop{${vertical}:${from}px!important;${opposite(vertical)}:auto!important;${horizontal}:${OFFSET_PX}px!important;${opposite(horizontal)}:auto!important;min-height:0!important;min-width:0!important;max-height:calc(100vh - ${from + OFFSET_PX}px)!important;max-width:calc(100vw - ${2 * OFFSET_PX}px)!important;border-radius:10px!important;box-shadow:0 8px 40px #0000004d!important}`;
}

/** The frame of its window, as long as it has one. */
export function windowOf(prefix: string): HTMLIFrameElement | null {
  return document.getElementById(`${prefix}_widget_v2`) as HTMLIFrameElement | null;
}

/** Whether it can be seen, and something is drawn in it. */
export function isShown(frame: HTMLIFrameElement | null): boolean {
  return (
    !!frame &&
    frame.offsetWidth > 1 &&
    [...(frame.contentDocument?.querySelectorAll<HTMLElement>(DRAWN) ?? [])].some((part) => part.clientWidth)
  );
}

/** Calls back when something of the window appears, is drawn, goes, or comes again, before it is painted. */
export function watchWindow(prefix: string, changed: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(look);
  function look(): void {
    observer.disconnect();
    observer.observe(document.body, { childList: true });
    const frame = windowOf(prefix);
    if (frame) {
      observer.observe(frame, { attributes: true });
      // What somebody reads and writes in the window that is drawn is no concern of ours.
      if (!isShown(frame))
        observer.observe(frame.contentDocument as Node, { childList: true, subtree: true, attributes: true });
    }
    changed();
  }
  look();
  signal.addEventListener('abort', () => observer.disconnect());
}
