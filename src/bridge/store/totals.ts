import type { Totals } from './store';

/**
 * One row of the totals: waiting events of a property (`code` is null), or events that are set aside with that code.
 */
export interface TotalsRow {
  property: string;
  code: string | null;
  count: number;
  /** When the oldest waiting event was received, milliseconds since 1970. */
  oldest: number | null;
}

/**
 * The one query of the totals, in SQL that SQLite and PostgreSQL share. It counts in the indexes of pending work, and
 * reads one event of each property: ids grow with arrival, so the smallest id is the oldest event.
 */
export const totalsQuery = (events: string) => `
  select w.property, null as code, w.count, e.received_at as oldest
  from (select property, count(*) as count, min(id) as first from ${events} where due_at is not null group by property) w
  join ${events} e on e.id = w.first
  union all
  select property, error as code, count(*) as count, null as oldest from ${events}
  where state = 'set_aside' group by property, error`;

/** The totals of each property from these rows. */
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
