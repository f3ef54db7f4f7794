import { Command } from 'commander';
import * as bridge from './bridge';
import * as check from './check';
import * as doctor from './doctor';
import * as events from './events';
import * as install from './install';
import * as verify from './verify';

/** Set by the build to the version in package.json. */
declare const VERSION: string | undefined;

const program = new Command('itop-tawk')
  .description('tawk.to live chat for iTop: install it, see that it works, run the bridge')
  .version(typeof VERSION === 'string' ? VERSION : '0.0.0-dev')
  .showHelpAfterError('(see --help)')
  // A wrong option is 2, as is work that could not be done; 1 says that work was done and found something.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

for (const { register } of [install, check, verify, bridge, events, doctor]) register(program);

await program.parseAsync();
