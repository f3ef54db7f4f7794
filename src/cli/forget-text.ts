import { ERRORS } from '../bridge/base/errors';
import type { Forgotten, ItopsPart, ItopsResult, Known } from '../bridge/jobs/forget/forget';
import { isPostgres } from '../bridge/store/database';
import type { EventState } from '../bridge/store/store';

/** How many names are shown; `--json` shows all. */
const MAX_NAMES = 20;

/** The known data about a person, in lines. */
export function knownLines({ email, events, itops }: Known): string[] {
  const subjects = [...events.subjects.values()].reduce((sum, { size }) => sum + size, 0);
  const states = [...byState(events.states)].map(([state, count]) => `${count} ${IN_WORDS[state]}`);
  const inStore =
    events.states.size === 0
      ? "in the bridge's store: nothing"
      : `in the bridge's store: ${counted(events.states.size, 'event')} of ${counted(subjects, 'chat or ticket', 'chats and tickets')}: ${states.join(', ')}`;
  return [email, inStore, ...itops.map(itopLine)];
}

/** What happens to an event in each state. */
const IN_WORDS: Record<EventState, string> = {
  waiting: 'waiting, and will not be delivered',
  delivering: 'being delivered; the command waits for it',
  delivered: 'delivered',
  no_ticket: 'in no ticket',
  kept: 'kept',
  set_aside: 'set aside, and will not be delivered',
  dropped: 'dropped',
};

function itopLine({ url, found, error }: ItopsPart): string {
  if (found === undefined) return `in ${url}: not known, ${said(error)}`;
  const hidden = found.hidden.length === 0 ? '' : `; the bridge's user may not read ${found.hidden.join(', ')}`;
  return `in ${url}: ${counted(found.chats.length, 'chat')} to erase, ${counted(found.topics.length, 'choice')} of the panel to delete${hidden}`;
}

/** Whether there is anything to forget, or that is unknown. */
export function isAnythingKnown({ events, itops }: Known): boolean {
  const isIn = ({ found }: ItopsPart) =>
    found === undefined || found.chats.length + found.topics.length + found.hidden.length > 0;
  return events.states.size > 0 || itops.some(isIn);
}

/** What was done, in lines. */
export function doneLines({ events, isWiped, itops }: Forgotten): string[] {
  const lines = [`in the bridge's store: ${counted(events.erased, 'event')} erased`];
  if (events.left.length > 0) {
    lines.push(`  still being delivered: ${named(events.left.map(String))}. Run it again in some minutes`);
  }
  if (!isWiped) lines.push('  another process reads the database, so its log still has them. Run it again');
  return [...lines, ...itops.flatMap(itopResult)];
}

function itopResult({ url, erased, deleted, left, error }: ItopsResult): string[] {
  return [
    `in ${url}: ${counted(erased, 'chat')} erased, ${counted(deleted, 'choice')} of the panel deleted`,
    ...left.map(
      ({ name, code }) =>
        `  left: ${name}, ${code === 'STILL_THERE' ? 'which iTop accepted and did not do' : said(code)}`,
    ),
    ...(error === undefined ? [] : [`  not all of it: ${said(error)}. Run it again: what is done stays done`]),
  ];
}

export function isAllForgotten({ events, isWiped, itops }: Forgotten): boolean {
  return (
    events.left.length === 0 && isWiped && itops.every(({ left, error }) => left.length === 0 && error === undefined)
  );
}

/** Data that none of our commands can reach. */
export function leftToYou({ events, itops }: Known, database: string): string[] {
  const tickets = new Set([...events.tickets, ...itops.flatMap(({ found }) => found?.tickets ?? [])]);
  const persons = itops.flatMap(({ url, found }) => (found?.persons ?? []).map((id) => `Person::${id} in ${url}`));
  return [
    ...(tickets.size === 0
      ? []
      : [`tickets with what was said, in their logs and descriptions: ${named([...tickets])}`]),
    ...(persons.length === 0 ? [] : [`in iTop the person, to be deleted or anonymized there: ${named(persons)}`]),
    ...(events.mentions.size === 0
      ? []
      : [
          `events of others that have the address in them, see \`itop-tawk events show\`: ${named([...events.mentions].map(String))}`,
        ]),
    "in iTop: sent mails of its notifications, and REST calls where log_rest_service is on; its database's logs",
    'at tawk.to: the contact, with chats and files; in Live Helper Chat: chats and files, to be deleted there first',
    `backups of iTop and of the bridge${isPostgres(database) ? "; PostgreSQL's dead rows until its vacuum, and its log" : ''}`,
    'what comes from now on of a new chat of theirs is taken as of anybody; a longer transcript of an old one has all of it',
  ];
}

/** The known data, for scripts. */
export function knownAsJson({ email, events, itops }: Known): object {
  return {
    email,
    events: {
      ids: [...events.states.keys()],
      states: Object.fromEntries(byState(events.states)),
      mentions: [...events.mentions],
      tickets: [...events.tickets],
    },
    itops: itops.map(({ url, found, error }) =>
      found === undefined ? { url, error } : { url, ...found, chats: found.chats.map(({ key }) => key) },
    ),
  };
}

function byState(states: Map<number, EventState>): Map<EventState, number> {
  const counts = new Map<EventState, number>();
  for (const state of states.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

function said(code: ItopsPart['error']): string {
  return code === undefined ? '' : `${code}, ${ERRORS[code].says}`;
}

function named(names: string[]): string {
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more (--json names all)` : '';
  return names.slice(0, MAX_NAMES).join(', ') + more;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
