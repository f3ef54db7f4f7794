/** How the agents' page looks: the chats, the conversations side by side, and what the sandbox adds. */
export const AGENT_STYLE = `<style>
  :root { --ink: #18231d; --quiet: #526058; --line: #dbe3de; --ground: #f1f4f2; --card: #fff; --accent: #0b7040; --soft: #e4f3ea; }
  * { box-sizing: border-box; }
  body { display: flex; flex-direction: column; min-height: 100vh; margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
  a { color: var(--accent); }
  :focus-visible { outline: 3px solid #1d7fd1; outline-offset: 2px; border-radius: .25rem; }
  h1, h2 { margin: 0; line-height: 1.25; } h1 { flex: 1; font-size: 1.2rem; } aside h2 { font-size: 1rem; }
  .sandbox-bar { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; padding: .35rem 1rem; background: #161b22; color: #c9d3de; font-size: .8rem; }
  .sandbox-bar a { color: #fff; font-weight: 600; text-decoration: none; } .sandbox-bar a:hover { text-decoration: underline; } .sandbox-bar :focus-visible { outline-color: #ffd166; }
  header { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem 1rem; padding: .7rem 1.25rem; background: var(--accent); color: #fff; }
  select, input, button { font: inherit; color: inherit; }
  select, input:not([type=checkbox]) { min-width: 0; padding: .45rem .65rem; border: 1px solid #84938b; border-radius: .45rem; background: var(--card); color: var(--ink); }
  header select { padding: .2rem .5rem; border-color: #fff; }
  button { padding: .45rem .9rem; border: 1px solid var(--accent); border-radius: .45rem; background: var(--card); color: var(--accent); font-weight: 600; cursor: pointer; white-space: nowrap; }
  button:hover:not(:disabled) { background: var(--soft); } button:disabled { border-color: #b6c0ba; color: #67736c; cursor: default; }
  button.main { background: var(--accent); color: #fff; } button.main:hover { background: #095c35; }

  .desk { flex: 1; display: grid; grid-template-columns: 17rem minmax(0, 1fr) 18rem; }
  .list { padding: .75rem; background: var(--card); border-right: 1px solid var(--line); } .list ul { margin: 0; padding: 0; list-style: none; }
  .nobody { margin: .5rem; font-size: .85rem; color: var(--quiet); } .list:has(li) .nobody { display: none; }
  .list a { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .65rem; align-items: center; padding: .55rem .5rem; border-radius: .5rem; color: inherit; text-decoration: none; } .list a:hover { background: var(--ground); }
  .list b, .list small { grid-column: 2; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .list small { color: var(--quiet); }
  .avatar { display: grid; place-items: center; flex: none; width: 2.3rem; height: 2.3rem; border-radius: 50%; background: #d5e6f7; color: #173f6b; font-size: .8rem; font-weight: 700; } .list .avatar { grid-row: span 2; }
  .list .waits { grid-column: 3; grid-row: 1 / span 2; padding: .05rem .45rem; border-radius: 1rem; background: #b92d07; color: #fff; font-size: .7rem; font-weight: 700; }
  main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; align-content: start; padding: 1rem; }
  .none { margin: 4rem auto; max-width: 22rem; text-align: center; color: var(--quiet); } main:has(article) .none { display: none; }
  article { display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: .8rem; background: var(--card); scroll-margin: 1rem; } article:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
  .who { display: grid; grid-template-columns: auto 1fr; gap: 0 .8rem; align-items: center; padding: .9rem 1rem; border-bottom: 1px solid var(--line); } .who .avatar { grid-row: span 2; }
  .who h2 { font-size: 1.05rem; } .who p { margin: 0; font-size: .85rem; color: var(--quiet); } .verified { color: var(--accent); font-weight: 600; }
  .facts { display: flex; flex-wrap: wrap; gap: .3rem; margin: 0; padding: .6rem 1rem; list-style: none; font-size: .78rem; border-bottom: 1px solid var(--line); } .facts:empty { display: none; }
  .facts li { padding: .05rem .55rem; border-radius: 1rem; background: #edf1ee; color: #3c4942; } .facts .event { background: #e4edf8; color: #1d446f; }
  .messages { flex: 1; min-height: 9rem; padding: .8rem 1rem; }
  .visitor, .agent { width: fit-content; max-width: 82%; margin: .4rem 0; padding: .45rem .8rem; border-radius: .9rem .9rem .9rem .2rem; background: #edf1ee; white-space: pre-wrap; }
  .agent { margin-left: auto; border-radius: .9rem .9rem .2rem .9rem; background: #cfeedd; }
  .acts { display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem; padding: .8rem 1rem 1rem; border-top: 1px solid var(--line); } .acts form { display: flex; gap: .5rem; } .acts input { flex: 1; }
  .acts > button { justify-self: start; } .said { margin: 0; font-size: .85rem; color: var(--accent); font-weight: 600; } .said:empty { display: none; }

  aside { display: grid; gap: 1rem; align-content: start; padding: 1rem; background: var(--card); border-left: 1px solid var(--line); }
  aside section { display: grid; gap: .5rem; } aside section + section { padding-top: 1rem; border-top: 1px solid var(--line); }
  .hint { margin: 0; font-size: .82rem; color: var(--quiet); } aside label:not(.check) { display: grid; gap: .15rem; font-size: .85rem; } .check { font-size: .9rem; }
  #webhooks { max-height: 17rem; margin: 0; padding: 0; overflow: auto; list-style: none; font-size: .82rem; } #webhooks:empty::after { content: "None yet"; color: var(--quiet); }
  #webhooks li { padding: .3rem .6rem; margin-bottom: .25rem; border-left: 3px solid #84938b; background: #f4f6f5; } #webhooks .taken { border-color: #1c9a5b; } #webhooks .failed { border-color: #c4320a; background: #fdf0eb; }
  #effect { margin: 0; padding: .5rem .7rem; border-radius: .5rem; background: #fff3d1; color: #4a3500; font-size: .85rem; } #effect:empty { display: none; }
  @media (max-width: 70rem) { .desk { grid-template-columns: 13rem minmax(0, 1fr); } aside { grid-column: 1 / -1; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); border: 0; border-top: 1px solid var(--line); } aside section + section { padding: 0; border: 0; } }
  @media (max-width: 44rem) { .desk { grid-template-columns: minmax(0, 1fr); align-content: start; } .list { border: 0; border-bottom: 1px solid var(--line); padding: .4rem .6rem; } .list:not(:has(li)) { display: none; } .list ul { display: flex; overflow-x: auto; } .list li { flex: 0 0 15.5rem; } main { padding: .7rem; } }
</style>`;
