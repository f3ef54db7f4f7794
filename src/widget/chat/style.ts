import type { ChatContext } from '../../contract/chat-context';

/**
 * What the launcher needs beyond the first click, and the panel next to it, for the launcher's shadow root.
 *
 * The panel's buttons lie in the page, with the classes of iTop's own: whatever its version and theme draws, they are.
 * What is said of them here serves where the page says nothing.
 */
export function chatStyle({ launcher: { color, position } }: ChatContext): string {
  const [vertical, horizontal] = position.split('-');
  const { fontFamily } = getComputedStyle(document.body);
  return `[hidden],button[hidden]~span,[aria-busy=true] *{display:none}\
button:hover{filter:brightness(1.1)}\
button:active{filter:brightness(.9)}\
:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #000}\
[aria-busy=true]:before{content:"\\2715"/""}\
[aria-busy=true]:after{content:"";position:absolute;inset:12px;border:3px solid;border-left-color:#0000;border-radius:50%}\
@media(prefers-reduced-motion:no-preference){:after{animation:s 1s linear infinite}}\
@keyframes s{to{rotate:1turn}}\
section{position:absolute;${vertical}:76px;${horizontal}:0;width:290px;max-width:72vw;padding:16px;border:1px solid #0003;border-radius:4px;color:#333;background:#fff;box-shadow:0 4px 24px #0004;font-family:${fontFamily};overflow-wrap:anywhere}\
h2{margin:0;font-size:17px}\
a{color:inherit}\
slot{display:flex;flex-wrap:wrap;gap:8px}\
::slotted(*){margin:0!important;padding:8px 12px;border:1px solid;border-radius:4px;font:inherit}\
::slotted(.btn-primary){color:#fff;background:${color}}\
@media(prefers-color-scheme:dark){section{color:#eee;background:#26292e}}`;
}
