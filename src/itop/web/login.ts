import { sayable } from '../address';
import { type Answer, type Browser, textOf } from './browser';
import { inside, parseHtml } from './html';

/** The log-in did not work: iTop refused it, or does not show the form that a person would fill in. */
export class LoginError extends Error {
  override readonly name = 'LoginError';
}

export interface Credentials {
  user: string;
  password: string;
}

/** The advice for an answer of 500 or more: only the server can tell which part of the configuration is the reason. */
export const SERVER_FAILS =
  "iTop itself fails there. Run itop-tawk check on its server, which finds what is wrong in the configuration file; then look at PHP's error log (of php-fpm or Apache) and at iTop's log/error.log.";

/** The console's id in iTop's list of portals. */
export const CONSOLE = 'backoffice';

/** The root of an iTop from any of its addresses: `https://host/itop/pages/UI.php?x=y` gives `https://host/itop/`. */
export function rootUrl(address: string): URL {
  const url = new URL(address);
  url.search = url.hash = '';
  url.pathname = url.pathname.replace(/\/(pages\/)?[^/]*\.php$/, '/').replace(/\/*$/, '/');
  return url;
}

/** The address of a portal by its id; by default of the console, which sends portal users to their portal. */
export function portalUrl(root: URL, portalId = CONSOLE): URL {
  if (portalId === CONSOLE) return new URL('pages/UI.php', root);
  const url = new URL('pages/exec.php', root);
  url.search = new URLSearchParams({
    exec_module: 'itop-portal-base',
    exec_page: 'index.php',
    portal_id: portalId,
  }).toString();
  return url;
}

/**
 * Logs in as a browser would: opens the page, fills in iTop's form and sends it.
 *
 * @returns the page after the log-in
 * @throws LoginError, UnreachableError
 */
export async function logIn(browser: Browser, page: URL, { user, password }: Credentials): Promise<Answer> {
  const first = await browser.get(page);
  assertSameOrigin(page, first.url);
  const form = loginForm(first);
  if (!form) {
    const what = first.status === 200 ? 'shows no form for user and password' : `answers ${first.status}`;
    const why =
      first.status >= 500 ? SERVER_FAILS : 'Is it the address of an iTop, and is "form" among its allowed_login_types?';
    throw new LoginError(`${sayable(first.url)} ${what} (${parseHtml(textOf(first)).title()}). ${why}`);
  }
  const action = new URL(form.action || first.url, first.url);
  assertSameOrigin(page, action);
  const landed = await browser.post(action, { ...form.fields, auth_user: user, auth_pwd: password, loginop: 'login' });
  assertSameOrigin(page, landed.url);
  if (loginForm(landed)) {
    const message = parseHtml(textOf(landed)).textOfClass('hilite') || 'it shows the form again.';
    throw new LoginError(`iTop refuses "${user}": ${message} Is the user enabled, and the password right?`);
  }
  return landed;
}

/** iTop builds its addresses from app_root_url; cookies of one host are not sent to another. */
export function assertSameOrigin(asked: URL, landed: URL): void {
  if (asked.origin === landed.origin) return;
  throw new LoginError(
    `iTop sends ${asked.origin} on to ${landed.origin}. Use that address; it comes from app_root_url in iTop's configuration file.`,
  );
}

function loginForm(answer: Answer): { action: string | undefined; fields: Record<string, string> } | undefined {
  for (const form of parseHtml(textOf(answer)).all('form')) {
    const inputs = inside(form, 'input').filter(({ attribs }) => attribs.name !== undefined);
    if (!inputs.some(({ attribs }) => attribs.name === 'auth_pwd')) continue;
    const fields = Object.fromEntries(inputs.map(({ attribs }) => [attribs.name, attribs.value ?? '']));
    return { action: form.attribs.action, fields };
  }
  return undefined;
}
