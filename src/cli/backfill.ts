import type { Command } from 'commander';
import { BridgeError, ERRORS } from '../bridge/base/errors';
import type { PropertyConfig } from '../bridge/config/config';
import { loadPartialConfig, type PartialConfig, withoutVariables } from '../bridge/config/load';
import { type Backfilled, backfill } from '../bridge/jobs/backfill';
import { openStoreOfBridge } from '../bridge/store/open';
import { CHAT_CLASS } from '../contract/itop-classes';
import { becomeOwnerOfStore } from './as-owner';
import { since } from './events-filter';
import { EXIT, exitHelp, run } from './outcome';
import { createProgress } from './progress';
import { print, printJson, wrapped } from './terminal';

const HELP = `
Makes no chat of events whose content is erased (\`keep\`). Chats that are in iTop stay as they are: run it again at any
time, also while the bridge runs, by its user and in its folder.

${exitHelp('all is in iTop', 'something is not, and why', 'nothing could be done')}

Examples:
  $ itop-tawk backfill --config bridge.yaml
  $ itop-tawk backfill --since 7d --property 58ca8453b8a7e060cd3b1ecb`;

interface Options {
  config: string;
  since?: number;
  property?: string;
  json?: boolean;
}

/** `itop-tawk backfill`. */
export function register(program: Command): void {
  program
    .command('backfill')
    .description('makes the chats in iTop of the events that the bridge still has')
    .option('--config <file>', "the bridge's configuration", 'bridge.yaml')
    .option('--since <when>', 'only what came since then: 2d, 12h, 2026-03-01 or 2026-03-01T12:00', since)
    .option('--property <id>', 'only this property, by its id', (id) => id.toLowerCase())
    .option('--json', 'print the result as JSON')
    .addHelpText('after', wrapped(HELP))
    .action((options: Options) => run(() => bringIn(options), options.json));
}

async function bringIn(options: Options): Promise<number> {
  const loaded = loadPartialConfig(options.config);
  const properties = wanted(loaded, options.property);
  await becomeOwnerOfStore(loaded.config.database);
  const store = await openStoreOfBridge(loaded.config.database);
  try {
    const results: Backfilled[] = [];
    for (const property of properties) {
      const progress = createProgress();
      const tell = ({ done, events }: Backfilled) => progress.tell(`${property.id}: ${done} of ${events} events`);
      results.push(await backfill(store, property, options.since, tell));
      progress.end();
    }
    if (options.json) printJson(results);
    else print(...results.flatMap(lines));
    const isAll = results.every(({ refused, failed }) => refused === undefined && failed.length === 0);
    return isAll ? EXIT.fine : EXIT.findings;
  } finally {
    await store.close();
  }
}

/** @throws BridgeError CONFIG if there is no property to fill, or iTop's credentials are missing */
function wanted({ config, gaps, isKnown }: PartialConfig, id: string | undefined): PropertyConfig[] {
  const properties = config.properties.filter((each) => (id === undefined || each.id === id) && each.chats === 'on');
  if (properties.length === 0) {
    throw new BridgeError('CONFIG', `expected a property ${id === undefined ? '' : `${id} `}whose \`chats\` are on`);
  }
  if (!properties.every(({ itop }) => Object.values(itop.credentials).every(isKnown))) {
    throw withoutVariables(gaps, 'backfill');
  }
  return properties;
}

function lines({ property, events, created, updated, found, erased, failed, refused }: Backfilled): string[] {
  if (refused === 'absent') {
    return [`${property}: this iTop has no ${CHAT_CLASS}: tick the module for chats in iTop's setup`];
  }
  if (refused !== undefined) {
    return [`${property}: the bridge's user may not read and write ${CHAT_CLASS}: itop-tawk doctor says what to do`];
  }
  const counts = `chats created: ${created}, completed: ${updated}, there already: ${found}, erased events: ${erased}`;
  const failures = failed.map(({ event, code }) => `  event ${event}: ${code}, ${ERRORS[code].says}`);
  return [`${property}: ${events} events; ${counts}, failed: ${failed.length}`, ...failures];
}
