import { escapeHtml } from '../http';
import { consolePath } from '../itop/console';
import { complaint } from '../itop/layout';
import { MY_REQUESTS, portalPath } from '../itop/portal';
import { ITOP_VERSIONS } from '../itop/versions';
import { START_SCRIPT } from './start-script';
import { START_STYLE } from './start-style';
import type { Tick } from './walk';

/** The sandbox's data for the page. */
export interface Whereabouts {
  /** The port of iTop. */
  port: string;
  tawkUrl: string;
  configFile: string;
  /** Messages in iTop's log about the current settings. */
  complaints: readonly string[];
}

const VERSION = '3.2';

/**
 * A link that logs somebody in and opens a page below iTop's root. Portal users and console users have different host
 * names, so that one browser keeps an iTop session for each.
 */
function entrance(port: string, host: '127.0.0.1' | 'localhost', login: string, path: string): string {
  return `http://${host}:${port}/${VERSION}/sandbox/enter?${new URLSearchParams({ as: login, to: path })}`;
}

/** The page at the sandbox's root: what the demo is, and four steps through it. The script ticks them off. */
export function startPage({ port, tawkUrl, configFile, complaints }: Whereabouts): string {
  const asPaula = (path: string) => entrance(port, '127.0.0.1', 'paula', path);
  const chat = consolePath('?operation=details&class=TawkChat&id=');
  const steps = [
    step(
      'Be Paula',
      'Paula has a problem, and is in the portal of her company’s iTop. Open the chat at the bottom right, choose <i>Chat with us</i> and write a line.',
      [link(asPaula(portalPath()), 'paula', 'Open the portal as Paula')],
      [['asked', 'Paula has written']],
    ),
    step(
      'Be the agent',
      'The agent sees who is asking, checked by tawk.to. Answer her, press <i>Make a ticket</i>, then <i>End chat</i>: the transcript comes with the end.',
      [link(`${tawkUrl}/agent`, 'agent', 'Open the agent dashboard')],
      [
        ['answered', 'The agent has answered'],
        ['ticket', 'The ticket is in iTop'],
      ],
    ),
    step(
      'See it in iTop',
      'Paula finds the ticket among her requests. It calls her address “not verified”, because webhooks do not say what tawk.to has checked. Alice, of the support team, finds the whole chat in the console: who, when, how long until the answer, which ticket.',
      [
        link(asPaula(portalPath(MY_REQUESTS)), 'paula', 'Open Paula’s requests'),
        link(entrance(port, 'localhost', 'alice', consolePath()), 'alice', 'Open the chat in the console', {
          'data-chat': entrance(port, 'localhost', 'alice', chat),
        }),
      ],
      [
        ['seenTicket', 'You have seen the ticket'],
        ['seenChat', 'You have seen the chat'],
      ],
    ),
    step(
      'Break something',
      'Take iTop down. Then, as the agent, make another ticket, or answer again and end the chat: the bridge keeps it. Bring iTop back, and it arrives within seconds, once.',
      [
        '<button type="button" id="break" data-mode="is down">Take iTop down</button>',
        link(`${tawkUrl}/agent`, 'agent', 'To the agent'),
      ],
      [
        ['failed', 'A delivery has failed'],
        ['recovered', 'It arrived all the same'],
      ],
      '<p class="state" id="state" role="status">iTop works. Nothing waits in the bridge.</p>',
    ),
  ];
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Live chat for iTop: the demo</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${START_STYLE}</head>
<body>${complaints.map(complaint).join('')}<header><p class="brand">itop-tawk demo</p><h1>Live chat in iTop, from the first word to the ticket</h1>
<p class="lead"><span>A chat bubble in iTop’s portal, an agent in tawk.to who knows who is asking, and a bridge that makes tickets of chats and loses none. The extension, the chat and the bridge are the real ones; iTop and tawk.to are played by small stand-ins. Nothing leaves this machine.</span></p>
<ol class="way" aria-label="The way of a chat">${WAY.map(([name, about]) => `<li><span><b>${name}</b> ${about}</span></li>`).join('')}</ol></header>
<main><h2>Three minutes, four steps</h2><ol class="steps">${steps.join('')}</ol>
<p id="end" class="end" hidden>That was the whole way: chat, ticket, chat in iTop, and a failure in which nothing was lost. To have it in your own iTop, see <i>Install</i> in README.md.</p>
${more(port, configFile)}</main>
<script>${START_SCRIPT}</script></body></html>`;
}

const WAY: [name: string, about: string][] = [
  ['Portal', 'Paula asks'],
  ['tawk.to', 'an agent answers'],
  ['Bridge', 'delivers, and forgets nothing'],
  ['iTop', 'has ticket and chat'],
];

function step(
  name: string,
  words: string,
  actions: string[],
  ticks: [tick: Tick, words: string][],
  after = '',
): string {
  const items = ticks.map(([tick, done]) => `<li data-tick="${tick}"><span class="not">Not yet: </span>${done}</li>`);
  return `<li><h3>${name}</h3><p>${words}</p><div class="actions">${actions.join('')}</div>${after}<ul class="ticks">${items.join('')}</ul></li>`;
}

function link(address: string, target: string, name: string, more: Record<string, string> = {}): string {
  const attributes = Object.entries(more).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<a class="button" href="${escapeHtml(address)}" target="${target}"${attributes.join('')}>${name}<span aria-hidden="true"> ↗</span></a>`;
}

function more(port: string, configFile: string): string {
  const versions = ITOP_VERSIONS.map(({ id }) => `<a href="/${id}/">${id}</a>`);
  return `<section class="more"><h2>More to try</h2><ul>
<li><b>Other versions and people.</b> iTop ${versions.join(', ')}: log in as whom you like. One database is behind all of them.</li>
<li><b>Break tawk.to.</b> On the agent dashboard choose what fails and how, then open the chat as Paula.</li>
<li><b>Break iTop in other ways.</b> A bar above iTop’s pages makes it slow, puts it into maintenance, or lets it die after writing.</li>
<li><b>Change a setting.</b> Edit <code>${escapeHtml(configFile)}</code>, save, reload the page. If a setting is wrong, the page shows what iTop’s log says of it.</li>
<li><b>Ask who gets the chat.</b> <code>ITOP_PASSWORD=x npx tsx src/cli/main.ts verify http://127.0.0.1:${port}/${VERSION}/ --user paula</code></li>
<li><b>Look into the bridge.</b> <code>npx tsx src/cli/main.ts events list --config ${escapeHtml(configFile.replace(/[^/\\]*$/, 'bridge.yaml'))}</code></li></ul></section>`;
}
