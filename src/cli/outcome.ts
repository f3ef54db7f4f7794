import { BridgeError, ERRORS } from '../bridge/base/errors';
import { PhpSyntaxError } from '../itop/files/php-file';
import { formatPlace } from '../itop/place';
import { linesOf, paint, printError, printJson } from './terminal';

/**
 * The exit statuses of every command (docs/commands.md). `findings`: the work was done, and there is something to do;
 * `failed`: it could not be done, or the command line was wrong.
 */
export const EXIT = { fine: 0, findings: 1, failed: 2 } as const;

/** The part of each --help that explains the exit statuses of the command. */
export function exitHelp(fine: string, findings: string | undefined, failed: string): string {
  const rows = [[EXIT.fine, fine], ...(findings ? [[EXIT.findings, findings]] : []), [EXIT.failed, failed]];
  return ['Exit status:', ...rows.map(([status, says]) => `  ${status}  ${says}`)].join('\n');
}

/** The command line is wrong or incomplete; the message says what is missing or wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Why a command could not do its work: in lines for people, as JSON for scripts. */
interface Failure {
  code: string;
  message: string;
  remedy?: string;
}

/**
 * Runs a command's action and sets the exit status: the action's result, or 2 if it could not do its work. The error
 * goes to standard error or, as JSON, to standard output.
 */
export async function run(action: () => Promise<number>, json = false): Promise<void> {
  try {
    process.exitCode = await action();
  } catch (error) {
    fail(error, json);
  }
}

/** Reports why the work could not be done, and sets the exit status. */
export function fail(error: unknown, json = false): void {
  process.exitCode = EXIT.failed;
  const { code, message, remedy } = explain(error);
  if (json) {
    printJson({ error: { code, message, ...(remedy !== undefined && { remedy }) } });
    return;
  }
  const [first = '', ...details] = linesOf(message);
  const lines = details.map((line) => `  ${line}`);
  printError([paint('red', 'error'), `: ${first}`], ...lines, ...(remedy === undefined ? [] : [`  → ${remedy}`]));
}

function explain(error: unknown): Failure {
  if (error instanceof BridgeError) {
    const { says, todo } = ERRORS[error.code];
    const details = error.detail === '' ? '' : `\n${error.detail}`;
    return { code: error.code, message: `${error.code}: ${says}${details}`, remedy: todo };
  }
  if (error instanceof PhpSyntaxError) {
    const message = `${formatPlace(error.place)}: PHP cannot load this file: ${error.what}.`;
    return {
      code: 'php-syntax',
      message,
      remedy:
        'Correct it: often a quote or a comma is missing there, or just before. iTop does not run without this file.',
    };
  }
  if (!(error instanceof Error)) return fault(String(error));
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) {
    return fault(`${error.name}: ${error.message}`, error.stack);
  }
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    const remedy = "Run the command as a user who may, for example the web server's: sudo -u www-data itop-tawk …";
    return { code, message: `${path}: you may not read or write this.`, remedy };
  }
  return { code: code ?? nameOf(error), message: error.message };
}

/** Turns `NoPortalError` into `no-portal`. */
function nameOf({ name }: Error): string {
  return name
    .replace(/(?!^)Error$/, '')
    .replace(/(?!^)[A-Z]/g, '-$&')
    .toLowerCase();
}

/** The place in our code helps only the person who fixes it. */
function fault(message: string, stack = ''): Failure {
  const details = process.env.ITOP_TAWK_STACK ? `\n${stack}` : '';
  const remedy = 'Report it, with what ITOP_TAWK_STACK=1 in the environment adds to this.';
  return { code: 'fault', message: `this is a fault of itop-tawk itself: ${message}${details}`, remedy };
}
