import { escapeHtml } from '../http';
import { type PageFrame, STYLE, sandboxBar } from './layout';
import { DEMO_USERS, friendlyName } from './users';

/** The field for a password, which any fits, is for those who look for iTop's form (`itop-tawk verify`).
 * iTop shows it at the address that was asked for; no hook of ours is called there (facts/itop.md §1). */
export function loginPage(frame: PageFrame): string {
  const buttons = DEMO_USERS.map(
    (user) => `<button name="auth_user" value="${user.login}"><bdi>${escapeHtml(friendlyName(user))}</bdi>
<small>${user.profiles.join(', ') || 'no profile'}; ${escapeHtml(user.fields.email) || 'no e-mail'}${user.fields.contactid ? '' : '; no contact'}</small></button>`,
  );
  return bare(
    frame,
    'iTop login',
    `<h1>Log in to iTop</h1><form method="post"><input type="hidden" name="auth_pwd">${buttons.join('')}</form>`,
  );
}

export function logoutPage(frame: PageFrame): string {
  return bare(frame, 'iTop logout', `<h1>You are logged out</h1><p><a href="${frame.root}">Log in again</a></p>`);
}

/** The console's link leads here first: a page that goes on by JavaScript (facts/itop.md §10). */
export function logoutBouncePage(frame: PageFrame): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>iTop</title></head><body>
<script>window.location.replace('${frame.root}pages/logoff.php')</script></body></html>`;
}

function bare(frame: PageFrame, title: string, content: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">${STYLE}</head>
<body>${sandboxBar(frame)}<main>${content}</main></body></html>`;
}
