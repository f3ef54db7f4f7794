import type { Finding } from '../finding';
import { MODULE } from '../settings';
import type { Browser } from './browser';
import type { ChatPage } from './chat-page';

/**
 * Why there is no chat, as far as can be told from outside: whether the extension is compiled shows by its script;
 * between the settings only `check`, on the server, can tell.
 */
export async function absenceFindings(browser: Browser, root: URL, page: ChatPage): Promise<Finding[]> {
  if (page.kind === 'other') {
    const what = `${page.url} answers ${page.status}, and is neither portal nor console but "${page.title}"`;
    const remedy =
      page.status >= 500
        ? "iTop itself fails there: look at its log/error.log, and at the web server's log."
        : 'Open it in a browser as this user: a portal user needs a contact, for example.';
    return [{ severity: 'error', code: 'no-page', what, remedy }];
  }
  const findings: Finding[] = [];
  if (page.hasForeignTawk) {
    const what = 'tawk.to is in the page, but not through this extension';
    const remedy = `Look for Combodo's 1.x or a snippet in the page's templates: itop-tawk check says which ${MODULE} is compiled.`;
    findings.push({ severity: 'warning', code: 'foreign-tawk', what, remedy });
  }
  const { status } = await browser.get(new URL(`env-production/${MODULE}/asset/js/widget.js`, root));
  if (status !== 200) {
    const what = `the extension is not compiled in this iTop: its script answers ${status}`;
    const remedy = "Install it with itop-tawk install, and run iTop's setup.";
    return [...findings, { severity: 'warning', code: 'not-compiled', what, remedy }];
  }
  const what = `the extension is there, and gives this user no chat in "${page.portalId}"`;
  const remedy = `One of: "${page.portalId}" is not in enabled_portals; the user has none of the allowed_profiles; property_id or widget_id is wrong. itop-tawk check, on the server, says which.`;
  return [...findings, { severity: 'note', code: 'not-for-this-user', what, remedy }];
}
