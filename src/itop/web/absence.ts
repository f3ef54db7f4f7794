import { allFindings } from '../check/check';
import type { Inspection } from '../check/inspection';
import type { Finding } from '../finding';
import { ItopError } from '../rest/error';
import { ItopRest } from '../rest/rest';
import { listOf, MODULE } from '../settings';
import type { Browser } from './browser';
import type { ChatPage } from './chat-page';
import { type Credentials, SERVER_FAILS } from './login';

/**
 * Why there is no chat, as far as that can be seen from outside: the extension's script shows whether the extension is
 * compiled; which setting is the reason can be seen only in the files on the server.
 */
export async function absenceFindings(
  browser: Browser,
  root: URL,
  page: ChatPage,
  { files, ...credentials }: Credentials & { files?: Inspection },
): Promise<Finding[]> {
  if (page.kind === 'other') {
    const what = `${page.url} answers ${page.status}, and is neither portal nor console but "${page.title}"`;
    const remedy =
      page.status >= 500
        ? SERVER_FAILS
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
  if (await isModelOld(root, credentials)) return [...findings, NOT_RESTARTED];
  return [...findings, ...(files ? causesInFiles(files, page) : [notForThisUser(page, anyCause(page.portalId))])];
}

const RESTART =
  "Restart PHP (php-fpm, or Apache's own) after a setup from the command line: the cache of the web's PHP (APCu) keeps the old list of extensions. If that changes nothing, look at iTop's log/error.log.";

/** The remedy if the files cannot be read. */
const anyCause = (portalId: string | undefined) =>
  `One of: "${portalId}" is not in enabled_portals; the user has none of the allowed_profiles; property_id or widget_id is wrong; PHP was not restarted after a setup from the command line. itop-tawk check, on the server, shows the settings; verify with --folder, there, tells which it is.`;

const NOT_RESTARTED: Finding = {
  severity: 'error',
  code: 'php-not-restarted',
  what: 'no chat: the extension is compiled, but PHP works with an older state of iTop',
  remedy: RESTART,
};

function notForThisUser({ portalId }: ChatPage, remedy: string): Finding {
  const what = `the extension is there, and gives this user no chat in "${portalId}"`;
  return { severity: 'note', code: 'not-for-this-user', what, remedy };
}

/**
 * Whether iTop does not know an attribute that the compiled extension defines. An iTop without user requests, or a user
 * who may not query it, gives no answer.
 */
async function isModelOld(root: URL, credentials: Credentials): Promise<boolean> {
  const itop = new ItopRest({ url: root.href, credentials, timeout: 10_000 });
  try {
    await itop.find('UserRequest', '-1', ['tawkto_id']);
    return false;
  } catch (error) {
    return error instanceof ItopError && /invalid attribute.*tawkto_id/i.test(error.detail);
  }
}

/**
 * If the files are readable: reports the settings that do not fit. If all of them fit, the running PHP uses another
 * state than the files.
 */
function causesInFiles(files: Inspection, page: ChatPage): Finding[] {
  const errors = allFindings(files).filter(({ severity }) => severity === 'error');
  // about this user more can be said than that nobody gets the chat
  const wrong = errors.filter(({ code }) => code !== 'nobody');
  if (wrong.length > 0) return wrong;
  const names = (setting: string) => listOf(files.settings.find(({ name }) => name === setting)?.value) ?? [];
  const portals = names('enabled_portals');
  if (!portals.includes(page.portalId ?? '')) {
    return [notForThisUser(page, `Add "${page.portalId}" to enabled_portals, which has: ${portals.join(', ')}.`)];
  }
  if (errors.length > 0) return errors;
  const profiles = names('allowed_profiles');
  if (profiles.length === 0) return [NOT_RESTARTED];
  const remedy = `Has the user one of the allowed_profiles: ${profiles.join(', ')}? If so: ${RESTART}`;
  return [notForThisUser(page, remedy)];
}
