import { ERRORS, type ErrorCode } from '../bridge/base/errors';
import type { Pause, StoredEvent, Totals } from '../bridge/store/store';
import { type Line, table } from './terminal';

/** iTop's address by property id. */
export type Itops = Map<string, string>;

/**
 * The totals of all properties in a line: how many events wait and for how long, and how many are set aside, by code.
 */
export function totalsLine(totals: Totals[]): string {
  const waiting = totals.reduce((sum, each) => sum + each.waiting, 0);
  const oldest = Math.max(0, ...totals.map((each) => each.oldestWaiting));
  const codes = new Map<string, number>();
  for (const [code, count] of totals.flatMap((each) => Object.entries(each.setAside))) {
    codes.set(code, (codes.get(code) ?? 0) + count);
  }
  const setAside = [...codes.values()].reduce((sum, count) => sum + count, 0);
  const byCode = [...codes].map(([code, count]) => `${code} ${count}`).join(', ');
  return `waiting: ${waiting}${waiting > 0 ? ` (the oldest for ${length(oldest)})` : ''}, set aside: ${setAside}${byCode && ` (${byCode})`}`;
}

/** An event with the actual time of the next attempt: if its iTop is in trouble, not before iTop is checked again. */
export function withPause(event: StoredEvent, pauses: Pause[]): StoredEvent {
  const pause = pauses.find(({ property }) => property === event.property);
  if (pause === undefined || event.state !== 'waiting' || event.dueAt === null) return event;
  return { ...event, dueAt: Math.max(event.dueAt, pause.until) };
}

/** A line for each iTop that is in trouble as a whole. */
export function pauseLines(pauses: Pause[], itops: Itops): string[] {
  return pauses.map(({ property, until, code }) => {
    const name = itops.get(property) ?? `the iTop of ${property}`;
    const left = until - Date.now();
    return `${name} is in trouble (${code}): asked again ${left > 0 ? `in ${length(left)}` : 'now'}`;
  });
}

/** A list of events, and below it the meaning of each error and what to do. */
export function eventLines(events: StoredEvent[], itops: Itops): Line[] {
  if (events.length === 0) return ['No event matches. Without options: the bridge has received none yet.'];
  const head = ['id', 'state', 'kind', 'iTop', 'age', 'attempts', 'next', 'last error, or what was done'];
  const rows = events.map((event) => [
    String(event.id),
    event.state,
    event.kind,
    itopName(event, itops),
    age(event.receivedAt),
    String(event.attempts),
    nextAttempt(event),
    event.error ?? firstLine(event.outcome),
  ]);
  const codes = new Set(events.flatMap(({ error }) => (error === null ? [] : [error])));
  const advice = [...codes].flatMap((code) => {
    const { says, todo } = ERRORS[code as ErrorCode] ?? {};
    return says === undefined ? [] : [`${code}: ${says}`, `  → ${todo}`];
  });
  return [...table([head, ...rows]), ...(advice.length > 0 ? ['', ...advice] : [])];
}

/** What was done; further lines, about references that did not count, are for `events show`. */
function firstLine(outcome: string | null): string {
  return outcome?.split('\n', 1)[0] ?? '';
}

/** Everything about one event, with its content. */
export function details(event: StoredEvent, itops: Itops): string[] {
  const { says, todo } = ERRORS[event.error as ErrorCode] ?? {};
  const lines = {
    event: `${event.id}, ${event.kind} of property ${event.property}`,
    'event id': event.hookId,
    'chat or ticket': event.subject,
    iTop: itops.get(event.property) ?? 'none: this property is not configured',
    received: `${new Date(event.receivedAt).toISOString()} (${age(event.receivedAt)} ago)`,
    state: event.state,
    attempts: String(event.attempts),
    'next attempt': event.dueAt === null ? '' : `${new Date(event.dueAt).toISOString()} (${nextAttempt(event)})`,
    'what was done': event.outcome ?? '',
    'last error': event.error === null ? '' : `${event.error}: ${says ?? ''}`,
    details: event.errorDetail ?? '',
    'to do': todo ?? '',
    content: contentOf(event),
  };
  const said = Object.entries(lines).filter(([, value]) => value !== '');
  return said.map(([name, value]) => `${name}: ${value}`);
}

/** The payload as formatted JSON, or unchanged if it is no longer JSON. */
function contentOf({ payload, isDamaged }: StoredEvent): string {
  if (payload === null) return isDamaged ? '(cannot be read)' : '(erased)';
  const value = parsed(payload);
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** A payload as a value; its text if it is no longer JSON, because the database is damaged. */
export function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

/** An event as in `events list --json`. */
export function withoutContent({ payload, errorDetail: _detail, ...event }: StoredEvent, itops: Itops): object {
  const { todo } = ERRORS[event.error as ErrorCode] ?? {};
  return {
    ...event,
    erased: payload === null && !event.isDamaged,
    itop: itops.get(event.property) ?? null,
    todo: todo ?? null,
  };
}

/**
 * `itop.example.com` or `itop.example.com/desk`; a dash for a property that is not configured, whose events wait until
 * it is.
 */
function itopName({ property }: StoredEvent, itops: Itops): string {
  const url = itops.get(property);
  return url === undefined ? '-' : url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

function nextAttempt({ state, dueAt }: StoredEvent): string {
  if (dueAt === null) return '';
  const left = dueAt - Date.now();
  if (state === 'delivering' && left > 0) return 'in progress';
  return left > 0 ? `in ${length(left)}` : 'now';
}

function age(since: number): string {
  return length(Date.now() - since);
}

/** A duration in its largest unit: `40s`, `5m`, `2h`, `3d`. */
function length(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const units = { d: 86_400, h: 3600, m: 60, s: 1 };
  const [unit, size] = Object.entries(units).find(([, size]) => seconds >= size) ?? ['s', 1];
  return `${Math.floor(seconds / size)}${unit}`;
}
