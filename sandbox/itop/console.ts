import { escapeHtml } from '../http';
import { type Chat, chatInConsole, chatList } from './chats';
import type { HookOutput, MenuItem } from './itop';
import { head, type PageFrame, sandboxBar } from './layout';
import { portalPath } from './portal';
import { requestInConsole, requestList, type UserRequest } from './requests';
import { DEMO_USERS, type DemoUser, friendlyName } from './users';
import type { ItopVersion } from './versions';

/** Path of a console page below iTop's root. */
export function consolePath(parameters = ''): string {
  return `pages/UI.php${parameters}`;
}

/** A page of the console; the version decides where hooks' scripts are (facts/itop.md §1). */
export function consolePage(
  frame: PageFrame,
  version: ItopVersion,
  user: DemoUser,
  content: string,
  printable: boolean,
  hooks: HookOutput,
): string {
  // From 3.0 on, blank scripts are dropped; 2.7 always joins all of them in one element.
  const scripts = hooks.scripts.filter((script) => script?.trim());
  const joined = `<script type="text/javascript">${hooks.scripts.join('\n')}</script>`;
  const each = scripts.map((script) => `<script type="text/javascript">${script}</script>`).join('\n');
  const itopScript = `<script src="${frame.root}js/itop.js"></script>`;
  const place = version.consoleScripts;
  return `<!DOCTYPE html>
<html lang="en"><head>${head('iTop', false)}${CONSOLE_STYLE}
${place === 'head, before jQuery' ? each : ''}
${place === 'end of the body' ? '' : itopScript}
${place === 'joined in the head' ? joined : ''}
</head><body class="backoffice" data-gui-type="backoffice">
${hooks.output}${hooks.html}
${printable ? '' : `${sandboxBar(frame)}${header(frame, user)}`}
<div class="beside">${printable ? '' : menu(frame, hooks)}<main>${content}<div id="fragment"></div></main></div>
${place === 'end of the body' ? `${itopScript}\n${each}` : ''}
</body></html>`;
}

function header({ root }: PageFrame, user: DemoUser): string {
  return `<header><h1>iTop console</h1><span class="user">${escapeHtml(friendlyName(user))}</span>
<a href="${root}pages/logoff.php?operation=do_logoff">Log off</a></header>`;
}

function menu({ root, path: here }: PageFrame, { consoleMenu }: HookOutput): string {
  const items = [
    [consolePath(), 'Dashboard'],
    [`${consolePath()}#requests`, 'Helpdesk'],
    [`${consolePath()}#chats`, 'Live chats'],
    [portalPath(), 'Portal'],
  ].map(([path = '', name]) => {
    const isHere = path === here ? ' aria-current="page"' : '';
    return `<li><a href="${root}${escapeHtml(path)}"${isHere}>${name}</a></li>`;
  });
  const added = consoleMenu.flatMap(({ url, label }) =>
    url === undefined ? [] : [`<li><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></li>`],
  );
  return `<nav class="menu" aria-label="iTop"><ul>${[...items, ...added].join('')}</ul></nav>`;
}

const CONSOLE_STYLE = `<style>
  .backoffice { display: flex; flex-direction: column; min-height: 100vh; }
  .backoffice > header { display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; align-items: center; padding: .65rem 1.25rem; background: #22405f; color: #fff; }
  .backoffice h1 { flex: 1; margin: 0; font-size: 1.1rem; white-space: nowrap; } .backoffice > header a { color: #e3f0ff; }
  .user { font-weight: 600; overflow-wrap: anywhere; }
  .beside { flex: 1; display: flex; } .beside > main { flex: 1; min-width: 0; max-width: 76rem; margin: 0; }
  .menu { flex: none; width: 12.5rem; padding: 1rem .75rem; background: #1b2733; }
  .menu ul { position: sticky; top: 1rem; margin: 0; padding: 0; list-style: none; }
  .menu a { display: block; padding: .5rem .75rem; border-radius: .4rem; color: #d7e1ec; text-decoration: none; } .menu a:hover, .menu [aria-current] { background: #2b3a4a; color: #fff; } .menu [aria-current] { font-weight: 600; }
  .tiles > li:target { border-color: var(--accent); }
  .numbers { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
  .numbers li { min-width: 8rem; padding: .8rem 1.1rem; border: 1px solid var(--line); border-radius: .7rem; background: var(--card); color: var(--quiet); font-size: .85rem; }
  .numbers b { display: block; font-size: 1.6rem; line-height: 1.2; color: var(--ink); }
  .more select { width: 20rem; } .more form { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-top: .75rem; }
  @media (max-width: 48rem) {
    .beside { display: block; } .menu { width: auto; padding: .3rem .5rem; overflow-x: auto; } .menu ul { display: flex; } .menu a { padding: .4rem .6rem; font-size: .9rem; white-space: nowrap; }
    .numbers { display: grid; grid-template-columns: 1fr 1fr; } .beside > main { padding: 1.25rem 1rem 6rem; }
  }
</style>`;

/** The dashboard, or the request or chat in the address; undefined if no object has that id. */
export function consoleContent(
  { root, versionId }: PageFrame,
  user: DemoUser,
  requests: UserRequest[],
  chats: Chat[],
  address: URLSearchParams,
  menu: MenuItem[],
): string | undefined {
  const details = (className: string) => (id: string) =>
    `${root}${consolePath(`?operation=details&amp;class=${className}&amp;id=${id}`)}`;
  const id = address.get('id');
  if (id !== null && address.get('class') === 'TawkChat') {
    const chat = chats.find((each) => each.id === id);
    return chat && chatInConsole(chat, details('UserRequest'));
  }
  if (id !== null) {
    const request = requests.find((each) => each.id === id);
    return request && requestInConsole(request, menu, versionId);
  }
  const ongoing = chats.filter(({ status }) => status === 'ongoing').length;
  const ofChats = requests.filter(({ origin }) => origin === 'chat').length;
  return `<h2>Dashboard</h2>
<ul class="numbers"><li><b>${requests.length}</b>requests</li><li><b>${ofChats}</b>made of a chat</li>
<li><b>${chats.length}</b>chats</li><li><b>${ongoing}</b>going on</li></ul>
<ul class="tiles">
<li id="requests"><h3>Requests</h3>${requestList(requests, details('UserRequest'))}</li>
<li id="chats"><h3>Chats</h3>${chatList(chats, details('TawkChat'))}</li></ul>
<section class="more"><h3>More pages</h3><ul>
<li><a href="${root}${consolePath('?printable=1')}">Printable version</a></li>
<li><a data-fragment href="${root}pages/ajax.render.php?operation=details">Details in this page</a> <small>(XHR)</small></li>
<li><a data-dialog href="#">A dialog</a></li></ul>
${user.profiles.includes('Administrator') ? impersonation(root) : ''}</section>`;
}

function impersonation(root: string): string {
  const options = DEMO_USERS.map(
    (user) =>
      `<option value="${user.login}">${escapeHtml(friendlyName(user))} (${user.profiles.join(', ') || 'no profile'})</option>`,
  );
  return `<form method="post" action="${root}sandbox/impersonate"><label>Impersonate <select name="login">${options.join('')}</select></label>
<button>Impersonate</button></form>`;
}
