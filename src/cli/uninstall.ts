import type { Command } from 'commander';
import { ERRORS } from '../bridge/base/errors';
import { sayable } from '../itop/address';
import { appRootUrl, readConfigFile } from '../itop/files/config-file';
import { uninstall } from '../itop/install/uninstall';
import { planUninstall, type UninstallPlan } from '../itop/install/uninstall-plan';
import { ItopError } from '../itop/rest/error';
import type { ItopObject } from '../itop/rest/object';
import { ItopRest } from '../itop/rest/rest';
import { becomeOwnerOfItop } from './as-owner';
import { findingLines, summary } from './findings';
import { EXIT, exitHelp, run } from './outcome';
import { askPassword } from './password';
import { type Line, numbered, print, printJson, wrapped } from './terminal';
import { webAddress } from './web-address';

const HELP = `
Says what would stop iTop's setup without the extension, and what to do in which order. With --yes it also moves the
extension to data/replaced-extensions/, unless it finds an error. Until iTop's setup runs, iTop still uses it. Run
it as the user who owns the iTop; root becomes that user.

With --user it asks iTop's REST API for tickets with the origin "chat", which iTop 2.7 has only through the extension. Use
a user who may see all tickets and has the profile "REST Services User"; the password is asked for, or taken from
ITOP_PASSWORD.

${exitHelp(
  'nothing is in the way (there may be notes); with --yes: moved, or nothing was there',
  'errors or warnings, each with what to do; with --yes: errors, and nothing was moved',
  'refused or failed; nothing was changed',
)}

Examples:
  $ itop-tawk uninstall /var/www/itop --user admin
  $ sudo -u www-data itop-tawk uninstall /var/www/itop --user admin --yes`;

interface Options {
  url?: string;
  user?: string;
  yes?: boolean;
  json?: boolean;
}

/** `itop-tawk uninstall <folder>`. */
export function register(program: Command): void {
  program
    .command('uninstall')
    .description('says what removing the extension from an iTop needs, and removes it')
    .argument('<folder>', 'folder of an iTop: the one with approot.inc.php')
    .option('--user <name>', 'ask this iTop for tickets, as this user')
    .option('--url <address>', 'address of the iTop (default: app_root_url of its configuration file)', webAddress)
    .option('--yes', 'move the extension aside')
    .option('--json', 'print the plan as JSON')
    .addHelpText('after', wrapped(HELP))
    .action((folder: string, { url, user, yes = false, json }: Options) =>
      run(async () => {
        await becomeOwnerOfItop(folder, 'write');
        const ask = user === undefined ? undefined : (classes: string[]) => ticketsOfChat(folder, url, user, classes);
        const plan = await planUninstall(folder, new Date(), ask);
        const has = (...severities: string[]) => plan.findings.some(({ severity }) => severities.includes(severity));
        const isMoved = yes && plan.aside.length > 0 && !has('error');
        if (isMoved) await uninstall(plan);
        if (json) printJson({ ...plan, isMoved });
        else print(...lines(plan, isMoved, user));
        return has('error') || (!yes && has('warning')) ? EXIT.findings : EXIT.fine;
      }, json),
    );
}

/** @returns the references of the tickets of the origin `chat`, of these classes, that the user may see */
async function ticketsOfChat(
  folder: string,
  address: string | undefined,
  user: string,
  classes: string[],
): Promise<string[]> {
  const url = address ?? appRootUrl(await readConfigFile(folder));
  if (url === '') throw new Error('app_root_url of this iTop is no address: give it with --url.');
  const password = await askPassword(url, user);
  const itop = new ItopRest({ url, credentials: { user, password }, timeout: 60_000 });
  try {
    const tickets: ItopObject[] = [];
    for (const each of classes) tickets.push(...(await itop.find(each, { origin: 'chat' }, ['ref'])));
    return tickets.map(({ fields, key }) => String(fields.ref ?? key));
  } catch (error) {
    if (!(error instanceof ItopError)) throw error;
    throw new Error(`${sayable(url)}: ${ERRORS[error.code].says} (${error.detail})`);
  }
}

function lines(plan: UninstallPlan, isMoved: boolean, user: string | undefined): Line[] {
  const { root, itopVersion, aside, isDone, findings, before, next, wayOut } = plan;
  const head = `iTop ${itopVersion} in ${root}`;
  if (isDone) return [head, 'The extension is neither there nor compiled: there is nothing to remove.'];
  const moves = aside.map(
    ({ from, to, version }) => `${from} (${version ?? 'no module'}) ${isMoved ? '' : 'would be '}moved to ${to}`,
  );
  const isBlocked = findings.some(({ severity }) => severity === 'error');
  const take = `Run this again with --yes: it moves ${aside.map(({ from }) => from).join(' and ')} aside.`;
  const steps =
    isMoved || aside.length === 0
      ? next
      : [...before, ...(isBlocked ? ['Do what the errors say.'] : []), take, ...next];
  return [
    head,
    ...(plan.tickets?.length === 0 ? [`No ticket that "${user}" may see has the origin "chat".`] : []),
    ...moves,
    ...(isMoved ? [] : ['Nothing was changed.']),
    '',
    ...findings.flatMap(findingLines),
    ...(findings.length > 0 ? [summary(findings), ''] : []),
    ...numbered(isMoved ? "Next, iTop's setup:" : 'In this order:', steps),
    '',
    ...numbered("If iTop's setup stops all the same:", wayOut),
  ];
}
