import { type Command, InvalidArgumentError } from 'commander';
import { loadStoredConfig } from '../bridge/load-config';
import { openStoreOfBridge } from '../bridge/store/open';
import type { Store } from '../bridge/store/store';
import { confirm } from './confirm';
import {
  CHANGEABLE,
  type FilterOptions,
  toFilter,
  toFilterOfChange,
  withFilter,
  withFilterOfChange,
} from './events-filter';
import { details, eventLines, type Itops, totalsLine, withoutContent } from './events-text';
import { orExplain } from './explain';
import { print } from './terminal';

/** How many events are changed in one transaction: short enough that arrivals hardly wait for it. */
const STEP = 500;

const HELP_OF_CHANGE = (name: string) => `
Examples:
  $ itop-tawk events ${name} 17 18
  $ itop-tawk events ${name} --code GAVE_UP
  $ itop-tawk events ${name} --all --since 2d`;

interface Common {
  config: string;
  json?: boolean;
}
type Change = Common & FilterOptions & { all?: boolean; yes?: boolean };

/** `itop-tawk events`: what the bridge has stored; it may be running meanwhile. */
export function register(program: Command): void {
  const events = program.command('events').description('what the bridge has stored: list, show, retry, drop');
  const command = (usage: string, description: string) =>
    events
      .command(usage)
      .description(description)
      .option('--config <file>', "the bridge's configuration", 'bridge.yaml')
      .option('--json', 'one JSON object');

  withFilter(command('list', 'the newest events, without their content, and what their errors ask for'))
    .option('--limit <number>', 'so many at the most', number, 50)
    .action((options: Common & FilterOptions & { limit: number }) =>
      withStore(options, async (store, itops) => {
        const totals = await store.totals();
        const found = await store.list({ ...toFilter(options), limit: options.limit });
        if (options.json) answer({ totals, events: found.map((event) => withoutContent(event, itops)) });
        else print(totalsLine(totals), '', ...eventLines(found, itops));
      }),
    );

  command('show', 'one event, with its content and what iTop said of it')
    .argument('<id>', 'number of the event', number)
    .action((id: number, options: Common) =>
      withStore(options, async (store, itops) => {
        const event = await store.get(id);
        if (event === undefined) {
          fail(`expected the number of a stored event, found none with ${id}: see \`itop-tawk events list\``);
          return;
        }
        if (options.json) answer({ ...event, payload: event.payload === null ? null : JSON.parse(event.payload) });
        else print(...details(event, itops));
      }),
    );

  const change = (name: 'retry' | 'drop', description: string) =>
    withFilterOfChange(command(name, description), name)
      .argument('[id...]', 'numbers of events', (value: string, all: number[] = []) => [...all, number(value)])
      .addHelpText('after', HELP_OF_CHANGE(name));
  change('retry', 'deliver events again that are set aside, or waiting ones now').action(
    (ids: number[] | undefined, options: Change) => runChange('retry', ids ?? [], options),
  );
  change('drop', 'give events up: they stay known, and are not delivered')
    .option('--yes', 'do not ask')
    .action((ids: number[] | undefined, options: Change) => runChange('drop', ids ?? [], options));
}

const DONE = { retry: 'will be delivered', drop: 'dropped' };

async function runChange(name: 'retry' | 'drop', named: number[], options: Change): Promise<void> {
  const filter = toFilterOfChange(options);
  if (named.length > 0 === (filter !== undefined)) {
    fail(`expected either numbers of events, or which are meant: --all, --state, --code, --since, --property`);
    process.exitCode = 2;
    return;
  }
  await withStore(options, async (store) => {
    if (filter === undefined) {
      const changed = await store[name](named);
      for (const id of named.filter((id) => !changed.includes(id))) {
        fail(`event ${id}: expected one that is ${CHANGEABLE[name].join(' or ')} (and not erased)`);
      }
      if (options.json) answer({ [name]: changed });
      else print(...changed.map((id) => `event ${id} ${DONE[name]}`));
      return;
    }
    // those that are meant are settled before somebody is asked: none that comes meanwhile is among them
    const meant: number[] = [];
    for (let step = await store.pick(filter, 0, STEP); step.length > 0; ) {
      meant.push(...step);
      step = await store.pick(filter, meant.at(-1) ?? 0, STEP);
    }
    if (name === 'drop' && meant.length > 0 && !options.yes) {
      const answered = await confirm(`Drop ${meant.length} events? They will not be delivered.`);
      if (!answered) {
        const hint = answered === undefined ? ': there is no terminal to ask on. Say it with --yes' : '';
        fail(`nothing was dropped of ${meant.length} events${hint}`);
        return;
      }
    }
    const changed: number[] = [];
    for (let at = 0; at < meant.length; at += STEP) changed.push(...(await store[name](meant.slice(at, at + STEP))));
    if (options.json) answer({ [name]: changed });
    else print(`${changed.length} events ${DONE[name]}`);
  });
}

async function withStore(options: Common, work: (store: Store, itops: Itops) => Promise<void>): Promise<void> {
  await orExplain(async () => {
    const { database, itops } = loadStoredConfig(options.config);
    const store = await openStoreOfBridge(database);
    try {
      await work(store, itops);
    } finally {
      await store.close();
    }
  });
}

function answer(object: object): void {
  print(JSON.stringify(object));
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function number(value: string): number {
  if (!/^\d{1,15}$/.test(value)) {
    throw new InvalidArgumentError('expected a whole number.');
  }
  return Number(value);
}
