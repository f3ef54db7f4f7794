#!/usr/bin/env node
import { Command } from 'commander';
import { version } from '../../package.json';
import * as check from './check';
import * as install from './install';
import * as verify from './verify';

const program = new Command('itop-tawk')
  .description('tawk.to live chat for iTop: install it, see whether it is set up right, verify what a user gets.')
  .version(version)
  .showHelpAfterError('(see --help)')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

for (const { register } of [install, check, verify]) register(program);

await program.parseAsync();
