import { escapeHtml } from '../http';
import type { HookOutput, MenuItem } from './itop';
import { head, type PageFrame, sandboxBar } from './layout';
import { requestInPortal, requestList, type UserRequest } from './requests';
import type { ItopVersion } from './versions';

/** Path of the list of the user's own requests, as in the standard portal's brick. */
export const MY_REQUESTS = '/manage/ongoing-tickets-for-portal-user';

/** Path of a portal page below iTop's root. */
export function portalPath(page = '', portalId = 'itop-portal'): string {
  return `pages/exec.php${page}?exec_module=itop-portal-base&exec_page=index.php&portal_id=${portalId}`;
}

/** The request that a portal page shows, in the form that hooks get. */
export function portalObject(path: string): string | undefined {
  const [, id] = /^\/object\/view\/UserRequest\/(\d+)$/.exec(path) ?? [];
  return id && `UserRequest:${id}`;
}

/** A page of the portal; inline scripts of all hooks are in one script element at its end (facts/itop.md §1). */
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
<html lang="en"><head>${head('iTop - User Portal')}${PORTAL_STYLE}<script src="${frame.root}js/itop.js"></script></head>
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
<header>${TITLE}${links(frame, userName)}${phoneMenu(frame)}</header>
<main id="main-content">${content}<div id="fragment"></div></main>`;
}

/** Up to iTop 3.2, phones have a menu of their own instead of the user menu next to the page. */
function phoneMenu({ root }: PageFrame): string {
  return `<details class="navbar"><summary>Menu</summary><ul class="nav navbar-nav"><li class="brick_menu_item"><a href="${root}${portalPath()}"><span class="brick_icon fas fa-home fa-2x"></span>Home</a></li>
<li role="separator" class="divider"></li>
<li><a href="${root}${escapeHtml(portalPath(PROFILE))}"><span class="brick_icon fas fa-user fa-2x fa-fw"></span>My profile</a></li></ul></details>`;
}

/** The layout of 3.3: the body never scrolls, and the footer leaves room. */
function besideMenu(frame: PageFrame, userName: string, content: string): string {
  return `<nav class="ipb-navigation-menu" aria-label="Portal">${TITLE}${links(frame, userName)}</nav>
<div class="ipb-main--main-container">${sandboxBar(frame)}
<main id="main-content">${content}<div id="fragment"></div></main>
<footer id="footer-wrapper">iTop</footer></div>`;
}

const TITLE = '<span class="mark" aria-hidden="true">D</span><h1>User portal</h1>';

function links({ root }: PageFrame, userName: string): string {
  return `<a href="${root}${portalPath()}">Home</a> <a href="${root}${escapeHtml(portalPath(PROFILE))}">Profile</a>
