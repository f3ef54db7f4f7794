import { escapeHtml } from '../http';
import { type Chat, chatInConsole, chatList } from './chats';
import type { HookOutput, MenuItem } from './itop';
import { type PageFrame, STYLE, sandboxBar } from './layout';
import { portalPath } from './portal';
import { requestInConsole, requestList, type UserRequest } from './requests';
import { DEMO_USERS, type DemoUser, friendlyName } from './users';
import type { ItopVersion } from './versions';

/** Path of a console page below iTop's root. */
export function consolePath(parameters = ''): string {
  return `pages/UI.php${parameters}`;
}

/** A page of the console; scripts of hooks stand where the version puts them (facts/itop.md §1). */
export function consolePage(
  frame: PageFrame,
  version: ItopVersion,
  user: DemoUser,
  content: string,
  printable: boolean,
  hooks: HookOutput,
): string {
  // From 3.0 on, blank scripts are dropped; 2.7 joins all and has one element in any case.
  const scripts = hooks.scripts.filter((script) => script?.trim());
  const joined = `<script type="text/javascript">${hooks.scripts.join('\n')}</script>`;
  const each = scripts.map((script) => `<script type="text/javascript">${script}</script>`).join('\n');
  const itopScript = `<script src="${frame.root}js/itop.js"></script>`;
  const place = version.consoleScripts;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>iTop</title><link rel="icon" href="data:,">
${STYLE}
${place === 'head, before jQuery' ? each : ''}
${place === 'end of the body' ? '' : itopScript}
${place === 'joined in the head' ? joined : ''}
</head><body class="backoffice" data-gui-type="backoffice">
${hooks.output}${hooks.html}
${printable ? '' : `${sandboxBar(frame)}${header(frame, user)}`}
<main>${content}<div id="fragment"></div></main>
${place === 'end of the body' ? `${itopScript}\n${each}` : ''}
</body></html>`;
}

function header({ root }: PageFrame, user: DemoUser): string {
  return `<header><h1>iTop console</h1><a href="${root}${escapeHtml(portalPath())}">Portal</a>
<span>${escapeHtml(friendlyName(user))}</span>
<a href="${root}pages/logoff.php?operation=do_logoff">Log off</a></header>`;
}

/** The dashboard, or the request or chat that the address names; undefined where there is none with that id. */
export function consoleContent(
  { root, versionId }: PageFrame,
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
  const others = DEMO_USERS.map(
    (user) =>
      `<option value="${user.login}">${escapeHtml(friendlyName(user))} (${user.profiles.join(', ') || 'no profile'})</option>`,
  );
  return `<h2>Dashboard</h2><ul class="tiles">
<li><h3>Requests</h3>${requestList(requests, details('UserRequest'))}</li>
<li><h3>Chats</h3>${chatList(chats, details('TawkChat'))}</li>
<li><a href="${root}${consolePath('?printable=1')}">Printable version</a></li>
<li><a data-fragment href="${root}pages/ajax.render.php?operation=details">Details in this page</a> <small>(XHR)</small></li>
<li><a data-dialog href="#">A dialog</a></li>
<li><form method="post" action="${root}sandbox/impersonate"><label>Impersonate <select name="login">${others.join('')}</select></label>
<button>Impersonate</button></form></li></ul>`;
}
