import { type Command, Option } from 'commander';
import { check } from '../itop/check/check';
import { copyInForce, type Inspection, inspect } from '../itop/check/inspection';
import { planSettings, type SettingsPlan } from '../itop/configure/settings-plan';
import { writeConfig } from '../itop/configure/write-config';
import { PhpDepthError } from '../itop/files/php-file';
import { ChangeError } from '../itop/install/aside';
import { type ExtensionPackage, openPackage } from '../itop/install/extension-package';
import { install } from '../itop/install/install';
import { type InstallPlan, planInstall } from '../itop/install/install-plan';
import { PROVIDERS } from '../itop/provider';
import { becomeOwnerOfItop } from './as-owner';
import { checkAndPrint } from './check';
import { openDialogue } from './dialogue';
import { statusOf } from './findings';
import { builtExtension } from './install';
import { EXIT, exitHelp, run, UsageError } from './outcome';
import { collectAnswers, KEY_VARIABLE, type SetupOptions } from './setup-answers';
import { aboutSecret, SECRET_VARIABLE } from './setup-provider';
import { type Line, numbered, paint, print, printJson, table, wrapped } from './terminal';
import { webAddress } from './web-address';

const HELP = `
Asks what the chat needs; Enter keeps what is set now. Shows what it will write and where, and asks once more. The old
configuration file stays next to the new one, under another name. Installs the extension if it is not there yet, and ends
with: itop-tawk check.

Run it as the user who owns the iTop; root becomes that user.

Each question has an option, for scripts. The API key of tawk.to's secure mode is taken from ${KEY_VARIABLE}; what iTop signs
with for Live Helper Chat, from ${SECRET_VARIABLE}, or it is made.

${exitHelp(
  'the chat works, by the files; with --dry-run: shown',
  "written, and there is something to do: the first time, run iTop's setup",
  'refused, failed or ended; nothing was changed',
)}

Examples:
  $ sudo -u www-data itop-tawk setup /var/www/itop
  $ sudo -u www-data itop-tawk setup /var/www/itop --chat https://tawk.to/chat/58ca8453b8a7e060cd3b1ecb/default --yes
  $ sudo -u www-data itop-tawk setup /var/www/itop --livehelperchat https://chat.example.com/ --department 3 --yes
  $ sudo -u www-data itop-tawk setup /var/www/itop --portals itop-portal backoffice --everybody --dry-run`;

