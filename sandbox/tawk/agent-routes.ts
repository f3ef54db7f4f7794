import { html, type Route } from '../http';
import type { BrowserScripts } from './browser-scripts';
import type { DeskState, Tawk } from './tawk';

/** The agent's side: the page, what it shows, and what the agent does there. */
export function agentRoutes(tawk: Tawk, scripts: BrowserScripts): Route[] {
  return [
    async (request, { pathname }) => {
      switch (pathname) {
        case '/agent':
          return html(agentPage(scripts.agent));
        case '/agent/live':
          return tawk.agents.open(tawk.agentView());
        case '/agent/reply': {
          const { uuid, text } = (await request.json()) as { uuid: string; text: string };
          tawk.conversations.reply(tawk.visitors.find(uuid), text);
          return new Response(null, { status: 204 });
        }
        case '/agent/ticket': {
          const { uuid, subject } = (await request.json()) as { uuid: string; subject: string };
          tawk.conversations.makeTicket(tawk.visitors.find(uuid), subject);
          return new Response(null, { status: 204 });
        }
        case '/agent/end': {
          const { uuid } = (await request.json()) as { uuid: string };
          tawk.conversations.end(tawk.visitors.find(uuid));
          return new Response(null, { status: 204 });
        }
        case '/agent/desk': {
          const { faults, status, settings } = (await request.json()) as DeskState;
          Object.assign(tawk, { faults, settings, status });
          return new Response(null, { status: 204 });
        }
        default:
          return undefined;
      }
    },
  ];
}

function agentPage(script: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Agent's side of tawk.to (sandbox)</title><link rel="icon" href="data:,"><style>
  body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #222; }
  header { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: center; }
  article { border: 1px solid #ccc; border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
  article h2 { margin: 0; font-size: 1.1rem; } .verified { color: #0a7a3c; font-weight: 600; }
  .visitor, .agent { width: fit-content; max-width: 75%; margin: .4rem 0; padding: .3rem .7rem; border-radius: .6rem; background: #eef1f4; }
  .agent { margin-left: auto; background: #d9f2e3; }
  form { display: flex; gap: .5rem; margin: .4rem 0; } input { flex: 1; font: inherit; padding: .3rem; }
</style></head><body><header><h1>Chats</h1><label>Agents are <select id="status"></select></label>
<label><input type="checkbox" id="hidden"> hidden while offline</label>
<label>What fails: <select id="part"></select></label> <label>how: <select id="fault"></select></label></header>
<main></main><h2>Webhooks</h2><ul id="webhooks"></ul><script>${script}</script></body></html>`;
}
