import type { Command } from 'commander';
import type { PropertyConfig } from '../bridge/config/config';
import { loadPartialConfig, type PartialConfig, withoutVariables } from '../bridge/config/load';
import { type Forgotten, type Known, Person } from '../bridge/jobs/forget/forget';
import { openStoreOfBridge } from '../bridge/store/open';
import { becomeOwnerOfStore } from './as-owner';
import { confirm } from './confirm';
import { doneLines, isAllForgotten, isAnythingKnown, knownAsJson, knownLines, leftToYou } from './forget-text';
import { EXIT, exitHelp, run, UsageError } from './outcome';
import { createProgress } from './progress';
import { print, printJson, wrapped } from './terminal';

const HELP = `
Erases what the bridge has stored of that person (their chats, their tickets in tawk.to and all events of these; events
that are not delivered yet are given up), and in each iTop the person's chats and what they chose in the panel. It first
shows what it would do, and asks; without a terminal, and with --json, it needs --yes. Then it lists what it cannot reach:
tickets, the person in iTop, sent mails, tawk.to, backups. In an address, capitals do not matter; everything else does.

You can run it while the bridge runs, by its user and in its folder, and repeated at any time.

${exitHelp(
  'all that can be reached is forgotten, or nothing was known',
  'something is left and why, or nothing was done because nobody confirmed it',
  'nothing could be done',
)}

Examples:
  $ itop-tawk forget --email jane@example.com --config bridge.yaml
  $ itop-tawk forget --email jane@example.com --yes --json`;

interface Options {
  config: string;
  email: string;
  yes?: boolean;
  json?: boolean;
}

/** `itop-tawk forget`. */
export function register(program: Command): void {
  program
    .command('forget')
    .description('forgets one person: what the bridge has stored of their chats, and their chats in iTop')
    .requiredOption('--email <address>', "the person's e-mail address")
    .option('--config <file>', "the bridge's configuration", 'bridge.yaml')
    .option('--yes', 'do not ask')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', wrapped(HELP))
    .action((options: Options) => run(() => forget(options), options.json));
}

async function forget(options: Options): Promise<number> {
  const email = options.email.trim();
  // with an empty e-mail, iTop would return everybody who has none
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new UsageError('expected --email with one address, such as jane@example.com');
  }
  const loaded = loadPartialConfig(options.config);
  const properties = withCredentials(loaded);
  const { database } = loaded.config;
  await becomeOwnerOfStore(database);
  const store = await openStoreOfBridge(database);
  const progress = createProgress();
  try {
    const person = new Person(store, properties, email, progress.tell);
    const known = await person.known();
    progress.end();
    const left = leftToYou(known, database);
    if (!options.json) print(...knownLines(known));
    // after a confirmation, events that tawk.to sends later are not kept either, even if nothing has come yet
    const isWanted = options.yes === true || (isAnythingKnown(known) && (await isAgreed(options)));
    if (!isWanted) return tellOnly(options, known, left);
    const done = await person.forget();
    progress.end();
    return tellDone(options, known, done, left);
  } finally {
    await store.close();
  }
}

/** @throws UsageError if there is no terminal to ask on */
async function isAgreed({ json, email }: Options): Promise<boolean> {
  if (json) return false;
  const answered = await confirm(`Forget ${email}? This cannot be undone.`);
  if (answered === undefined) {
    throw new UsageError('nothing was forgotten: there is no terminal to ask on. Confirm with --yes');
  }
  return answered;
}

/** Prints the known data, if there is nothing to do, or nothing is done because nobody confirmed it. */
function tellOnly({ json }: Options, known: Known, left: string[]): number {
  const isAny = isAnythingKnown(known);
  if (json) printJson({ ...knownAsJson(known), forgotten: null, leftToYou: left });
  else print(isAny ? 'nothing was forgotten' : 'nothing to forget here', '', ...listed(left));
  return isAny ? EXIT.findings : EXIT.fine;
}

function tellDone({ json }: Options, known: Known, done: Forgotten, left: string[]): number {
  if (json) printJson({ ...knownAsJson(known), forgotten: done, leftToYou: left });
  else print('', ...doneLines(done), '', ...listed(left));
  return isAllForgotten(done) ? EXIT.fine : EXIT.findings;
}

function listed(left: string[]): string[] {
  return ['left to you:', ...left.map((line) => `  ${line}`)];
}

/** @throws BridgeError CONFIG if iTop's credentials are missing */
function withCredentials({ config, gaps, isKnown }: PartialConfig): PropertyConfig[] {
  if (!config.properties.every(({ itop }) => Object.values(itop.credentials).every(isKnown))) {
    throw withoutVariables(gaps, 'forget --email jane@example.com');
  }
  return config.properties;
}
