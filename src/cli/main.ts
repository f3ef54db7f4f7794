import { Command } from 'commander';
import { register as registerBridge } from './bridge';
import { register as registerEvents } from './events';

/** Set by the build to the version in package.json. */
declare const VERSION: string | undefined;

const program = new Command('itop-tawk')
  .description('tawk.to live chat for iTop')
  .version(typeof VERSION === 'string' ? VERSION : '0.0.0-dev')
  .showHelpAfterError();

registerBridge(program);
registerEvents(program);

await program.parseAsync();
