import { type Command, InvalidArgumentError } from 'commander';
import { loadStoredConfig } from '../bridge/config/load';
import { openStoreOfBridge } from '../bridge/store/open';
import type { EventFilter, Store } from '../bridge/store/store';
import { becomeOwnerOfStore } from './as-owner';
import { confirm } from './confirm';
import {
  CHANGEABLE,
  type FilterOptions,
  toFilter,
  toFilterOfChange,
  withFilter,
  withFilterOfChange,
} from './events-filter';
import {
  details,
  eventLines,
  type Itops,
  parsed,
  pauseLines,
  totalsLine,
  withoutContent,
  withPause,
} from './events-text';
import { EXIT, exitHelp, run, UsageError } from './outcome';
import { linesOf, paint, print, printError, printJson, wrapped } from './terminal';

/** How many events one transaction changes: few enough that new events hardly wait for it. */
const EVENTS_PER_STEP = 500;

const EXITS = exitHelp(
  'done',
  'an event is not there, or was not changed',
  'the store cannot be opened, or the command was wrong',
);

const HELP_OF_CHANGE = (name: string) => `
${EXITS}

Examples:
  $ itop-tawk events ${name} 17 18
  $ itop-tawk events ${name} --code GAVE_UP
  $ itop-tawk events ${name} --all --since 2d`;

interface Common {
  config: string;
  json?: boolean;
}
type Change = Common & FilterOptions & { all?: boolean; yes?: boolean };

/** `itop-tawk events`: the stored events; the bridge may run meanwhile. */
export function register(program: Command): void {
  const events = program.command('events').description('what the bridge has stored: list, show, retry, drop');
  const command = (usage: string, description: string) =>
    events
      .command(usage)
      .description(description)
      .option('--config <file>', "the bridge's configuration", 'bridge.yaml')
      .option('--json', 'one JSON object');
  events.addHelpText('after', wrapped(`\n${EXITS}`));

  withFilter(command('list', 'the newest events, without their content, and what to do about their errors'))
    .option('--limit <number>', 'at most so many', number, 50)
    .action((options: Common & FilterOptions & { limit: number }) =>
      withStore(options, async (store, itops) => {
        const totals = await store.totals();
        const pauses = await store.pauses();
        const found = (await store.list({ ...toFilter(options), limit: options.limit })).map((each) =>
          withPause(each, pauses),
        );
        if (options.json) printJson({ totals, pauses, events: found.map((event) => withoutContent(event, itops)) });
        else print(totalsLine(totals), ...pauseLines(pauses, itops), '', ...eventLines(found, itops));
        return EXIT.fine;
      }),
    );

  command('show', 'one event, with its content and what iTop said about it')
    .argument('<id>', 'number of the event', number)
    .action((id: number, options: Common) =>
      withStore(options, async (store, itops) => {
        const stored = await store.get(id);
        const event = stored && withPause(stored, await store.pauses());
        if (event === undefined) {
          complain(
            options,
            `expected the number of a stored event, found none with ${id}: see \`itop-tawk events list\``,
          );
          return EXIT.findings;
        }
        if (options.json) printJson({ ...event, payload: event.payload === null ? null : parsed(event.payload) });
        else print(...details(event, itops).flatMap(linesOf));
        return EXIT.fine;
      }),
    );

  const change = (name: 'retry' | 'drop', description: string) =>
    withFilterOfChange(command(name, description), name)
      .argument('[id...]', 'numbers of events', (value: string, all: number[] = []) => [...all, number(value)])
      .addHelpText('after', wrapped(HELP_OF_CHANGE(name)));
  change('retry', 'deliver set-aside events again, or waiting ones now').action(
    (ids: number[] | undefined, options: Change) => runChange('retry', ids ?? [], options),
  );
  change('drop', 'give up events: they stay known, and are not delivered')
    .option('--yes', 'do not ask')
    .action((ids: number[] | undefined, options: Change) => runChange('drop', ids ?? [], options));
}

const DONE = { retry: 'will be delivered', drop: 'dropped' };

function runChange(name: 'retry' | 'drop', named: number[], options: Change): Promise<void> {
  return withStore(options, async (store) => {
    const filter = toFilterOfChange(options);
    if (named.length > 0 === (filter !== undefined)) {
      const which = '--all, --state, --code, --since, --property';
      throw new UsageError(`expected either numbers of events, or which are meant: ${which}`);
    }
    if (filter === undefined) {
      const changed = await store[name](named);
      const refused = named.filter((id) => !changed.includes(id));
      if (options.json) printJson({ [name]: changed, refused });
      else {
        print(...changed.map((id) => `event ${id} ${DONE[name]}`));
        const expected = `expected one that is ${CHANGEABLE[name].join(' or ')} (and not erased)`;
        for (const id of refused) complain(options, `event ${id}: ${expected}`);
      }
      return refused.length > 0 ? EXIT.findings : EXIT.fine;
    }
    const meant = await pickAll(store, filter);
    if (name === 'drop' && meant.length > 0 && !options.yes) {
      const answered = await confirm(`Drop ${meant.length} events? They will not be delivered.`);
      const dropped = `nothing was dropped of ${meant.length} events`;
      if (answered === undefined)
        throw new UsageError(`${dropped}: there is no terminal to ask on. Confirm with --yes`);
      if (!answered) {
        complain(options, dropped);
        return EXIT.findings;
      }
    }
    const changed: number[] = [];
    for (let at = 0; at < meant.length; at += EVENTS_PER_STEP)
      changed.push(...(await store[name](meant.slice(at, at + EVENTS_PER_STEP))));
    if (options.json) printJson({ [name]: changed });
    else print(`${changed.length} events ${DONE[name]}`);
    return EXIT.fine;
  });
}

/** Selects the events before asking for confirmation: events that arrive meanwhile are not among them. */
async function pickAll(store: Store, filter: EventFilter): Promise<number[]> {
  const meant: number[] = [];
  for (let step = await store.pick(filter, 0, EVENTS_PER_STEP); step.length > 0; ) {
    meant.push(...step);
    step = await store.pick(filter, meant.at(-1) ?? 0, EVENTS_PER_STEP);
  }
  return meant;
}

/** @param work returns the exit status */
async function withStore(options: Common, work: (store: Store, itops: Itops) => Promise<number>): Promise<void> {
  await run(async () => {
    const { database, itops } = loadStoredConfig(options.config);
    await becomeOwnerOfStore(database);
    const store = await openStoreOfBridge(database);
    try {
      return await work(store, itops);
    } finally {
      await store.close();
    }
  }, options.json);
}

/** Reports a problem with one of the given events, which is not a failure of the command. */
function complain({ json }: Common, message: string): void {
  if (json) printJson({ error: { code: 'events', message } });
  else printError([paint('red', 'error'), `: ${message}`]);
}

function number(value: string): number {
  if (!/^\d{1,15}$/.test(value)) {
    throw new InvalidArgumentError('expected a whole number.');
  }
  return Number(value);
}
