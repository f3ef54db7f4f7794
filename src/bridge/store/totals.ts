import type { Totals } from './store';

/** One row of the totals: events of a property that wait (`code` is null), or that are set aside with that code. */
export interface TotalsRow {
  property: string;
  code: string | null;
  count: number;
  /** When the oldest of those that wait was received, milliseconds since 1970. */
  oldest: number | null;
}

/**
 * The one query of the totals, in SQL that SQLite and PostgreSQL share. It counts in the indexes of what is to be done,
 * and reads one event of each property: ids grow with arrival, so the oldest is the one with the smallest.
 */
export const totalsQuery = (events: string) => `
  select w.property, null as code, w.count, e.received_at as oldest
  from (select property, count(*) as count, min(id) as first from ${events} where due_at is not null group by property) w
  join ${events} e on e.id = w.first
  union all
  select property, error as code, count(*) as count, null as oldest from ${events}
  where state = 'set_aside' group by property, error`;

/** The totals of each property out of their rows. */
export function toTotals(rows: TotalsRow[], now: number): Totals[] {
  const found = new Map<string, Totals>();
  for (const { property, code, count, oldest } of rows) {
    const totals = found.get(property) ?? { property, waiting: 0, oldestWaiting: 0, setAside: {} };
    found.set(property, totals);
    if (code !== null) {
      totals.setAside[code] = count;
    } else {
      totals.waiting = count;
      totals.oldestWaiting = Math.max(0, now - (oldest ?? now));
    }
  }
  return [...found.values()];
}
