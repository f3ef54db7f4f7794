import { ItopFolderError } from '../itop/files/itop-folder';
import { PhpSyntaxError } from '../itop/files/php-file';
import { formatPlace } from '../itop/place';
import { paint } from './terminal';

/** Exit statuses of `check`, `verify` and `install`, in every --help. */
export const EXIT = { fine: 0, findings: 1, failed: 2 } as const;

/**
 * Runs a command's action and sets the exit status: what it returns, or 2 with the error on standard error when it
 * could not do its work.
 */
export async function run(action: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await action();
  } catch (error) {
    process.stderr.write(`${paint('red', 'error', process.stderr)}: ${explain(error)}\n`);
    process.exitCode = EXIT.failed;
  }
}

function explain(error: unknown): string {
  if (error instanceof PhpSyntaxError) {
    return `${formatPlace(error.place)}: PHP cannot load this file: ${error.what}. Correct it; iTop does not run without it.`;
  }
  if (error instanceof ItopFolderError || !(error instanceof Error)) return String((error as Error).message ?? error);
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) {
    return `this is a fault of itop-tawk itself, please report it:\n${error.stack}`;
  }
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    return `${path}: you may not read or write this. Run the command as a user who may, for example the web server's.`;
  }
  return error.message;
}
