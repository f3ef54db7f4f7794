import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { readIfThere } from '../itop/files/itop-folder';
import { openPackage, PackageError } from '../itop/install/extension-package';
import { install } from '../itop/install/install';
import { type InstallPlan, packedModules, planInstall, target } from '../itop/install/install-plan';
import { MODULE } from '../itop/settings';
import { becomeOwnerOfItop } from './as-owner';
import { EXIT, exitHelp, run } from './outcome';
import { type Line, numbered, paint, print, printJson, wrapped } from './terminal';

const HELP = `
Copies the extension into extensions/. Older copies, Combodo's 1.x included, are moved to data/replaced-extensions/,
where iTop does not look for modules. If anything fails, the iTop stays as it was. Run it as the user who owns the iTop;
root becomes that user.

${exitHelp('done, or nothing to do', undefined, 'refused or failed; nothing was changed')}

Examples:
  $ itop-tawk install /var/www/itop --dry-run
  $ sudo -u www-data itop-tawk install /var/www/itop
  $ sudo -u www-data itop-tawk install /var/www/itop --from combodo-tawk-integration-<version>.zip`;

interface Options {
  from?: string;
  dryRun?: boolean;
  json?: boolean;
}

/** `itop-tawk install <folder>`. */
export function register(program: Command): void {
  program
    .command('install')
    .description("installs the extension into an iTop's folder, and says how to go on with iTop's setup")
    .argument('<folder>', 'folder of an iTop: the one with approot.inc.php')
    .option('--from <zip or folder>', 'the built extension (default: the one that came with this command)')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--json', 'print the plan as JSON')
    .addHelpText('after', wrapped(HELP))
    .action((folder: string, { from, dryRun = false, json }: Options) =>
      run(async () => {
        const read = await openPackage(from ?? builtExtension());
        await becomeOwnerOfItop(folder, 'write');
        const pack = await read();
        const plan = await planInstall(folder, pack, new Date());
        if (!dryRun && !plan.isDone) await install(plan, pack);
        if (json) printJson({ ...plan, dryRun });
        else print(...lines(plan, [...packedModules(pack).keys()], dryRun));
        return EXIT.fine;
      }, json),
    );
}

/** dist/combodo-tawk-integration-<version>.zip of the package that this file belongs to. */
export async function builtExtension(): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const json = await readIfThere(join(folder, 'package.json'));
    if (json !== undefined) return join(folder, 'dist', `${MODULE}-${JSON.parse(json).version}.zip`);
    if (folder === dirname(folder))
      throw new PackageError('There is no package to take the extension from. Name it with --from.');
    folder = dirname(folder);
  }
}

function lines(plan: InstallPlan, modules: string[], dryRun: boolean): Line[] {
  const { root, itopVersion, version: laid, aside, isDone, next } = plan;
  const head = `iTop ${itopVersion} in ${root}`;
  if (isDone) {
    const done = `The extension ${laid} is there already, the very same files: nothing to change.`;
    return [head, done, '', ...numbered("If iTop's setup was not run since:", next)];
  }
  const would = dryRun ? 'would be ' : '';
  return [
    head,
    ...aside.map(({ from, to, version: old }) => `${from} (${old ?? 'no module'}) ${would}moved to ${to}`),
    paint('green', `The extension ${laid} ${would}copied into ${modules.map(target).join(' and ')}`),
    ...(dryRun ? ['Nothing was changed.'] : []),
    '',
    ...numbered("Next, iTop's setup:", next),
  ];
}
