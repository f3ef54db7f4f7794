import type { Inspection } from '../check/inspection';
import type { Finding } from '../finding';
import type { Provider } from '../provider';
import { MODULE } from '../settings';
import { absenceFindings } from './absence';
import { Browser } from './browser';
import { type ChatPage, type PageContext, readChatPage } from './chat-page';
import { type DeskReport, reportDesk } from './desk-report';
import { type Credentials, rootUrl } from './login';
import { openPage } from './open-page';
import { clientUrl, probeEmbed, probeScript, type ScriptState } from './probes';
import { proofFindings } from './proof';

export interface VerifyOptions extends Credentials {
  /** The portal to open, `backoffice` for the console; by default the page that iTop sends this user to. */
  portal?: string;
  /** The built files of the extension, to compare with the server's scripts; undefined: no comparison. */
  built?: Map<string, Uint8Array>;
  /** The content of this iTop's files, if they can be read from here. */
  files?: Inspection;
}

export interface VerifyReport {
  url: string;
  user: string;
  page: ChatPage['kind'];
  portal?: string;
  chat: boolean;
  /** Who serves it. */
  provider?: Provider;
  identity?: { name?: string; email?: string };
  /** With tawk.to, whether a hash proves the e-mail address; undefined if no identity is sent. */
  secureMode?: boolean;
  /** With another provider, whether the page has a proof of who is asking. */
  proof?: boolean;
  desk?: DeskReport;
  scripts?: ScriptState[];
  embed?: { url: string; answers: boolean };
  findings: Finding[];
}

/**
 * Logs in and reports what this user gets on the page.
 *
 * @param address any address of the iTop
 * @throws LoginError, UnreachableError, NoPortalError
 */
export async function verify(address: string, options: VerifyOptions): Promise<VerifyReport> {
  const browser = new Browser();
  const root = rootUrl(address);
  const page = readChatPage(await openPage(browser, root, options));
  const report: VerifyReport = {
    url: page.url.href,
    user: options.user,
    page: page.kind,
    ...(page.portalId !== undefined && { portal: page.portalId }),
    chat: page.chat !== undefined,
    findings: portalFindings(page, options.portal),
  };
  if (!page.chat)
    return { ...report, findings: [...report.findings, ...(await absenceFindings(browser, root, page, options))] };
  const { context, scripts } = page.chat;
  const provider = context.provider ?? 'tawk';
  const embedUrl = clientUrl(context);
  const [deskReport, scriptProbes, embedProbe, proofs] = await Promise.all([
    reportDesk(browser, page.url, context, options.files),
    Promise.all(scripts.map((script) => probeScript(browser, script, options.built))),
    probeEmbed(embedUrl, page.url, provider),
    provider === 'tawk' ? [] : proofFindings(browser, page.url, context, page.date),
  ]);
  const { hash, name, email } = context.visitor ?? {};
  return {
    ...report,
    provider,
    identity: { ...(name !== undefined && { name }), ...(email !== undefined && { email }) },
    desk: deskReport.desk,
    ...(provider !== 'tawk'
      ? { proof: context.proof !== undefined }
      : context.visitor && { secureMode: hash !== undefined }),
    scripts: scriptProbes.map(({ state }) => state),
    embed: { url: embedUrl.href, answers: embedProbe.answers },
    findings: [
      ...report.findings,
      ...identityFindings(context),
      ...proofs,
      ...deskReport.findings,
      ...scriptProbes.flatMap(({ findings }) => findings),
      ...embedProbe.findings,
    ],
  };
}

function portalFindings(page: ChatPage, asked: string | undefined): Finding[] {
  if (asked === undefined || page.portalId === asked || page.kind === 'other') return [];
  const what = `iTop sends this user to "${page.portalId}", not to "${asked}"`;
  return [{ severity: 'warning', code: 'other-portal', what, remedy: `Use a user who may enter "${asked}".` }];
}

function identityFindings({ visitor, provider }: PageContext): Finding[] {
  if (!visitor) {
    return [
      {
        severity: 'warning',
        code: 'no-identity',
        what: 'the agent does not see who is asking: no name and e-mail address are sent',
        remedy:
          'Give the user a contact in iTop, with an e-mail address; without one, secure mode lets no name through either.',
      },
    ];
  }
  const findings: Finding[] = [];
  for (const part of ['name', 'email'] as const) {
    if (visitor[part]) continue;
    const remedy = `Fill it in on the user's contact in iTop, unless "share" is to leave it out.`;
    findings.push({ severity: 'warning', code: `no-${part}`, what: `no ${part} is sent to the agent`, remedy });
  }
  if (provider !== undefined) return findings;
  if (visitor.hash === undefined) {
    const what = 'secure mode is off: nothing proves the e-mail address';
    const remedy = `Switch it on in tawk.to, and put the JavaScript API key into "api_key" of ${MODULE}.`;
    findings.push({ severity: 'note', code: 'secure-mode-off', what, remedy });
  } else if (!/^[0-9a-f]{64}$/.test(visitor.hash)) {
    const what = `the secure-mode hash has ${visitor.hash.length} characters; expected 64 hexadecimal digits in lower case`;
    findings.push({
      severity: 'error',
      code: 'bad-hash',
      what,
      remedy: 'Install the extension again: itop-tawk install.',
    });
  }
  return findings;
}
