import { type Command, Option } from 'commander';
import { inspect } from '../itop/check/inspection';
import { PackageError, readExtensionPackage } from '../itop/install/extension-package';
import type { ScriptState } from '../itop/web/probes';
import { type VerifyReport, verify } from '../itop/web/verify';
import { findingLines } from './check';
import { builtExtension } from './install';
import { EXIT, run } from './outcome';
import { askPassword } from './password';
import { paint, print, table } from './terminal';
import { webAddress } from './web-address';

const HELP = `
Logs in with iTop's form as a browser would; the password is asked for, or taken from ITOP_PASSWORD. Nothing is changed
in iTop, apart from the log-in itself.

Exit status:
  0  the user gets the chat, and what was seen of it is in order (notes may be there); with --expect none: gets none
  1  errors or warnings, each with what to do; or a user without the chat, with --expect none one with it
  2  no answer, the log-in is refused, or no such portal

That tawk.to cannot be reached from here is a note: this machine may have to stay inside while the users' browsers need
not. An answer other than 200 is a warning.

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
    .addHelpText('after', HELP)
    .action((url: string, { user, portal, folder, expect, json }: Options) =>
      run(async () => {
        const password = await askPassword('ITOP_PASSWORD', `Password of ${user} in iTop: `);
        const built = await builtFiles();
        const files = folder === undefined ? undefined : await inspect(folder);
        const report = await verify(url, {
          user,
          password,
          ...(portal && { portal }),
          ...(built && { built }),
          ...(files && { files }),
        });
        const isExpected = (expect === 'chat') === report.chat;
        if (json) print(JSON.stringify({ ...report, expect, isExpected }, null, 2));
        else print(...lines(report), ...(isExpected ? [] : [paint('red', `expected: ${expect}`)]));
        return isExpected && (expect === 'none' || isInOrder(report)) ? EXIT.fine : EXIT.findings;
      }),
    );
}

/** The files to compare with; undefined when nothing was built here. */
async function builtFiles(): Promise<Map<string, Uint8Array> | undefined> {
  try {
    return (await readExtensionPackage(await builtExtension())).files;
  } catch (error) {
    if (error instanceof PackageError) return undefined;
    throw error;
  }
}

function isInOrder({ findings }: VerifyReport): boolean {
  return findings.every(({ severity }) => severity === 'note');
}

function lines(report: VerifyReport): string[] {
  const { identity, scripts = [], embed, portal } = report;
  const rows = [
    ['user', report.user],
    ['page', `${report.page}${portal ? ` "${portal}"` : ''}, ${report.url}`],
    ['chat', report.chat ? paint('green', 'yes') : 'no'],
  ];
  if (identity) rows.push(['identity', [identity.name, identity.email].filter(Boolean).join(', ') || 'none']);
  if (report.secureMode !== undefined) rows.push(['secure mode', report.secureMode ? 'on, with a hash' : 'no hash']);
  for (const script of scripts) rows.push(['script', `${script.url}, ${scriptText(script)}`]);
  if (embed) rows.push(['embed', `${embed.url}, ${embed.answers ? 'answers' : 'does not answer'}`]);
  return [...table(rows), '', ...report.findings.flatMap(findingLines)];
}

function scriptText({ answers, isOurs }: ScriptState): string {
  if (!answers) return 'not there';
  return isOurs === undefined
    ? 'there; not compared, for nothing is built here'
    : isOurs
      ? 'the one that was built'
      : 'not the one that was built';
}
