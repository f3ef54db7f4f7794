import type { LauncherLook } from '../context';

/** Pixels between the edges of the window and the launcher, or tawk.to's bubble in its place. */
export const OFFSET = 20;

/**
 * Style sheet of the launcher, for its shadow root: nothing of the page's reaches in.
 *
 * The icon is white on dark colours and black on light ones (from a lightness of 0.65: a contrast of 3 at least), white
 * where the browser does not know relative colours. Transparent borders are what high-contrast modes show.
 */
export function launcherStyle({ color, position, zIndex }: LauncherLook): string {
  const [vertical, horizontal] = position.split('-');
  return `:host{all:initial;position:fixed;${vertical}:${OFFSET}px;${horizontal}:${OFFSET}px;z-index:${zIndex};font:15px/1.4 sans-serif}
[hidden]{display:none}
@media print{:host{display:none}}
button,div,span{font:inherit;color:#222;background:#fff;padding:6px 14px;border:2px solid #777;border-radius:6px}
div,span{position:absolute;${vertical}:72px;${horizontal}:0;width:min(266px,100vw - 74px)}
span:empty{opacity:0}
p{margin:8px 4px;overflow-wrap:anywhere}
p~*{margin:4px}
.l{width:60px;height:60px;padding:11px;border-color:transparent;border-radius:50%;background:${color};color:#fff;color:oklch(from ${color} round(1.15 - l) 0 0);cursor:pointer;box-shadow:0 2px 6px #777}`;
}
