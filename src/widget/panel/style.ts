import type { ChatContext } from '../../contract/chat-context';

/** Of the panel, for the launcher's shadow root. What stands at the sides is on the other one where text goes from right to left. */
export function panelStyle({ launcher: { color, position } }: ChatContext): string {
  const [vertical, horizontal] = position.split('-');
  const { fontFamily } = getComputedStyle(document.body);
  return `[part=panel]{--line:#0000001f;--soft:#0000000d;--quiet:#5c6370;--ink:#1f2328;--ground:#fff;box-sizing:border-box;position:absolute;${vertical}:76px;${horizontal}:0;display:flex;flex-direction:column;width:360px;max-width:calc(100vw - 40px);max-height:calc(100vh - 116px);max-height:calc(100dvh - 116px);border:1px solid var(--line);border-radius:12px;color:var(--ink);background:var(--ground);box-shadow:0 8px 40px #0000003d;overflow:hidden;font:15px/1.4 ${fontFamily};text-align:start;outline:0}\
[part=panel] *{box-sizing:border-box;font:inherit}\
[part=panel] [hidden]{display:none}\
[part=head]{display:flex;align-items:center;gap:8px;padding:8px;padding-inline:16px 8px;border-bottom:1px solid var(--line)}\
[part=panel] h2{flex:1;margin:0;font-size:17px;font-weight:600}\
[part=panel] h3{margin:18px 0 4px;font-size:13px;font-weight:600;color:var(--quiet)}\
[part=body]{padding:16px;overflow-y:auto;overflow-wrap:anywhere;overscroll-behavior:contain}\
[part=panel] button,[part=panel] .button{display:block;width:100%;height:auto;min-height:44px;margin:0 0 8px;padding:10px 14px;border:1px solid var(--line);border-radius:8px;color:var(--ink);background:var(--ground);box-shadow:none;text-align:start;text-decoration:none;cursor:pointer}\
[part=panel] button:hover,[part=panel] .button:hover,[part=panel] li:hover{filter:none;background:var(--soft)}\
[part=panel] .primary,[part=panel] .primary:hover{border-color:#0000;color:#fff;color:oklch(from ${color} round(1.15 - l) 0 0);background:${color};font-weight:600}\
[part=panel] .primary:hover{filter:brightness(1.08)}\
[part=panel] .small{width:44px;min-width:44px;height:44px;margin:0;padding:11px;border-color:#0000;background:0 0}\
[part=panel] svg{display:block;width:20px;height:20px}\
[part=panel] small{display:block;font-size:13px;font-weight:400;color:var(--quiet)}\
[part=panel] .primary small{color:inherit}\
[part=panel] ul{margin:0;padding:0;list-style:none}\
[part=panel] li{display:flex;align-items:center;border-bottom:1px solid var(--line)}\
[part=panel] li:last-child{border:0}\
[part=panel] li a{flex:1;padding:9px 4px;color:inherit;text-decoration:none}\
[part=panel] li b,[part=panel] button small{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}\
[part=panel] li b{font-weight:500}\
[part=panel] li a:hover b{text-decoration:underline}\
[part=panel] .all{display:inline-block;padding:6px 4px;color:inherit}\
[part=panel] li small{display:flex;flex-wrap:wrap;gap:2px 8px}\
[part=panel] mark{padding:0 7px;border-radius:9px;font-size:12px;font-weight:600;color:#fff;background:#c4320a}\
[part=panel] input{width:100%;height:44px;margin:0 0 8px;padding:0 14px;border:1px solid #8b8f98;border-radius:8px;color:inherit;background:var(--ground)}\
[part=panel] :focus-visible{outline:2px solid var(--ink);outline-offset:1px;box-shadow:none}\
[part=closed]{margin:0 0 12px;padding:12px 14px;border-radius:8px;background:var(--soft)}\
[part=closed] b{font-weight:600}\
[part=panel] .quiet{margin:12px 0 0;padding:10px 4px 0;border:0;border-top:1px solid var(--line);border-radius:0;font-size:13px;color:var(--quiet);background:0 0;text-decoration:underline}\
[part=panel] p{margin:0 0 8px;color:var(--quiet)}\
[part=desk]:before{content:"";display:inline-block;box-sizing:border-box;width:9px;height:9px;margin-inline-end:6px;border:2px solid;border-radius:50%}\
[part=desk].there:before{background:currentColor}\
[part=panel] :not(.primary)>.there:before{color:#2da44e}\
@media(prefers-color-scheme:dark){[part=panel]{--line:#ffffff2e;--soft:#ffffff14;--quiet:#a9b1bd;--ink:#eceef1;--ground:#22262b}}\
@media(forced-colors:active){[part=panel] .primary{border-color:ButtonText}}\
@media(prefers-reduced-motion:no-preference){[part=panel]{animation:i .14s ease-out}@keyframes i{from{opacity:0;translate:0 8px}}}`;
}
