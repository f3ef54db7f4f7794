import { escapeHtml } from '../http';
import { head, type PageFrame, sandboxBar } from './layout';
import { aboutUser, DEMO_USERS, type DemoUser, friendlyName } from './users';

/** The field for a password, which any fits, is for those who look for iTop's form (`itop-tawk verify`).
 * iTop shows it at the address that was asked for; no hook of ours is called there (facts/itop.md §1). */
export function loginPage(frame: PageFrame): string {
  const people = DEMO_USERS.filter(aboutUser);
  const others = DEMO_USERS.filter((user) => !aboutUser(user));
  return bare(
    frame,
    'iTop login',
    `<h1>Log in to iTop</h1><p>Choose who you are; no password is asked for.</p>
<form method="post"><input type="hidden" name="auth_pwd">${people.map(button).join('')}
<details><summary>For tests: strange names, no profile, no e-mail</summary>${others.map(button).join('')}</details></form>`,
  );
}

function button(user: DemoUser): string {
  const { login, profiles, fields } = user;
  const facts = `${profiles.join(', ') || 'no profile'}; ${fields.email || 'no e-mail'}${fields.contactid ? '' : '; no contact'}`;
  return `<button name="auth_user" value="${login}"><bdi>${escapeHtml(friendlyName(user))}</bdi>
<small>${aboutUser(user) ?? escapeHtml(facts)}</small></button>`;
}

export function logoutPage(frame: PageFrame): string {
  return bare(frame, 'iTop logout', `<h1>You are logged out</h1><p><a href="${frame.root}">Log in again</a></p>`);
}

/** The page that iTop shows if a page cannot be created at all. */
export function fatalPage(frame: PageFrame, words: string): string {
  return bare(frame, 'iTop', `<h1>${words}</h1>`);
}

/** The console's link leads here first: a page that continues by JavaScript (facts/itop.md §10). */
export function logoutBouncePage(frame: PageFrame): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>iTop</title></head><body>
<script>window.location.replace('${frame.root}pages/logoff.php')</script></body></html>`;
}

function bare(frame: PageFrame, title: string, content: string): string {
  return `<!DOCTYPE html><html lang="en"><head>${head(title)}</head>
<body>${sandboxBar(frame)}<main><div class="card log-in">${content}</div></main></body></html>`;
}
