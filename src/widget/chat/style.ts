import type { ChatContext } from '../../contract/chat-context';
import { coloursFor } from './colours';

/**
 * When a box is a sheet as wide as the window: on phones, and if the window is too low for a box above the launcher.
 */
export const SHEET = '(max-width:480px),(max-height:480px)';

/**
 * The styles that the launcher needs after the first click, and those of the boxes: colours, lines, radii, type and
 * movement of everything that we draw. Styles that only the panel needs are in panel/style.ts.
 *
 * @param launcher its button, whose background is the operator's colour
 */
export function chatStyle({ launcher: { position } }: ChatContext, launcher: Element): string {
  const [vertical, horizontal] = position.split('-');
  const { fontFamily } = getComputedStyle(document.body);
  /** A mixture of the text colour with the background. */
  const shade = (percent: number): string => `color-mix(in srgb,var(--ink) ${percent}%,var(--ground))`;
  return `:host{${coloursFor(getComputedStyle(launcher).backgroundColor)}--quiet:${shade(80)};--edge:${shade(60)};--line:${shade(15)};--soft:${shade(6)}}\
section,section *{box-sizing:border-box}\
[hidden],button[hidden]~span{display:none}\
[aria-busy]{border-color:var(--bubble);color:var(--on)}\
[aria-busy]:hover{filter:brightness(1.1)}\
[aria-busy]:active{filter:brightness(.9)}\
:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #000}\
[aria-busy=true]:after{content:"";position:absolute;inset:3px;border:3px solid;border-left-color:#0000;border-radius:50%}\
section{position:absolute;${vertical}:76px;${horizontal}:0;border:1px solid var(--line);border-radius:10px;color:var(--ink);background:var(--ground);box-shadow:0 8px 40px #0000004d;text-align:start;overflow-wrap:anywhere}\
section{font:15px/1.4 ${fontFamily};display:flex;flex-direction:column;width:360px;max-width:calc(100vw - 40px);max-height:calc(100vh - 116px);max-height:calc(100dvh - 116px);overflow:hidden;outline:0}\
section *{margin:0;font:inherit}\
.head{display:flex;align-items:center;flex-shrink:0;gap:8px;padding:6px;padding-inline-start:16px;border-bottom:1px solid var(--line)}\
h2{flex:1;font-size:17px;font-weight:600;line-height:1.25}\
.body{padding:16px;overflow-y:auto;overscroll-behavior:contain}\
a{color:inherit}\
.choices{display:flex;flex-wrap:wrap;gap:8px}\
#said{margin-bottom:16px}\
section button,.button{width:auto;height:auto;padding:10px 14px;min-height:44px;border:1px solid var(--edge);border-radius:6px;box-shadow:none;color:inherit;background:0 0;text-align:start;text-decoration:none;cursor:pointer}\
section button:hover,.button:hover{background:var(--soft)}\
section .primary,section .primary:hover{border-color:var(--rim);color:var(--on);background:var(--color);font-weight:600}\
section .choices>*{flex:1 0 auto;text-align:center}\
.primary:hover{box-shadow:inset 0 0 0 2px}\
section .small{flex-shrink:0;width:44px;height:44px;padding:11px;border-color:#0000}\
.shut{position:relative}\
.shut:before,.shut:after{content:"";position:absolute;inset:20px 12px auto;border-top:2px solid;rotate:45deg}\
.shut:after{rotate:-45deg}\
section:focus-visible{outline:0;box-shadow:0 8px 40px #0000004d}\
section :focus-visible{outline:2px solid;outline-offset:1px;box-shadow:none}\
.body:focus-visible{outline-offset:-2px}\
@media${SHEET}{section{position:fixed;inset:auto 0 var(--below,0);width:auto;max-width:none;max-height:var(--height,100dvh);border-radius:10px 10px 0 0}}\
@media(max-height:300px){h2{font-size:15px}.head{padding-block:0}.body{padding-block:8px}}\
@media(forced-colors:active){section .primary{border-color:ButtonText}}\
@media(prefers-reduced-motion:no-preference){[aria-busy=true]:after{animation:s 1s linear infinite}section{animation:i .14s ease-out}}\
@keyframes s{to{rotate:1turn}}@keyframes i{from{opacity:0;translate:0 8px}}`;
}