<span class="user">${escapeHtml(userName)}</span> <a href="${root}pages/logoff.php">Log out</a>
 <details class="dropdown"><summary>Account</summary><ul class="dropdown-menu user_options"><li><a href="${root}${escapeHtml(portalPath(PROFILE))}"><span class="brick_icon fas fa-user fa-lg fa-fw"></span>My profile</a></li></ul></details>`;
}

/** The classes are iTop's. If a form is longer than the window, iTop also shows its buttons at the window's side. */
const PORTAL_STYLE = `<style>
  .mark { display: grid; place-items: center; flex: none; width: 2.1rem; height: 2.1rem; border-radius: .55rem; background: var(--accent); color: #fff; font-weight: 700; }
  .portal > header { display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; align-items: center; padding: .75rem 1.25rem; background: var(--card); border-bottom: 1px solid var(--line); }
  .portal h1 { flex: 1; margin: 0 0 0 -.6rem; font-size: 1.1rem; }
  header > a, .ipb-navigation-menu > a { text-decoration: none; } header > a:hover, .ipb-navigation-menu > a:hover { text-decoration: underline; }
  .navbar { display: none; } @media (max-width: 767px) { .portal > header > .navbar { display: block; order: 3; } .portal > header > .dropdown { display: none; } }
  .user { padding: .2rem .8rem; border-radius: 1rem; background: var(--soft); font-weight: 600; font-size: .9rem; overflow-wrap: anywhere; }
  .ipb-body { display: flex; height: 100vh; overflow: hidden; }
  .ipb-navigation-menu { flex-shrink: 0; display: flex; flex-direction: column; align-items: flex-start; gap: .8rem; width: 12.5rem; padding: 1.25rem; background: #1f2a37; color: #fff; }
  .ipb-navigation-menu h1 { flex: none; margin: 0 0 .8rem; } .ipb-navigation-menu a { color: #d7e5f5; }
  .ipb-navigation-menu .user { margin-top: auto; background: #33414f; }
  .ipb-main--main-container { flex-grow: 1; min-width: 0; overflow: auto; }
  #footer-wrapper { padding: 5rem 1rem; text-align: center; color: var(--quiet); }
  .hero { margin: 0 0 1.5rem; padding: 2rem; border-radius: .9rem; background: linear-gradient(120deg, #dcebfb, #eaf4f0); }
  .hero h2 { margin: 0 0 .3rem; font-size: 1.8rem; } .hero p { margin: 0; }
  .bricks { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
  .bricks > li { position: relative; display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; align-content: center; transition: border-color .15s, box-shadow .15s; }
  .bricks > li:hover { border-color: var(--accent); box-shadow: 0 4px 16px #1c273314; }
  .bricks svg { grid-row: span 2; align-self: center; width: 3rem; height: 3rem; padding: .65rem; border-radius: .6rem; background: var(--soft); fill: none; stroke: var(--accent); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
  .bricks a { font-weight: 600; color: var(--ink); text-decoration: none; } .bricks a::after { content: ""; position: absolute; inset: 0; border-radius: .7rem; }
  .portal:not(.ipb-body) #main-content:has(.form_buttons) { margin-bottom: 0; padding-bottom: 0; }
  .long { min-height: 120vh; }
  .form_buttons { text-align: right; }
  .form_btn_regular.sticky { position: fixed; right: -2px; bottom: 60px; padding: 15px; background: #fff; }
  @media (max-width: 40rem) {
    .ipb-body { flex-direction: column; } .ipb-main--main-container { min-height: 0; }
    .ipb-navigation-menu { flex-flow: row wrap; align-items: center; gap: .3rem 1.1rem; width: auto; padding: .6rem 1rem; }
    .ipb-navigation-menu h1 { flex: 1; margin: 0 0 0 -.5rem; } .ipb-navigation-menu .user { margin: 0; } .ipb-navigation-menu::after { content: ""; flex-basis: 100%; order: 1; } .ipb-navigation-menu a { order: 2; }
    .portal > header { gap: .3rem 1.1rem; } .portal > header::after { content: ""; flex-basis: 100%; order: 1; } .portal > header a { order: 2; } .hero { padding: 1.25rem; } .hero h2 { font-size: 1.5rem; }
  }
</style>`;

/** Simple drawings of 24 by 24. */
const ICONS = {
  list: '<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>',
  ticket: '<path d="M4 7h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM14 7v10"/>',
  shelf: '<path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z"/>',
  screen: '<path d="M3 5h18v11H3zM9 20h6M12 16v4"/>',
};

function brick(icon: keyof typeof ICONS, address: string, name: string, about: string): string {
  return `<li><svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[icon]}</svg><a href="${address}">${name}</a><small>${about}</small></li>`;
}

/** The content of a portal page for a user; undefined if the portal has no such page. */
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
      return `<section class="hero"><h2>Welcome</h2><p>Ask us in the chat, or look here first.</p></section>
<ul class="tiles bricks">
${brick('list', at(MY_REQUESTS), 'My requests', 'What you asked for, and how far it is')}
${brick('ticket', at('/object/view/UserRequest/1'), 'Request R-000001: printer on fire', 'On this page the chat can be about this request')}
${brick('shelf', at('/browse/services'), 'Service catalogue', 'What can be asked for without a chat')}
${brick('screen', `${root}pages/UI.php`, 'Console', 'The pages of those who answer')}</ul>
<section class="more"><h3>The chat stands on every kind of page, once</h3><ul>
<li><a data-fragment href="${at('/object/edit/UserRequest/1')}">Edit R-000001 in this page</a> <small>(XHR)</small></li>
<li><a data-dialog href="#">A dialog</a></li>
<li><a href="${at('/sandbox/page-in-page')}">A page in a page</a> <small>(iframe)</small></li>
<li><a href="${at('/no-such-page')}">A page that is not there</a> <small>(error page)</small></li></ul></section>`;
    case MY_REQUESTS: {
      const mine = requests.filter(({ caller_id }) => caller_id === String(contactId));
      return `<h2>My requests</h2><div class="card">${requestList(mine, (each) => at(`/object/view/UserRequest/${each}`))}</div>`;
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
