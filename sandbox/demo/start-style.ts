/** How the start page looks. */
export const START_STYLE = `<style>
  :root { --ink: #14211b; --quiet: #4d5b54; --line: #d9e2dc; --ground: #f6f8f5; --card: #fff; --accent: #0b6b45; --soft: #e3f2e9; }
  * { box-sizing: border-box; }
  body { margin: 0; font: 17px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
  a { color: var(--accent); text-underline-offset: .15em; }
  :focus-visible { outline: 3px solid #1d7fd1; outline-offset: 3px; border-radius: .3rem; }
  h1, h2, h3 { line-height: 1.15; text-wrap: balance; }
  header { padding: 1.8rem 1.5rem 1.6rem; background: #0d2a1f; color: #e8f3ec; }
  header > * { max-width: 68rem; margin-inline: auto; }
  .brand { display: flex; align-items: center; gap: .6rem; margin-block: 0 1rem; font-size: .9rem; font-weight: 600; color: #b7dac7; }
  .brand::before { content: ""; width: 1.4rem; height: 1.1rem; border-radius: .5rem .5rem .5rem 0; background: #35c885; }
  h1 { margin-block: 0 .8rem; font-size: clamp(1.8rem, 4vw, 2.5rem); letter-spacing: -.02em; color: #fff; }
  .lead { margin-block: 0 1.3rem; } .lead span { display: block; max-width: 52rem; }
  .way { display: flex; flex-wrap: wrap; gap: .4rem .7rem; padding: 0; margin-block: 0; list-style: none; font-size: .88rem; color: #bcd6c8; }
  .way li { display: flex; gap: .7rem; align-items: center; } .way li + li::before { content: "→" / ""; color: #35c885; } .way b { color: #fff; }
  main { max-width: 71rem; margin: 0 auto; padding: 1.6rem 1.5rem 4rem; } main > h2, .more h2 { margin: 0 0 1rem; font-size: 1.4rem; }
  .steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1.1rem; margin: 0; padding: 0; list-style: none; counter-reset: step; }
  .steps > li { position: relative; display: flex; flex-direction: column; padding: 1.5rem 1.5rem 1.3rem 4.6rem; border: 1px solid var(--line); border-radius: .9rem; background: var(--card); counter-increment: step; }
  .steps > li::before { content: counter(step); position: absolute; left: 1.4rem; top: 1.3rem; display: grid; place-items: center; width: 2.2rem; height: 2.2rem; border-radius: 50%; background: var(--soft); color: var(--accent); font-weight: 700; }
  .steps > .next { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent), 0 10px 30px #0b6b451c; } .steps > .next::before { background: var(--accent); color: #fff; }
  .steps h3 { margin: .25rem 0 .4rem; font-size: 1.25rem; } .steps p { margin: 0 0 1rem; color: var(--quiet); }
  .actions { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: auto; }
  .button, button { padding: .6rem 1rem; border: 1px solid var(--accent); border-radius: .55rem; background: var(--card); color: var(--accent); font: inherit; font-size: .95rem; font-weight: 600; line-height: 1.3; text-decoration: none; cursor: pointer; }
  .button:first-child, button { background: var(--accent); color: #fff; } .button:hover, button:hover { filter: brightness(1.12); } .button + .button:hover { filter: none; background: var(--soft); }
  .ticks { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: 1rem 0 0; padding: .8rem 0 0; border-top: 1px solid var(--line); list-style: none; font-size: .88rem; color: var(--quiet); }
  .ticks li { display: flex; align-items: center; gap: .5rem; }
  .ticks li::before { content: ""; flex: none; width: 1.1rem; height: 1.1rem; border: 1.5px solid #7d8b84; border-radius: 50%; }
  .ticks .done { color: var(--accent); font-weight: 600; } .ticks .done::before { border-color: var(--accent); background: var(--accent) url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='white' stroke-width='2.4'%3E%3Cpath d='M4 8.5l2.7 2.7L12 5.5'/%3E%3C/svg%3E") center / cover; }
  .not { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .steps .state { margin: .9rem 0 0; padding: .5rem .8rem; border-radius: .5rem; background: var(--soft); color: #0a4d33; font-size: .9rem; } .steps .ails { background: #fff0c9; color: #503a00; }
  .end { margin: 1.5rem 0 0; padding: 1.1rem 1.4rem; border-radius: .9rem; background: var(--accent); color: #fff; }
  .more { margin-top: 3rem; } .more ul { display: grid; gap: .7rem; margin: 0; padding: 0; list-style: none; font-size: .93rem; color: var(--quiet); } .more b { color: var(--ink); }
  code { padding: .1rem .35rem; border-radius: .3rem; background: #e7ede9; color: #22332b; font-size: .85em; }
  .sandbox-note { margin: 0; padding: .6rem 1.5rem; background: #fff0c9; color: #503a00; font-size: .93rem; }
  @media (max-width: 40rem) { header { padding: 1.4rem 1.1rem; } main { padding: 1.5rem 1.1rem 3rem; } .steps > li { padding: 1.3rem 1.1rem 1.1rem; } .steps > li::before { position: static; margin-bottom: .6rem; } .actions > * { flex: 1 1 100%; text-align: center; } }
</style>`;
