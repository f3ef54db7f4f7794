import { Command } from 'commander';
import { version } from '../bridge/base/version';
import { EXIT, fail, UsageError } from './outcome';

/** Each command loads its own packages; loading those of all would take longer than most commands run. */
const COMMANDS = {
  setup: () => import('./setup'),
  'setup-bridge': () => import('./setup-bridge'),
  install: () => import('./install'),
  check: () => import('./check'),
  verify: () => import('./verify'),
  uninstall: () => import('./uninstall'),
  bridge: () => import('./bridge'),
  events: () => import('./events'),
  backfill: () => import('./backfill'),
  forget: () => import('./forget'),
  doctor: () => import('./doctor'),
};

// If the reader is gone (`… | head`), only output is lost: the work and the exit status stay the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    fail(error);
    process.exit(EXIT.failed);
  });
}

/** Names the unknown option without its value: `--password=…` is reported, but the password goes into no log. */
const withoutValue = (text: string) => text.replace(/(unknown option '--[\w-]+)=.*'/s, "$1=…'");

const program = new Command('itop-tawk')
  .description('tawk.to live chat for iTop: install it, see that it works, run the bridge')
  .version(version)
  .showHelpAfterError('(see --help)')
  .configureOutput({ outputError: (text, write) => write(withoutValue(text)) })
  .exitOverride(({ exitCode, message }) => {
    if (exitCode === 0) process.exit(EXIT.fine);
    // commander has already written to standard error
    if (process.argv.includes('--json')) fail(new UsageError(withoutValue(message).replace(/^error: /, '')), true);
    process.exit(EXIT.failed);
  });

const asked = Object.entries(COMMANDS).filter(([name]) => name === process.argv[2]);
for (const [, load] of asked.length > 0 ? asked : Object.entries(COMMANDS)) (await load()).register(program);

await program.parseAsync().catch((error: unknown) => fail(error, process.argv.includes('--json')));
