import { type EventFilter, TO_DO } from './store';

/**
 * A filter as SQL that SQLite and PostgreSQL share. States are literals in it: only then do both use the indexes that
 * cover a single state.
 * @param parameter stores a value, and returns the text that stands for it in the statement
 */
export function conditions(filter: EventFilter, parameter: (value: unknown) => string): string {
  const { states, property, code, since, subjects } = filter;
  const parts = ['true'];
  if (states !== undefined) {
    parts.push(states.length === 1 ? `state = '${states[0]}'` : `state in (${states.map((s) => `'${s}'`).join(', ')})`);
    if (states.every((state) => TO_DO.includes(state))) parts.push('due_at is not null');
  }
  if (property !== undefined) parts.push(`property = ${parameter(property)}`);
  if (code !== undefined) parts.push(`error = ${parameter(code)}`);
  if (since !== undefined) parts.push(`received_at >= ${parameter(since)}`);
  if (subjects !== undefined) parts.push(`subject in (${subjects.map(parameter).join(', ')})`);
  return parts.join(' and ');
}

/** Collects the values of one statement, which refers to them by number: `?1` in SQLite, `$1` in PostgreSQL. */
export function parameters(sign: '?' | '$'): { values: unknown[]; parameter: (value: unknown) => string } {
  const values: unknown[] = [];
  return { values, parameter: (value) => `${sign}${values.push(value)}` };
}
