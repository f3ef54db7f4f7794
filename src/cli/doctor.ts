import type { Command } from 'commander';
import { examine } from '../bridge/doctor/doctor';
import { BridgeError } from '../bridge/errors';
import { loadPartialConfig, type PartialConfig } from '../bridge/load-config';
import { findingLines, summary } from './check';
import { EXIT, run } from './outcome';
import { paint, print } from './terminal';

const HELP = `
Makes no ticket and changes nothing in iTop: rights are tried with a request that iTop has to refuse, and the bridge
with a signed event of a kind that it does not deliver. Secrets are never shown; what needs one that is not in the
environment is left out.

Exit status:
  0  all is in order
  1  errors or warnings, each with what to do
  2  the configuration cannot be read, or is wrong

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
    .description('examines the bridge: configuration, store, iTop with credentials and rights, and the running bridge')
    .option('--config <file>', "the bridge's configuration", 'bridge.yaml')
    .option('--url <address>', 'where webhooks arrive (default: where the bridge listens on this machine)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', HELP)
    .action(({ config: file, url, json }: Options) =>
      run(async () => {
        const { passed, findings } = await examine(readConfig(file), url);
        if (json) print(JSON.stringify({ passed, findings }, null, 2));
        else
          print(
            ...passed.map((text) => `${paint('green', 'ok')}: ${text}`),
            '',
            ...findings.flatMap(findingLines),
            summary(findings),
          );
        return findings.some(({ severity }) => severity !== 'note') ? EXIT.findings : EXIT.fine;
      }),
    );
}

/** @throws Error that names the mistakes: a BridgeError of the configuration holds no secrets */
function readConfig(file: string): PartialConfig {
  try {
    return loadPartialConfig(file);
  } catch (error) {
    if (!(error instanceof BridgeError)) throw error;
    throw new Error(`the configuration ${file} is wrong:\n${error.detail.replace(/^/gm, '  ')}`);
  }
}
