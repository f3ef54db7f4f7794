import { fstatSync, writeSync } from 'node:fs';

/** How much may wait for a slow reader, in characters; what is more is lost, and counted. */
const MAX_BACKLOG_BYTES = 1024 * 1024;

/** Where the lines of the log go. */
export interface LogSink {
  write(line: string): void;
}

/**
 * Standard output, for a process that goes on without it: a full disk, a reader that is gone or that stands still lose
 * lines and do nothing else. Once it works again it is said how many were lost.
 * (pino's own destination tries again and again, and holds up the process for it.)
 */
export function standardOutput(): LogSink {
  return counted(isPipe() ? writeToPipe() : (line) => writeFile(1, line));
}

/** @param put takes a text; false, or an error, when it could not */
export function counted(put: (text: string) => boolean): LogSink {
  let lost = 0;
  const tried = (text: string) => {
    try {
      return put(text);
    } catch {
      return false;
    }
  };
  return {
    write: (line) => {
      if (lost > 0 && tried(`${JSON.stringify({ level: 'warn', lost, msg: 'lines of the log were lost' })}\n`)) {
        lost = 0;
      }
      if (lost > 0 || !tried(line)) {
        lost += 1;
      }
    },
  };
}

/** Files and terminals take it or refuse it at once. */
function writeFile(file: number, text: string): boolean {
  return writeSync(file, text) === Buffer.byteLength(text);
}

function writeToPipe(): (text: string) => boolean {
  const { stdout } = process;
  // a reader that is gone
  stdout.on('error', () => {});
  return (text) => {
    if (stdout.destroyed || stdout.writableLength > MAX_BACKLOG_BYTES) {
      return false;
    }
    stdout.write(text);
    return true;
  };
}

function isPipe(): boolean {
  try {
    const found = fstatSync(1);
    return found.isFIFO() || found.isSocket();
  } catch {
    return false;
  }
}
