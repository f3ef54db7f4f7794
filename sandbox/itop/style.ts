/** How the stand-in of iTop looks: colours, type and parts of its pages. The classes of iTop's own are in portal.ts. */
export const STYLE = `<style>
  :root { --ink: #1c2733; --quiet: #536071; --line: #dbe1e8; --ground: #f3f5f8; --card: #fff; --accent: #1d5b9f; --soft: #e8f0f9; }
  * { box-sizing: border-box; }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
  a { color: var(--accent); text-underline-offset: .15em; }
  :focus-visible { outline: 3px solid #3b82d6; outline-offset: 2px; border-radius: .2rem; }
  h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
  main { max-width: 64rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; overflow-wrap: anywhere; }
  main h2 { margin: 0 0 1rem; font-size: 1.5rem; }
  main h3 { margin: 0 0 .75rem; font-size: 1.05rem; }
  main iframe { width: 100%; height: 24rem; border: 1px solid var(--line); }
  main select { max-width: 100%; padding: .45rem .6rem; border: 1px solid #8794a5; border-radius: .4rem; background: var(--card); }
  main :is(select, button), .sandbox-bar select { font: inherit; color: inherit; }
  main button { padding: .5rem .9rem; border: 1px solid #8794a5; border-radius: .45rem; background: var(--card); cursor: pointer; }
  main button:hover { border-color: var(--accent); color: var(--accent); }
  small { color: var(--quiet); font-size: .85rem; }

  .sandbox-bar { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem 1.1rem; padding: .3rem 1rem; background: #161b22; color: #c9d3de; font-size: .8rem; }
  .sandbox-bar select { width: 11rem; }
  .sandbox-bar a { color: #fff; } .sandbox-bar b { color: #fff; }
  .sandbox-bar :focus-visible { outline-color: #ffd166; }
  .sandbox-bar .home { font-weight: 600; text-decoration: none; } .sandbox-bar .home:hover { text-decoration: underline; }
  .sandbox-bar .versions a, .sandbox-bar .versions b { display: inline-block; padding: .1rem .3rem; text-decoration: none; color: #c9d3de; }
  .sandbox-bar .versions b { border-radius: .3rem; background: #364250; color: #fff; } .sandbox-bar .versions a:hover { text-decoration: underline; }
  .sandbox-bar .switch { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .6rem; }
  .sandbox-bar select { padding: .1rem .3rem; border: 1px solid #6b7888; border-radius: .3rem; background: #262e38; color: #fff; }
  .sandbox-bar .ails select { background: #ffd166; border-color: #ffd166; color: #161b22; }
  .sandbox-bar summary { list-style: none; cursor: pointer; text-decoration: underline; text-underline-offset: .15em; }
  .sandbox-bar details { position: relative; }
  .sandbox-bar details > div { position: absolute; z-index: 60; right: 0; width: min(32rem, calc(100vw - 2rem)); margin-top: .5rem; padding: 1rem 1.2rem; border-radius: .6rem; background: var(--card); color: var(--ink); font-size: .875rem; box-shadow: 0 10px 40px #0005; }
  .sandbox-bar details p { margin: 0 0 .6rem; } .sandbox-bar details ul { margin: 0; padding: 0; list-style: none; }
  .sandbox-bar details li { padding: .35rem 0; border-top: 1px solid var(--line); } .sandbox-bar details b { color: inherit; }
  @media (max-width: 40rem) { .sandbox-bar .versions { display: none; } .sandbox-bar { justify-content: space-between; } .sandbox-bar .switch { flex: 1 0 100%; justify-content: space-between; margin: 0; } .sandbox-bar select { max-width: 7.2rem; } }
  .sandbox-note { margin: 0; padding: .45rem 1rem; background: #fff3d1; color: #4a3500; font-size: .875rem; overflow-wrap: anywhere; }

  .rows { margin: 0; padding: 0; list-style: none; }
  .rows > li { display: flex; align-items: center; gap: .75rem; padding: .65rem .25rem; border-top: 1px solid var(--line); }
  .rows > li:first-child { border-top: 0; }
  .rows > li > a { flex: 1; text-decoration: none; } .rows > li > a:hover { text-decoration: underline; }
  .state { order: 1; flex: none; padding: .1rem .6rem; border-radius: 1rem; background: #e6eaef; color: #3d4957; font-size: .78rem; font-weight: 600; }
  .state.new, .state.missed { background: #fde8d0; color: #7c3a00; } .state.assigned, .state.ongoing { background: #dcebfb; color: #134a84; }
  .state.pending { background: #fff3c8; color: #5d4600; } .state.resolved, .state.answered { background: #d9f2e0; color: #0d552c; }
  .none { margin: 0; color: var(--quiet); }

  .card, .object-details, .ibo-object-details, .tiles > li { padding: 1.25rem; border: 1px solid var(--line); border-radius: .7rem; background: var(--card); box-shadow: 0 1px 2px #1c273308; }
  .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
  .more { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .9rem; }
  .more h3 { margin: 0 0 .35rem; font-size: .9rem; color: var(--quiet); font-weight: 600; }
  .more ul { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: 0; padding: 0; list-style: none; }

  .object-details h2, .ibo-object-details h2 { margin: 0; font-size: .9rem; font-weight: 600; color: var(--quiet); }
  .object-details h2 + h3, .ibo-object-details h2 + h3, .chat-title { margin: .1rem 0 1rem; font-size: 1.45rem; text-wrap: pretty; }
  .object-details blockquote, .ibo-object-details blockquote { margin: 1rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); }
  .object-details button, .ibo-object-details button { margin-bottom: 1rem; }
  .columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(16rem, 2fr); gap: 0 2.5rem; align-items: start; } .columns > .log, .columns > div > .log:first-child { margin-top: .5rem; }
  @media (max-width: 56rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem; margin: 0; }
  dt { color: var(--quiet); } dd { margin: 0; }
  .log { margin-top: 1.5rem; } .log h3 { color: var(--quiet); font-size: .8rem; letter-spacing: .04em; text-transform: uppercase; }
  .log ol, .log ul { margin: 0; padding: 0; list-style: none; }
  .log ol > li { margin: 0 0 .75rem; padding: .75rem 1rem; border-left: 3px solid #9db9d9; border-radius: 0 .5rem .5rem 0; background: #f5f8fb; }
  .log ol p { margin: .2rem 0 0; }

  .dialog { position: fixed; z-index: 100; inset: 30% 40% auto 10%; padding: 2rem; background: #fff; border: 1px solid #667; }
  .log-in { max-width: 32rem; margin: 2rem auto; } .log-in h1 { margin: 0 0 .25rem; font-size: 1.5rem; }
  .log-in button { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .5rem; width: 100%; margin: .6rem 0; padding: .7rem 1rem; text-align: start; }
  .log-in small { flex-basis: 100%; } .log-in summary { margin-top: 1.2rem; cursor: pointer; color: var(--quiet); }
</style>`;
