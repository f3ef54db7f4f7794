import { escapeHtml } from '../http';
import type { HookOutput, MenuItem } from './itop';
import { type PageFrame, STYLE, sandboxBar } from './layout';
import { requestInPortal, requestList, type UserRequest } from './requests';

/** Path of the list of one's own requests, as the standard portal's brick has it. */
export const MY_REQUESTS = '/manage/ongoing-tickets-for-portal-user';

/** Path of a portal page below iTop's root. */
export function portalPath(page = '', portalId = 'itop-portal'): string {
  return `pages/exec.php${page}?exec_module=itop-portal-base&exec_page=index.php&portal_id=${portalId}`;
}

/** Of the request that a portal page shows, as hooks get it. */
export function portalObject(path: string): string | undefined {
  const [, id] = /^\/object\/view\/UserRequest\/(\d+)$/.exec(path) ?? [];
  return id && `UserRequest:${id}`;
}

/** A page of the portal; inline scripts of all hooks stand in one script element at its end (facts/itop.md §1). */
export function portalPage(frame: PageFrame, userName: string, content: string, hooks: HookOutput): string {
  const scripts = hooks.scripts.filter((script) => script !== null);
  const script = scripts.length === 0 ? '' : `<script type="text/javascript">${scripts.join('\n\n;\n')}</script>`;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>iTop - User Portal</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
${STYLE}<script src="${frame.root}js/itop.js"></script></head>
<body class="portal" data-gui-type="portal">
${hooks.output}${sandboxBar(frame)}
<header><h1>User portal</h1><a href="${frame.root}${portalPath()}">Home</a>
<span>${escapeHtml(userName)}</span><a href="${frame.root}pages/logoff.php">Log out</a></header>
<main>${content}<div id="fragment"></div></main>
${hooks.html}
${script}
</body></html>`;
}

/** What stands on a portal page for somebody; undefined where the portal has no such page. */
export function portalContent(
  root: string,
  path: string,
  requests: UserRequest[],
  contactId: number,
  menu: MenuItem[],
): string | undefined {
  const at = (page: string) => `${root}${escapeHtml(portalPath(page))}`;
  const [, id] = /^\/object\/view\/UserRequest\/(\d+)$/.exec(path) ?? [];
  if (id) {
    const request = requests.find((each) => each.id === id);
    return request && requestInPortal(request, menu);
  }
  const [, faq] = /^\/object\/view\/FAQ\/(\d+)$/.exec(path) ?? [];
  if (faq) return `<h2>FAQ</h2><p>Here the portal shows the entry ${faq}.</p>`;
  switch (path) {
    case '':
      return `<h2>Welcome</h2><ul class="tiles">
<li><a href="${at(MY_REQUESTS)}">My requests</a></li>
<li><a href="${at('/object/view/UserRequest/1')}">Request R-000001: printer on fire</a></li>
<li><a data-fragment href="${at('/object/edit/UserRequest/1')}">Edit it in this page</a> <small>(XHR)</small></li>
<li><a href="${at('/sandbox/page-in-page')}">A page in a page</a> <small>(iframe)</small></li>
<li><a href="${at('/no-such-page')}">A page that is not there</a> <small>(error page)</small></li>
<li><a href="${root}pages/UI.php">Console</a></li></ul>`;
    case MY_REQUESTS: {
      const mine = requests.filter(({ caller_id }) => caller_id === String(contactId));
      return `<h2>My requests</h2>${requestList(mine, (each) => at(`/object/view/UserRequest/${each}`))}`;
    }
    case '/browse/services':
      return '<h2>New request</h2><p>Here the portal shows its catalogue.</p>';
    case '/sandbox/page-in-page':
      return `<h2>A page in a page</h2><iframe title="Request" src="${at('/object/view/UserRequest/1')}"></iframe>`;
    default:
      return undefined;
  }
}
