import type { LauncherLook } from '../../contract/chat-context';

/** Pixels between the sides of the window and the launcher, or tawk.to's bubble in its place. */
export const OFFSET_PX = 20;

/**
 * The launcher's style sheet, for its shadow root: the page's styles do not apply there. Styles for what comes after
 * the first click come with the chat (chat/style.ts).
 *
 * The icon is white on dark colours and black on light ones (from a lightness of 0.65: a contrast of at least 3), and
 * white if the browser does not support relative colours. High-contrast modes show the transparent borders. The z-index
 * is one above tawk.to's frames, because an empty frame would take the clicks.
 */
export function launcherStyle(
  { color, position, offset, zIndex }: LauncherLook,
  [vertical, horizontal] = position.split('-'),
): string {
  return `:host{all:initial;position:fixed;${vertical}:max(${offset}px,env(safe-area-inset-${vertical}));${horizontal}:max(${OFFSET_PX}px,env(safe-area-inset-${horizontal}));z-index:${zIndex + 1};font:15px sans-serif}:host([hidden]){display:none}@media print{:host{display:none}}button{display:block;width:60px;height:60px;padding:13px;border:2px solid #0000;border-radius:50%;background:${color};color:#fff;color:oklch(from ${color} round(1.15 - l) 0 0);cursor:pointer;box-shadow:0 2px 9px #0006}span:not(:empty){position:absolute;${vertical}:68px;${horizontal}:0;width:max-content;max-width:240px;padding:9px;border-radius:4px;color:#fff;background:#333}`;
}
