import { type Command, InvalidArgumentError, Option } from 'commander';
import { ERRORS, type ErrorCode } from '../bridge/errors';
import { loadDatabase } from '../bridge/load-config';
import { openStoreOfBridge } from '../bridge/store/open';
import { type EventState, STATES, type Store, type StoredEvent } from '../bridge/store/store';
import { orExplain } from './explain';

interface Common {
  config: string;
  json?: boolean;
}

/** `itop-tawk events`: what the bridge has stored; it may be running meanwhile. */
export function register(program: Command): void {
  const events = program.command('events').description('what the bridge has stored: list, show, retry, drop');
  const command = (usage: string, description: string) =>
    events
      .command(usage)
      .description(description)
      .option('--config <file>', "the bridge's configuration", 'bridge.yaml')
      .option('--json', 'one JSON object');

  command('list', 'the newest events, without their content')
    .addOption(new Option('--state <state...>', 'only these states').choices(STATES))
    .option('--property <id>', 'only this property of tawk.to')
    .option('--limit <number>', 'so many at the most', number, 50)
    .action((options: Common & { state?: EventState[]; property?: string; limit: number }) =>
      withStore(options, async (store) => {
        const { state, property, limit } = options;
        const found = await store.list({ limit, ...(state && { states: state }), ...(property && { property }) });
        print(options, { events: found.map(withoutContent) }, table(found));
      }),
    );

  command('show', 'one event, with its content and what iTop said of it')
    .argument('<id>', 'number of the event', number)
    .action((id: number, options: Common) =>
      withStore(options, async (store) => {
        const event = await store.get(id);
        if (event === undefined) {
          fail(`expected the number of a stored event, found none with ${id}: see \`itop-tawk events list\``);
          return;
        }
        print(
          options,
          { ...event, payload: event.payload === null ? null : JSON.parse(event.payload) },
          details(event),
        );
      }),
    );

  const change = (name: 'retry' | 'drop', description: string, done: string) =>
    command(`${name}`, description)
      .argument('<id...>', 'numbers of events', (value: string, all: number[] = []) => [...all, number(value)])
      .action((ids: number[], options: Common) =>
        withStore(options, async (store) => {
          const changed: number[] = [];
          for (const id of ids) {
            if (await store[name](id)) {
              changed.push(id);
            } else {
              fail(`event ${id}: expected one that is waiting, set_aside or no_ticket (and not erased)`);
            }
          }
          print(options, { [name]: changed }, changed.map((id) => `event ${id} ${done}`).join('\n'));
        }),
      );
  change('retry', 'deliver events again that are set aside, or waiting ones now', 'will be delivered');
  change('drop', 'give events up: they stay known, and are not delivered', 'dropped');
}

async function withStore(options: Common, work: (store: Store) => Promise<void>): Promise<void> {
  await orExplain(async () => {
    const store = await openStoreOfBridge(loadDatabase(options.config));
    try {
      await work(store);
    } finally {
      await store.close();
    }
  });
}

function print({ json }: Common, object: object, text: string): void {
  const out = json ? JSON.stringify(object) : text;
  if (out !== '') {
    process.stdout.write(`${out}\n`);
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function withoutContent({ payload, errorDetail: _detail, ...event }: StoredEvent): object {
  return { ...event, erased: payload === null };
}

function table(events: StoredEvent[]): string {
  const rows = events.map(({ id, state, kind, receivedAt, attempts, error, outcome }) =>
    [id, state, kind, age(receivedAt), attempts, error ?? firstLine(outcome)].map(String),
  );
  const all = [['id', 'state', 'kind', 'age', 'attempts', 'last error, or what was done'], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return all.map((row) => line(row).trimEnd()).join('\n');
}

/** What was done; the further lines, on what did not count, are for `events show`. */
function firstLine(outcome: string | null): string {
  return outcome?.split('\n', 1)[0] ?? '';
}

function details(event: StoredEvent): string {
  const error = event.error === null ? [] : [event.error, ERRORS[event.error as ErrorCode]?.todo ?? ''];
  const lines = {
    event: `${event.id}, ${event.kind} of property ${event.property}`,
    'event id': event.hookId,
    'chat or ticket': event.subject,
    received: `${new Date(event.receivedAt).toISOString()} (${age(event.receivedAt)} ago)`,
    state: event.state,
    attempts: String(event.attempts),
    next: event.dueAt === null ? '' : new Date(event.dueAt).toISOString(),
    'what was done': event.outcome ?? '',
    'last error': error.join('; '),
    details: event.errorDetail ?? '',
    content: event.payload === null ? '(erased)' : JSON.stringify(JSON.parse(event.payload), null, 2),
  };
  const said = Object.entries(lines).filter(([, value]) => value !== '');
  return said.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function age(since: number): string {
  const seconds = Math.max(0, Math.round((Date.now() - since) / 1000));
  const [size, unit] = (
    [
      [86_400, 'd'],
      [3600, 'h'],
      [60, 'm'],
      [1, 's'],
    ] as const
  ).find(([s]) => seconds >= s) ?? [1, 's'];
  return `${Math.floor(seconds / size)}${unit}`;
}

function number(value: string): number {
  if (!/^\d{1,15}$/.test(value)) {
    throw new InvalidArgumentError('expected a whole number.');
  }
  return Number(value);
}
