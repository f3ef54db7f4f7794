import { Command } from 'commander';
import { version } from '../bridge/version';

/** Each brings packages of its own; loading those of all takes longer than most commands run. */
const COMMANDS = {
  install: () => import('./install'),
  check: () => import('./check'),
  verify: () => import('./verify'),
  uninstall: () => import('./uninstall'),
  bridge: () => import('./bridge'),
  events: () => import('./events'),
  backfill: () => import('./backfill'),
  doctor: () => import('./doctor'),
};

const program = new Command('itop-tawk')
  .description('tawk.to live chat for iTop: install it, see that it works, run the bridge')
  .version(version)
  .showHelpAfterError('(see --help)')
  // A wrong option is 2, as is work that could not be done; 1 says that work was done and found something.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

const asked = Object.entries(COMMANDS).filter(([name]) => name === process.argv[2]);
for (const [, load] of asked.length > 0 ? asked : Object.entries(COMMANDS)) (await load()).register(program);

await program.parseAsync();
