import { createHash } from 'node:crypto';
import type { LogEntry, Request } from './requests';

/** What the bridge knows of a request that a chat is about. Kept in the store. */
export interface Seen {
  /** The state at the last look. */
  status: string;
  /** How often it has changed since the first look. */
  changes: number;
  /** The entries that its log had when it was read first: they are not told. Undefined: it was never read. */
  before?: string[];
}

/** News of a request. `name` is the part of a note's name, which tells this news from all other news of the request. */
export type News =
  | { what: 'request'; name: string }
  | { what: 'state'; name: string; status: string }
  | { what: 'answer'; name: string; entry: LogEntry };

/**
 * What is new since the last look. The first look at a request finds only that it was made during the chat. Looking again
 * finds the same news under the same names, until `seen` is stored.
 * @param seen undefined at the first look
 * @param log the entries of its public log; undefined where the log was not read, because it has not changed
 */
export function newsOf(request: Request, seen: Seen | undefined, log: LogEntry[] | undefined) {
  const news: News[] = [];
  const entries = [...keyed(log ?? [])];
  const known: Seen = seen ?? {
    status: request.status,
    changes: 0,
    // of a request that was made during the chat, everything is news
    ...(request.isMade && { before: [] }),
  };
  const before = known.before ?? (log === undefined ? undefined : entries.map(([key]) => key));
  if (seen === undefined && request.isMade) news.push({ what: 'request', name: 'made' });
  for (const [key, entry] of entries) {
    if (!before?.includes(key)) news.push({ what: 'answer', name: `answer ${key}`, entry });
  }
  const next: Seen = { ...known, ...(before && { before }) };
  if (request.status === known.status) return { news, seen: next };
  news.push({ what: 'state', name: `state ${known.changes} ${digest(request.status)}`, status: request.status });
  return { news, seen: { ...next, status: request.status, changes: known.changes + 1 } };
}

/**
 * The entries with their names: time and user, because an entry may be changed, or removed so that others move up. Of
 * several in one second, the number counts.
 */
function* keyed(log: LogEntry[]): Generator<[string, LogEntry]> {
  const count = new Map<string, number>();
  for (const entry of log) {
    const at = `${entry.date} ${entry.userId} ${entry.user}`;
    count.set(at, (count.get(at) ?? 0) + 1);
    yield [digest(`${at} ${count.get(at)}`), entry];
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