interface Options extends SetupOptions {
  install?: boolean;
  from?: string;
  yes?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

/** `itop-tawk setup <folder>`. */
export function register(program: Command): void {
  program
    .command('setup')
    .description('asks what the chat needs, writes it into the configuration file of an iTop, and checks it')
    .argument('<folder>', 'folder of an iTop: the one with approot.inc.php')
    .addOption(new Option('--provider <name>', 'who serves the chat').choices(PROVIDERS))
    .option('--chat <text>', "tawk.to's snippet, Direct Chat Link or <property id>/<widget id>")
    .option('--property <id>', "tawk.to's Property ID")
    .option('--widget <id>', "tawk.to's Widget ID")
    .option('--livehelperchat <address>', 'address of your Live Helper Chat', webAddress)
    .option('--department <number>', 'its department that chats are for, or none')
    .option('--portals <id...>', 'where the chat is shown; backoffice is the console')
    .option('--profiles <name...>', 'who gets it')
    .option('--everybody', 'everybody who can open these portals gets it')
    .option('--no-secure-mode', `switch secure mode off (on: ${KEY_VARIABLE} in the environment)`)
    .option('--no-install', 'do not install the extension')
    .option('--from <zip or folder>', 'the built extension (default: the one that came with this command)')
    .option('--yes', 'write without asking')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--json', 'ask nothing, and print the result as JSON')
    .addHelpText('after', wrapped(HELP))
    .action((folder: string, options: Options) => run(() => setUp(folder, options), options.json));
}

async function setUp(folder: string, options: Options): Promise<number> {
  const readPackage = options.install === false ? undefined : await openPackage(options.from ?? builtExtension());
  await becomeOwnerOfItop(folder, 'write');
  const inspection = await inspect(folder);
  if (inspection.isConfigTooDeep) throw new PhpDepthError('conf/production/config-itop.php');
  const dialogue = options.json ? undefined : openDialogue();
  try {
    const { wanted, missing } = await collectAnswers(inspection, options, dialogue);
    if (!dialogue && !options.yes && !options.dryRun) missing.push('--yes');
    if (missing.length > 0) throw new UsageError(`there is no terminal to ask on. Missing: ${missing.join(', ')}`);
    const plan = await planSettings(inspection, wanted);
    const laying = readPackage && (await planLaying(inspection, readPackage));
    if (!options.json) print(...planLines(inspection, plan, laying?.plan));
    if (options.dryRun) {
      if (options.json) printJson({ ...forScripts(plan, laying?.plan), dryRun: true });
      return EXIT.fine;
    }
    const isAnything = plan.changes.length > 0 || laying !== undefined;
    if (isAnything && !options.yes && !(await dialogue?.confirm('Write this?'))) {
      throw new UsageError('nothing was written');
    }
    const keptAs = plan.changes.length > 0 ? await writeConfig(folder, plan.before, plan.after, new Date()) : undefined;
    if (laying) await lay(laying, keptAs);
    if (options.json) return await printResult(folder, plan, laying?.plan, keptAs);
    if (keptAs) print(paint('green', `Written. The old file is ${keptAs}`), '');
    const status = await checkAndPrint(folder);
    if (keptAs && plan.changes.some(({ name }) => name === 'livehelperchat_secret'))
      print('', ...aboutSecret(plan.file));
    if (laying) print('', ...numbered("Next, iTop's setup:", laying.plan.next));
    return status;
  } finally {
    dialogue?.close();
  }
}

/** After the settings, because their file is more likely to be read-only. @throws ChangeError */
async function lay({ plan, pack }: { plan: InstallPlan; pack: ExtensionPackage }, keptAs: string | undefined) {
  try {
    await install(plan, pack);
  } catch (error) {
    if (!keptAs) throw error;
    const settings = `The settings are written (the old file is ${keptAs}), and the extension is not installed`;
    throw new ChangeError(`${settings}: ${(error as Error).message}`, { cause: error });
  }
}

/** Plans to install the extension that came with this command, if it is missing or Combodo's 1.x is there. */
async function planLaying(
  { itop, own }: Inspection,
  readPackage: () => Promise<ExtensionPackage>,
): Promise<{ plan: InstallPlan; pack: ExtensionPackage } | undefined> {
  const there = copyInForce(own);
  if (there?.version !== undefined && !there.version.startsWith('1.')) return undefined;
  const pack = await readPackage();
  const plan = await planInstall(itop.root, pack, new Date());
  return plan.isDone ? undefined : { plan, pack };
}

function planLines({ itop }: Inspection, { file, changes }: SettingsPlan, laying: InstallPlan | undefined): Line[] {
  const rows = changes.map(({ name, from, to }) => [`  ${name}`, from, `→ ${to}`]);
  return [
    `iTop ${itop.version} in ${itop.root}`,
    ...(laying ? [`The extension ${laying.version} will be copied into extensions/`] : []),
    ...(laying?.aside ?? []).map(({ from, to }) => `${from} will be moved to ${to}`),
    ...(changes.length > 0 ? [`${file} will say:`, ...table(rows)] : [`${file} says all of that already`]),
    '',
  ];
}

function forScripts({ file, changes }: SettingsPlan, laying: InstallPlan | undefined) {
  return {
    file,
    changes,
    ...(laying && { laid: { version: laying.version, aside: laying.aside, next: laying.next } }),
  };
}

async function printResult(folder: string, plan: SettingsPlan, laying: InstallPlan | undefined, keptAs?: string) {
  const report = await check(folder);
  printJson({ ...forScripts(plan, laying), ...(keptAs && { keptAs }), dryRun: false, check: report });
  return statusOf(report.findings);
}
