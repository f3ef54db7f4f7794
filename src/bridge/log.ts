import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export type { Logger };

/**
 * The log: one JSON object a line, or coloured text on a terminal. Callers name fields one by one;
 * no request, configuration or event is ever logged whole.
 */
export function createLog(): Logger {
  const level = process.env.LOG_LEVEL ?? 'info';
  const base = { level, base: undefined };
  return process.stdout.isTTY
    ? pino(base, pretty({ sync: true, translateTime: 'SYS:yyyy-mm-dd HH:MM:ss' }))
    : pino({ ...base, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Where in the code an error comes from, without its message, which could quote an event. */
export function placesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}
