import { type Command, InvalidArgumentError, Option } from 'commander';
import { ERRORS, type ErrorCode } from '../bridge/base/errors';
import { type EventFilter, type EventState, STATES } from '../bridge/store/store';
import { nearest } from '../itop/nearest';

/** The states of events that a person can change. */
export const CHANGEABLE: Record<'retry' | 'drop', EventState[]> = {
  retry: ['set_aside', 'waiting', 'no_ticket'],
  drop: ['set_aside', 'waiting'],
};

/** The filter's options. */
export interface FilterOptions {
  state?: EventState[];
  code?: string;
  since?: number;
  property?: string;
}

/** Adds the options that select events. */
export function withFilter(command: Command, states: readonly EventState[] = STATES): Command {
  return command
    .addOption(new Option('--state <state...>', 'only these states').choices(states))
    .option('--code <code>', 'only with this error, such as GAVE_UP', code)
    .option('--since <when>', 'only received since then: 2d, 12h, 2026-03-01 or 2026-03-01T12:00', since)
    .option('--property <id>', 'only this property, by its id', (id) => id.toLowerCase());
}

/** As withFilter, for events that will be changed. */
export function withFilterOfChange(command: Command, name: 'retry' | 'drop'): Command {
  return withFilter(command, CHANGEABLE[name]).option('--all', 'all that are set aside');
}

export function toFilter({ state, code, since, property }: FilterOptions): EventFilter {
  return { states: state, code, since, property };
}

/**
 * The events that a person wants to change: those that are set aside, unless a state is given.
 * @returns undefined if nothing selects events
 */
export function toFilterOfChange(options: FilterOptions & { all?: boolean }): EventFilter | undefined {
  const { all, state, code, since, property } = options;
  const isSaid = all || state !== undefined || code !== undefined || since !== undefined || property !== undefined;
  return isSaid ? toFilter({ ...options, state: state ?? ['set_aside'] }) : undefined;
}

/** @throws InvalidArgumentError that names the nearest code */
function code(value: string): ErrorCode {
  const known = Object.keys(ERRORS).filter((each) => ERRORS[each as ErrorCode].next !== undefined);
  const wanted = value.toUpperCase();
  if (known.includes(wanted)) return wanted as ErrorCode;
  const near = nearest(wanted, known);
  throw new InvalidArgumentError(
    `expected the code of a delivery's error${near === undefined ? '; docs/bridge-reference.md names them' : `: did you mean ${near}?`}`,
  );
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds since 1970, from a duration before now or a date and time (local time, unless it says otherwise). */
export function since(value: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(value) ?? [];
  if (unit !== undefined) return Date.now() - Number(count) * UNITS[unit as keyof typeof UNITS];
  const isMoment = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/.test(value);
  // a date alone would mean midnight UTC
  const at = isMoment ? Date.parse(value.length === 10 ? `${value}T00:00` : value) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('expected 30m, 12h, 2d, 2026-03-01 or 2026-03-01T12:00.');
  return at;
}
