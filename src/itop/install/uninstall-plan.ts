import { join } from 'node:path';
import { chatTickets, removalFindings } from '../check/findings/removal';
import { type Inspection, inspect, ownModules } from '../check/inspection';
import { findModules } from '../files/module-folders';
import { readRegularFile } from '../files/read-file';
import type { Finding } from '../finding';
import { CHATS_MODULE, MODULE } from '../settings';
import { type Move, planAside } from './aside';
import { setupWithoutSteps } from './setup-words';

export interface UninstallPlan {
  root: string;
  itopVersion: string;
  /** The existing copies of the extension. */
  aside: Move[];
  /** It is neither installed nor compiled: nothing to do. */
  isDone: boolean;
  /** References of the tickets of the origin `chat`; undefined if they are no obstacle, or iTop was not asked. */
  tickets?: string[];
  /** What would stop iTop's setup without the extension, or might. */
  findings: Finding[];
  /** What to do, in the words of that iTop: before the folder is removed, and after. */
  before: string[];
  next: string[];
  /** What to do after a setup that stopped. */
  wayOut: string[];
}

/**
 * What removing the extension would do to an iTop; changes nothing.
 *
 * @param now becomes part of the names under which the copies are kept
 * @param ask asks iTop for the references of the tickets of the origin `chat`, of these classes; called only if such
 *   tickets may be an obstacle
 * @throws what inspect() and `ask` throw
 */
export async function planUninstall(
  root: string,
  now: Date,
  ask?: (classes: string[]) => Promise<string[]>,
): Promise<UninstallPlan> {
  const inspection = await inspect(root);
  const { itop, own, compiled, config } = inspection;
  const chats = await ownModules(root, await findModules(root), CHATS_MODULE);
  const aside = planAside([...own, ...chats], now);
  const isCompiled = [MODULE, CHATS_MODULE].some((module) => compiled?.modules.has(module));
  const isDone = aside.length === 0 && !isCompiled;
  const classes = compiled?.ownOrigins.map(({ className }) => className) ?? [];
  const tickets = classes.length > 0 ? await ask?.(classes) : undefined;
  return {
    root,
    itopVersion: itop.version,
    aside,
    isDone,
    ...(tickets && { tickets }),
    findings: isDone ? [] : removalFindings(inspection, await dependents(root), tickets),
    before: ['Where the bridge makes tickets in this iTop, stop it: it writes to attributes that go.'],
    next: [
      ...setupWithoutSteps(itop, config),
      `Take the entry '${MODULE}' out of conf/production/config-itop.php: it holds the key of tawk.to.`,
    ],
    wayOut: wayOut(inspection),
  };
}

/** Module files of other modules that name our module: those modules depend on it. */
async function dependents(root: string): Promise<string[]> {
  const others = (await findModules(root)).filter(({ name }) => name !== MODULE);
  const texts = await Promise.all(others.map(({ file }) => readRegularFile(join(root, file))));
  return others.filter((_, index) => texts[index]?.includes(`${MODULE}/`)).map(({ file }) => file);
}

function wayOut({ itop, compiled }: Inspection): string[] {
  return [
    'Remove data/.readonly and data/.maintenance, where the setup has left them; iTop lets people work again.',
    compiled !== undefined && compiled.ownOrigins.length > 0
      ? `"Data truncated for column 'origin'": give the tickets of ${chatTickets(compiled.ownOrigins)} another origin.`
      : 'Correct what the setup complains of.',
    `Run the setup again; or install the extension again (itop-tawk install ${itop.root}) and run it: all is as before.`,
  ];
}
