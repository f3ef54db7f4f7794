import { escapeHtml } from '../http';
import type { HookOutput, MenuItem } from './itop';
import { type PageFrame, STYLE, sandboxBar } from './layout';
import { requestInPortal, requestList, type UserRequest } from './requests';
import type { ItopVersion } from './versions';

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
export function portalPage(
  frame: PageFrame,
  version: ItopVersion,
  userName: string,
  content: string,
  hooks: HookOutput,
): string {
  const scripts = hooks.scripts.filter((script) => script !== null);
  const script = scripts.length === 0 ? '' : `<script type="text/javascript">${scripts.join('\n\n;\n')}</script>`;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>iTop - User Portal</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
${STYLE}${PORTAL_STYLE}<script src="${frame.root}js/itop.js"></script></head>
<body class="${bodyClass(frame, version)}" data-gui-type="portal">
${hooks.output}${version.portalSideBar ? besideMenu(frame, userName, content) : belowHeader(frame, userName, content)}
${hooks.html}
${script}
</body></html>`;
}

const PROFILE = '/user';

function bodyClass({ path }: PageFrame, { portalSideBar }: ItopVersion): string {
  const isProfile = path.startsWith(portalPath(PROFILE).replace(/\?.*/, '?'));
  return ['portal', ...(portalSideBar ? ['ipb-body'] : []), ...(isProfile ? ['page_user-profile_brick'] : [])].join(
    ' ',
  );
}

function belowHeader(frame: PageFrame, userName: string, content: string): string {
  return `${sandboxBar(frame)}
<header><h1>User portal</h1>${links(frame, userName)}</header>
<main id="main-content">${content}<div id="fragment"></div></main>`;
}

/** As 3.3 has it: the body never scrolls, and the footer leaves room. */
function besideMenu(frame: PageFrame, userName: string, content: string): string {
  return `<nav class="ipb-navigation-menu" aria-label="Portal"><h1>User portal</h1>${links(frame, userName)}</nav>
<div class="ipb-main--main-container">${sandboxBar(frame)}
<main id="main-content">${content}<div id="fragment"></div></main>
<footer id="footer-wrapper">iTop</footer></div>`;
}

function links({ root }: PageFrame, userName: string): string {
  return `<a href="${root}${portalPath()}">Home</a> <a href="${root}${escapeHtml(portalPath(PROFILE))}">Profile</a>
<span>${escapeHtml(userName)}</span> <a href="${root}pages/logoff.php">Log out</a>
<details class="dropdown"><summary>Account</summary><ul class="dropdown-menu user_options"><li><a href="${root}${escapeHtml(portalPath(PROFILE))}"><span class="brick_icon fas fa-user fa-lg fa-fw"></span>My profile</a></li></ul></details>`;
}

/** The classes are iTop's. Where a form is longer than the window, iTop keeps its buttons at the window's side as well. */
const PORTAL_STYLE = `<style>
  .ipb-body { display: flex; height: 100vh; overflow: hidden; }
  .ipb-navigation-menu { flex-shrink: 0; display: flex; flex-direction: column; width: 11rem; background: #263238; color: #fff; }
  .ipb-navigation-menu a { color: #bee3f8; }
  .ipb-main--main-container { flex-grow: 1; overflow: auto; }
  #footer-wrapper { padding: 5rem 1rem; text-align: center; }
  .portal:not(.ipb-body) #main-content:has(.form_buttons) { margin-bottom: 0; }
  .long { min-height: 120vh; }
  .form_buttons { text-align: right; } .form_buttons button { display: inline-block; width: auto; }
  .form_btn_regular.sticky { position: fixed; right: -2px; bottom: 60px; padding: 15px; background: #fff; }
</style>`;

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
    case PROFILE:
      return `<h2>My profile</h2><form class="long"></form>
<div class="form_buttons"><button>Submit the profile</button></div>
<div class="form_btn_regular sticky"><button class="form_btn_submit">Submit from the side</button></div>`;
    case '/browse/services':
      return '<h2>New request</h2><p>Here the portal shows its catalogue.</p>';
    case '/sandbox/page-in-page':
      return `<h2>A page in a page</h2><iframe title="Request" src="${at('/object/view/UserRequest/1')}"></iframe>`;
    default:
      return undefined;
  }
}
