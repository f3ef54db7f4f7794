/** Styles of the panel only, for the launcher's shadow root; boxes, buttons, type and colours are in chat/style.ts. */
export const PANEL_STYLE = `\
.stack>*{display:block;width:100%;margin:0 0 8px}\
.body>.stack:last-child>:last-child{margin:0}\
section svg{display:block;width:20px;height:20px}\
h3{margin:16px 4px 4px;font-size:13px;font-weight:600;color:var(--quiet)}\
section small{display:block;font-size:13px;font-weight:400;color:var(--quiet)}\
.primary small{color:inherit}\
ul{padding:0;list-style:none}\
li{display:flex;align-items:center;border-bottom:1px solid var(--line)}\
li:last-child{border:0}\
li:hover{background:var(--soft)}\
li a{flex:1;padding:9px 4px;text-decoration:none}\
li b,button small{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}\
li b,.closed b{font-weight:600}\
li a:hover b{text-decoration:underline}\
.all{display:inline-block;padding:10px 4px}\
li small{display:flex;flex-wrap:wrap;gap:2px 8px}\
mark{padding:0 7px;border:1px solid var(--rim);border-radius:9px;font-size:12px;font-weight:600;color:var(--on);background:var(--color)}\
input{width:100%;height:44px;margin:0 0 8px;padding:0 14px;border:1px solid var(--edge);border-radius:6px;color:inherit;background:0 0}\
input::placeholder{color:var(--quiet);opacity:1}\
.closed{margin:0 0 12px;padding:12px 14px;border-radius:6px;background:var(--soft)}\
section .quiet{width:100%;margin:12px 0 0;padding:10px 4px 0;border-width:1px 0 0;border-color:var(--line);border-radius:0;font-size:13px;color:var(--quiet);background:0 0;text-decoration:underline}\
[role=status] p{margin:0 4px 8px;color:var(--quiet)}\
.desk:before{content:"";display:inline-block;width:9px;height:9px;margin-inline-end:6px;border:2px solid;border-radius:50%}\
.there:before{background:currentColor}\
:not(.primary)>.there:before{color:#2da44e}`;
