import type { Command } from 'commander';
import { type CheckReport, check } from '../itop/check/check';
import type { Finding } from '../itop/finding';
import { becomeOwnerOfItop } from './as-owner';
import { findingLines, statusOf, type Verdict, verdictLines, verdictOf } from './findings';
import { exitHelp, run } from './outcome';
import { type Line, paint, print, printJson, table, wrapped } from './terminal';

const HELP = `
Only reads files: it changes nothing, and runs none of iTop's PHP. Secrets are never shown.

${exitHelp(
  'nothing to do (there may be notes, and things that could not be checked)',
  'errors or warnings, each with what to do',
  'the folder cannot be read, or is not an iTop',
)}

Examples:
  $ itop-tawk check /var/www/itop
  $ itop-tawk check /var/www/itop --json | jq '.findings[].code'`;

/** Options of the output. */
interface Printed {
  /** Also the settings that have their defaults. JSON always has them. */
  all?: boolean;
  json?: boolean;
}

/** `itop-tawk check <folder>`. */
export function register(program: Command): void {
  program
    .command('check')
    .description("checks from an iTop's files whether the chat can work: versions, settings and their origin, findings")
    .argument('<folder>', 'folder of an iTop: the one with approot.inc.php')
    .option('--all', 'show the settings that have their defaults, too')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', wrapped(HELP))
    .action((folder: string, options: Printed) =>
      run(async () => {
        await becomeOwnerOfItop(folder, 'read');
        return checkAndPrint(folder, options);
      }, options.json),
    );
}

/** Checks an iTop and prints the findings; @returns the exit status. */
export async function checkAndPrint(folder: string, { json, all = false }: Printed = {}): Promise<number> {
  const report = await check(folder);
  const verdict = verdictOfChat(report.findings);
  if (json) printJson({ ...report, ...verdict });
  else print(...lines(report, verdict, all));
  return statusOf(report.findings);
}

/** Errors that disappear when iTop's setup is run. */
const WAITS_FOR_SETUP = ['not-compiled', 'not-set-up', 'version-differs'];

function verdictOfChat(findings: Finding[]): Verdict {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 && errors.every(({ code }) => WAITS_FOR_SETUP.includes(code))) {
    return { works: false, says: "The chat does not work yet: iTop's setup has to be run." };
  }
  return verdictOf(findings, 'By its files, the chat works', 'The chat does not work');
}

function lines(report: CheckReport, verdict: Verdict, isAll: boolean): Line[] {
  const { laid } = report;
  const laidText = laid ? `${laid.version ?? 'unreadable version'} in ${laid.folder}` : 'not there';
  return [
    ...table([
      ['iTop', `${report.itopVersion} in ${report.folder}`],
      ['extension', laidText],
      ['compiled', report.compiled ?? (laid ? "not yet: iTop's setup does it" : NOTHING_TO_COMPILE)],
    ]),
    '',
    ...settingLines(report, isAll),
    ...report.findings.flatMap(findingLines),
    ...verdictLines(report.findings, verdict),
  ];
}

const NOTHING_TO_COMPILE = 'nothing: there is no extension to compile';

/** The origins of values that nobody has set in this iTop. */
const UNSET = ['default', 'built in'];

function settingLines({ settings }: CheckReport, isAll: boolean): Line[] {
  if (settings.length === 0) return [];
  const shown = settings.filter(({ origin }) => isAll || !UNSET.includes(origin));
  const rows = shown.map(({ name, value, origin, place }) => [`  ${name}`, value, origin, place ?? '']);
  const hidden = settings.length - shown.length;
  return [
    paint('bold', 'settings'),
    ...table(rows),
    ...(hidden > 0 ? [`  ${hidden} with their defaults: see them with --all`] : []),
    '',
  ];
}
