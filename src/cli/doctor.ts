import type { Command } from 'commander';
import { loadPartialConfig } from '../bridge/config/load';
import { examine } from '../bridge/doctor/doctor';
import { becomeOwnerOfStore } from './as-owner';
import { findingLines, statusOf, verdictLines, verdictOf } from './findings';
import { exitHelp, run } from './outcome';
import { paint, print, printJson, wrapped } from './terminal';
import { webAddress } from './web-address';

const HELP = `
Makes no ticket and changes nothing in iTop: it tries rights with a request that iTop has to refuse, and the bridge with
a signed event of a kind that it does not deliver. Secrets are never shown; checks whose secret is not in the environment
are skipped.

${exitHelp(
  'all is in order (there may be notes, and things that could not be checked)',
  'errors or warnings, each with what to do',
  'the configuration cannot be read, or is wrong',
)}

Examples:
  $ itop-tawk doctor --config bridge.yaml
  $ itop-tawk doctor --config bridge.yaml --url https://bridge.example.com/webhooks/tawk`;

interface Options {
  config: string;
  url?: string;
  json?: boolean;
}

/** `itop-tawk doctor`. */
export function register(program: Command): void {
  program
    .command('doctor')
    .description('checks the bridge: configuration, store, iTop with credentials and rights, and the running bridge')
    .option('--config <file>', "the bridge's configuration", 'bridge.yaml')
    .option('--url <address>', 'where webhooks arrive (default: where the bridge listens on this machine)', webAddress)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', wrapped(HELP))
    .action(({ config: file, url, json }: Options) => run(() => examineAndPrint(file, url, json), json));
}

/** Examines a bridge and prints the findings; @returns the exit status. */
export async function examineAndPrint(file: string, url: string | undefined, json = false): Promise<number> {
  const loaded = loadPartialConfig(file);
  await becomeOwnerOfStore(loaded.config.database);
  const { passed, findings } = await examine(loaded, url, file);
  const verdict = verdictOf(findings, 'Chats become tickets', 'Chats do not become tickets');
  if (json) printJson({ passed, findings, ...verdict });
  else {
    const fine = passed.map((text) => [paint('green', 'ok'), `: ${text}`]);
    print(...fine, '', ...findings.flatMap(findingLines), ...verdictLines(findings, verdict));
  }
  return statusOf(findings);
}
