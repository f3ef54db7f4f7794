import { withoutCredentials } from '../address';
import type { Finding } from '../finding';
import type { Provider } from '../provider';
import { Browser, UnreachableError } from './browser';
import type { PageContext } from './chat-page';

export interface ScriptState {
  url: string;
  answers: boolean;
  /** Whether it is the one that we built; undefined if there is none to compare with. */
  isOurs?: boolean;
}

/** The provider, or a proxy before it, counts as not answering after this time. Milliseconds. */
const EMBED_TIMEOUT_MS = 5_000;

/** Is a script of the widget available, served as a script, and exactly the one that was built? */
export async function probeScript(browser: Browser, url: URL, files: Map<string, Uint8Array> | undefined) {
  const built = [...(files ?? [])].find(([path]) => url.pathname.endsWith(`/${path}`))?.[1];
  const { status, type, bytes } = await browser.get(url);
  const state: ScriptState = { url: url.href, answers: status === 200 && /javascript/.test(type) };
  const findings: Finding[] = [];
  if (!state.answers) {
    const what = `the page asks for ${url}, which answers ${status} as ${type || 'nothing'}: there is no chat in the browser`;
    const remedy = "Run iTop's setup again, and let the web server serve .js files below env-production/.";
    findings.push({ severity: 'error', code: 'script-missing', what, remedy });
  } else if (built) {
    state.isOurs = Buffer.from(bytes).equals(built);
    if (!state.isOurs) {
      const what = `${url} is not the script that was built here (${bytes.length} bytes, built: ${built.length})`;
      const remedy =
        "Run itop-tawk install and iTop's setup; if that was done, a cache in front of iTop has the old one.";
      findings.push({ severity: 'warning', code: 'script-differs', what, remedy });
    }
  }
  return { state, findings };
}

/**
 * What browsers load from a provider first. Live Helper Chat's client is where its server is (seen in c15cd17dd, of
 * August 2026).
 */
export function clientUrl({ embedUrl, provider }: PageContext): URL {
  const url = withoutCredentials(new URL(embedUrl));
  return provider === 'livehelperchat' ? new URL('design/defaulttheme/js/widgetv2/index.js', url) : url;
}

const ADDRESSES: Record<Provider, { setting: string; ask: string }> = {
  tawk: { setting: 'embed_base_url', ask: 'Are property_id and widget_id right?' },
  livehelperchat: { setting: 'livehelperchat_url', ask: 'Is livehelperchat_url right: is its index.php there?' },
};

/** Does the provider's client answer on this machine? Users' browsers may be on another network. */
export async function probeEmbed(
  url: URL,
  page: URL,
  provider: Provider,
): Promise<{ answers: boolean; findings: Finding[] }> {
  const findings: Finding[] = [];
  if (page.protocol === 'https:' && url.protocol !== 'https:') {
    const what = `browsers do not load ${url} into a page that came by https`;
    findings.push({
      severity: 'error',
      code: 'embed-insecure',
      what,
      remedy: `Use an https address in "${ADDRESSES[provider].setting}".`,
    });
  }
  const remedy = `${ADDRESSES[provider].ask} Does a firewall or proxy keep ${url.origin} away?`;
  try {
    const { status } = await new Browser(EMBED_TIMEOUT_MS).get(url);
    if (status === 200) return { answers: true, findings };
    findings.push({
      severity: 'warning',
      code: 'embed-refuses',
      what: `${url} answers ${status}, expected 200`,
      remedy,
    });
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    // A server often has no access to the internet although its users have.
    const here = "Where users' browsers reach it there is nothing to do: open the address in one of them.";
    findings.push({ severity: 'unknown', code: 'embed-unreachable', what: error.message, remedy: `${here} ${remedy}` });
  }
  return { answers: false, findings };
}
