import type { Command } from 'commander';
import { type CheckReport, check } from '../itop/check/check';
import type { Finding } from '../itop/finding';
import { becomeOwnerOfItop } from './as-owner';
import { findingLines, statusOf, type Verdict, verdictLines, verdictOf } from './findings';
import { exitHelp, run } from './outcome';
import { type Line, paint, print, printJson, table } from './terminal';

const HELP = `
Reads files only: nothing is changed, and none of iTop's PHP is run. Secrets are never shown.

${exitHelp(
  'nothing to do (notes may be there, and what could not be looked at)',
  'errors or warnings, each with what to do',
  'the folder cannot be read, or is not an iTop',
)}

Examples:
  $ itop-tawk check /var/www/itop
  $ itop-tawk check /var/www/itop --json | jq '.findings[].code'`;

/** `itop-tawk check <folder>`. */
export function register(program: Command): void {
  program
    .command('check')
    .description("says from an iTop's files whether the chat can work: versions, settings and their origin, findings")
    .argument('<folder>', 'folder of an iTop: the one with approot.inc.php')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', HELP)
    .action((folder: string, { json = false }: { json?: boolean }) =>
      run(async () => {
        await becomeOwnerOfItop(folder, 'read');
        return checkAndPrint(folder, json);
      }, json),
    );
}

/** Checks an iTop, prints what is found; @returns the exit status. */
export async function checkAndPrint(folder: string, json: boolean): Promise<number> {
  const report = await check(folder);
  const verdict = verdictOfChat(report.findings);
  if (json) printJson({ ...report, ...verdict });
  else print(...lines(report, verdict));
  return statusOf(report.findings);
}

/** Errors that are gone after iTop's setup was run. */
const WAITS_FOR_SETUP = ['not-compiled', 'not-set-up', 'version-differs'];

function verdictOfChat(findings: Finding[]): Verdict {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 && errors.every(({ code }) => WAITS_FOR_SETUP.includes(code))) {
    return { works: false, says: "The chat does not work yet: iTop's setup has to be run." };
  }
  return verdictOf(findings, 'By its files, the chat works', 'The chat does not work');
}

function lines(report: CheckReport, verdict: Verdict): Line[] {
  const { laid } = report;
  const laidText = laid ? `${laid.version ?? 'unreadable version'} in ${laid.folder}` : 'not there';
  return [
    ...table([
      ['iTop', `${report.itopVersion} in ${report.folder}`],
      ['extension', laidText],
      ['compiled', report.compiled ?? 'no'],
    ]),
    '',
    ...settingLines(report),
    ...report.findings.flatMap(findingLines),
    ...verdictLines(report.findings, verdict),
  ];
}

function settingLines({ settings }: CheckReport): Line[] {
  if (settings.length === 0) return [];
  const rows = settings.map(({ name, value, origin, place }) => [`  ${name}`, value, origin, place ?? '']);
  return [paint('bold', 'settings'), ...table(rows), ''];
}
