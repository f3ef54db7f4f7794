import type { Command } from 'commander';
import { type CheckReport, check } from '../itop/check/check';
import type { Finding, Severity } from '../itop/finding';
import { formatPlace } from '../itop/place';
import { EXIT, run } from './outcome';
import { paint, print, table } from './terminal';

const HELP = `
Reads files only: nothing is changed, and none of iTop's PHP is run. Secrets are never shown.

Exit status:
  0  nothing to do (notes may be there)
  1  errors or warnings, each with what to do
  2  the folder cannot be read, or is not an iTop

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
    .action((folder: string, options: { json?: boolean }) =>
      run(async () => {
        const report = await check(folder);
        if (options.json) print(JSON.stringify(report, null, 2));
        else print(...lines(report));
        return report.findings.some(({ severity }) => severity !== 'note') ? EXIT.findings : EXIT.fine;
      }),
    );
}

function lines(report: CheckReport): string[] {
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
    summary(report.findings),
  ];
}

function settingLines({ settings }: CheckReport): string[] {
  if (settings.length === 0) return [];
  const rows = settings.map(({ name, value, origin, place }) => [`  ${name}`, value, origin, place ?? '']);
  return [paint('bold', 'settings'), ...table(rows), ''];
}

const COLOURS: Record<Severity, 'red' | 'yellow' | 'cyan'> = { error: 'red', warning: 'yellow', note: 'cyan' };

/** What is wrong, the place, and the remedy behind an arrow; an empty line ends it. */
export function findingLines({ severity, what, place, remedy }: Finding): string[] {
  return [
    `${paint(COLOURS[severity], severity)}: ${what}`,
    ...(place ? [`  at ${formatPlace(place)}`] : []),
    `  → ${remedy}`,
    '',
  ];
}

export function summary(findings: Finding[]): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const text = [`${count('error')} errors`, `${count('warning')} warnings`, `${count('note')} notes`].join(', ');
  return paint('bold', text.replace(/\b1 (error|warning|note)s/g, '1 $1'));
}
