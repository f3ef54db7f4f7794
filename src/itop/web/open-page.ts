import type { Inspection } from '../check/inspection';
import { nearest } from '../nearest';
import { type Answer, type Browser, textOf } from './browser';
import { readChatPage } from './chat-page';
import { parseHtml } from './html';
import { assertSameOrigin, CONSOLE, type Credentials, logIn, portalUrl } from './login';

/** This iTop has no such portal. */
export class NoPortalError extends Error {
  override readonly name = 'NoPortalError';
}

/**
 * Logs in at the console, from which iTop sends each user to one of their portals, and then opens the requested portal.
 * The order matters: behind a proxy that does not pass on the Host, iTop does not return to the portal after the
 * log-in; and a portal that does not exist answers 500 without a form.
 *
 * @throws LoginError, UnreachableError, NoPortalError
 */
export async function openPage(
  browser: Browser,
  root: URL,
  { portal, files, ...credentials }: Credentials & { portal?: string; files?: Inspection },
): Promise<Answer> {
  const landed = await logIn(browser, portalUrl(root), credentials);
  const { portalId } = readChatPage(landed);
  if (portal === undefined || portal === portalId) return landed;
  const url = portalUrl(root, portal);
  const opened = await browser.get(url);
  assertSameOrigin(url, opened.url);
  if (opened.status < 500) return opened;
  const known = files?.compiled?.portals.map(({ id }) => id) ?? portalsIn(landed, portalId);
  if (known.includes(portal)) return opened;
  const meant = nearest(portal, known);
  const whose = files?.compiled ? 'This iTop has' : `"${credentials.user}" gets to`;
  throw new NoPortalError(
    `There is no portal "${portal}" in this iTop, which answers ${opened.status} for it.${meant ? ` Did you mean "${meant}"?` : ''} ${whose}: ${known.join(', ')}.`,
  );
}

/** The portals that a page links to, and the page's own: iTop's menus contain the portals that the user may enter. */
function portalsIn(page: Answer, own: string | undefined): string[] {
  const links = parseHtml(textOf(page))
    .all('a')
    .map(({ attribs }) => attribs.href ?? '')
    .flatMap((href) => href.match(/[?&;]portal_id=([\w-]+)/)?.[1] ?? (/\/pages\/UI\.php/.test(href) ? CONSOLE : []));
  return [...new Set([...(own === undefined ? [] : [own]), ...links])];
}
