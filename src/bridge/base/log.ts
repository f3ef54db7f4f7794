import { type Logger, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { BridgeError } from './errors';
import { type LogSink, standardOutput } from './log-sink';

export type { Logger };

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * The log: one JSON object per line, or coloured text on a terminal. Callers name each field; no request, configuration
 * or event is ever logged as a whole.
 * @throws BridgeError CONFIG when LOG_LEVEL is not a level
 */
export function createLog(sink: LogSink = standardOutput()): Logger {
  const level = process.env.LOG_LEVEL || 'info';
  if (!LEVELS.includes(level)) {
    throw new BridgeError('CONFIG', `LOG_LEVEL: expected one of ${LEVELS.join(', ')}`);
  }
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (!process.stdout.isTTY) {
    return pino(options, sink);
  }
  const render = prettyFactory({ colorize: true, translateTime: 'SYS:yyyy-mm-dd HH:MM:ss' });
  return pino(options, { write: (line: string) => sink.write(render(line) ?? '') });
}

/** Where in the code an error comes from. The message is left out, because it could quote an event. */
export function placesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}
