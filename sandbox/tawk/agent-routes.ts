import { html, type Route } from '../http';
import { AGENT_STYLE } from './agent-style';
import type { BrowserScripts } from './browser-scripts';
import type { DeskState, Tawk } from './tawk';

/** The agent's side: the page, its data, and the agent's actions. */
export function agentRoutes(tawk: Tawk, scripts: BrowserScripts): Route[] {
  return [
    async (request, { pathname }) => {
      switch (pathname) {
        case '/agent':
          return html(agentPage(tawk.startUrl, scripts.agent));
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

function agentPage(startUrl: string, script: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Agent dashboard (sandbox)</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${AGENT_STYLE}</head>
<body><nav class="sandbox-bar" aria-label="Sandbox"><a href="${startUrl}"><span aria-hidden="true">←</span> Start page</a>
<span>This plays tawk.to's dashboard</span></nav>
<header><h1>Chats</h1><label class="desk-status">Agents are <select id="status"></select></label></header>
<div class="desk"><nav class="list" aria-label="Conversations"><ul></ul><p class="nobody">Nobody is on a page with the chat.</p></nav>
<main><div class="none"><p><b>No chat yet</b></p><p>Whoever writes in the portal stands here at once.
<a href="${startUrl}">Be Paula first</a>.</p></div></main>
<aside><section><h2>Webhooks</h2><p class="hint">What tawk.to tells the bridge, the newest first.</p><ul id="webhooks" tabindex="0" aria-label="Webhooks"></ul></section>
<section><h2>Break tawk.to</h2><p class="hint">For browsers, from their next page on.</p>
<label>What fails: <select id="part"></select></label> <label>how: <select id="fault"></select></label>
<p id="effect" aria-live="polite"></p>
<label class="check"><input type="checkbox" id="hidden"> hidden while offline</label>
<p class="hint">While agents are offline, tawk.to shows nothing; whoever opens the chat is told that nobody is there.</p></section></aside></div>
<script>${script}</script></body></html>`;
}
