import { type Command, Option } from 'commander';
import { inspect } from '../itop/check/inspection';
import { PackageError, readExtensionPackage } from '../itop/install/extension-package';
import { TITLES } from '../itop/provider';
import type { DeskReport } from '../itop/web/desk-report';
import type { ScriptState } from '../itop/web/probes';
import { type VerifyReport, verify } from '../itop/web/verify';
import { becomeOwnerOfItop } from './as-owner';
import { findingLines, verdictLines } from './findings';
import { builtExtension } from './install';
import { EXIT, exitHelp, run } from './outcome';
import { askPassword } from './password';
import { type Line, type Piece, paint, print, printJson, table, wrapped } from './terminal';
import { webAddress } from './web-address';

const HELP = `
Logs in with iTop's form as a browser would; the password is asked for, or taken from ITOP_PASSWORD. Nothing is changed
in iTop, apart from the log-in itself.

${exitHelp(
  'the user gets the chat, and all that was checked is in order (there may be notes); with --expect none: gets none',
  'errors or warnings, each with what to do; or a user without the chat (with --expect none: with it)',
  'no answer, the log-in is refused, or no such portal',
)}

It is no error if the provider cannot be reached from here: this machine may have no access to the internet while the users'
browsers have. An answer other than 200 is a warning.

Examples:
  $ itop-tawk verify https://itop.example.com --user paula
  $ itop-tawk verify https://itop.example.com --user paula --folder /var/www/itop
  $ ITOP_PASSWORD=… itop-tawk verify https://itop.example.com --user alice --portal backoffice --expect none`;

interface Options {
  user: string;
  portal?: string;
  folder?: string;
  expect: 'chat' | 'none';
  json?: boolean;
}

/** `itop-tawk verify <url>`. */
export function register(program: Command): void {
  program
    .command('verify')
    .description('logs in to an iTop as one of its users, and says whether this person gets the chat, and how')
    .argument('<url>', 'address of the iTop', webAddress)
    .requiredOption('--user <name>', 'who logs in')
    .option('--portal <id>', 'open this portal, "backoffice" for the console (default: where iTop sends the user)')
    .option('--folder <folder>', 'the folder of the same iTop, on its server: tells more exactly why there is no chat')
    .addOption(new Option('--expect <what>', 'what this user is to get').choices(['chat', 'none']).default('chat'))
    .option('--json', 'print the report as JSON')
    .addHelpText('after', wrapped(HELP))
    .action((url: string, { user, portal, folder, expect, json }: Options) =>
      run(async () => {
        const password = await askPassword(url, user);
        const built = await builtFiles();
        if (folder !== undefined) await becomeOwnerOfItop(folder, 'read');
        const files = folder === undefined ? undefined : await inspect(folder);
        const report = await verify(url, {
          user,
          password,
          ...(portal && { portal }),
          ...(built && { built }),
          ...(files && { files }),
        });
        const isExpected = (expect === 'chat') === report.chat;
        const isFine = isExpected && (expect === 'none' || isInOrder(report));
        const verdict = { works: isFine, says: sentence(report, expect) };
        if (json) printJson({ ...report, expect, isExpected, ...verdict });
        else print(...lines(report), ...verdictLines(report.findings, verdict));
        return isFine ? EXIT.fine : EXIT.findings;
      }, json),
    );
}

/** The files to compare with; undefined if nothing was built here. */
async function builtFiles(): Promise<Map<string, Uint8Array> | undefined> {
  try {
    return (await readExtensionPackage(await builtExtension())).files;
  } catch (error) {
    if (error instanceof PackageError) return undefined;
    throw error;
  }
}

function isInOrder({ findings }: VerifyReport): boolean {
  return findings.every(({ severity }) => severity === 'note' || severity === 'unknown');
}

/** The last line: what this user gets, and whether that is as expected. */
function sentence(report: VerifyReport, expect: Options['expect']): string {
  const { user, chat, findings } = report;
  if (!chat) return `${user} gets no chat${expect === 'none' ? ', as expected' : '; expected: chat'}.`;
  if (expect === 'none') return `${user} gets the chat; expected: none.`;
  if (findings.some(({ severity }) => severity === 'error'))
    return `${user} gets a chat that does not work: see above.`;
  if (!isInOrder(report)) return `${user} gets the chat, and something should be changed: see above.`;
  const isSeen = findings.every(({ severity }) => severity === 'note');
  return `${user} gets the chat${isSeen ? '' : ', as far as can be checked from here'}.`;
}

function lines(report: VerifyReport): Line[] {
  const { identity, desk, scripts = [], embed, portal } = report;
  const rows: Piece[][] = [
    ['user', report.user],
    ['page', `${report.page}${portal ? ` "${portal}"` : ''}, ${report.url}`],
    ['chat', report.chat ? paint('green', 'yes') : 'no'],
  ];
  // The property is enough to recognize tawk.to.
  if (report.provider && report.provider !== 'tawk') rows.push(['provider', TITLES[report.provider]]);
  if (identity) rows.push(['identity', [identity.name, identity.email].filter(Boolean).join(', ') || 'none']);
  if (report.secureMode !== undefined) rows.push(['secure mode', report.secureMode ? 'on, with a hash' : 'no hash']);
  if (report.proof !== undefined) rows.push(['proof', report.proof ? 'there' : 'none']);
  if (desk) rows.push(...deskRows(desk, report.provider));
  for (const script of scripts) rows.push(['script', `${script.url}, ${scriptText(script)}`]);
  if (embed) rows.push(['embed', `${embed.url}, ${embed.answers ? 'answers' : 'does not answer'}`]);
  return [...table(rows), '', ...report.findings.flatMap(findingLines)];
}

function deskRows(
  { property, widget, entry, name, hours, facts, pages }: DeskReport,
  provider: VerifyReport['provider'],
): [string, string][] {
  const which = entry === undefined ? 'the plain settings' : `entry ${entry} of "widgets"${name ? `, "${name}"` : ''}`;
  const department = widget === '0' ? "the server's own department" : `department ${widget}`;
  const where = provider === 'livehelperchat' ? `${property}, ${department}` : `property ${property}, widget ${widget}`;
  const told = Object.entries(facts).map(([key, value]) => `${key}: ${value}`);
  return [
    ['desk', `${where} (${which})`],
    ['hours', hoursText(hours)],
    ['facts', [...told, ...(pages ? ['what is looked at during the chat'] : [])].join('; ') || 'none'],
  ];
}

function hoursText(hours: DeskReport['hours']): string {
  if (!hours) return 'always open';
  const { isOpen, until } = hours;
  const time = until === null ? undefined : new Date(until * 1000).toISOString().slice(0, 16).replace('T', ' ');
  if (isOpen) return time ? `open until ${time} UTC` : 'open, for the next 14 days';
  return time ? `closed until ${time} UTC` : 'closed, for the next 14 days';
}

function scriptText({ answers, isOurs }: ScriptState): string {
  if (!answers) return 'not there';
  return isOurs === undefined
    ? 'there; not compared, because this machine has no built extension'
    : isOurs
      ? 'the one that was built'
      : 'not the one that was built';
}
