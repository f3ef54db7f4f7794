import { fstatSync, writeSync } from 'node:fs';

/** How many characters may wait for a slow reader. Further lines are lost and counted. */
const MAX_BACKLOG_BYTES = 1024 * 1024;

/** Where the lines of the log go. */
export interface LogSink {
  write(line: string): void;
}

/**
 * Standard output that never stops the process: with a full disk, or a reader that is gone or stuck, only lines are
 * lost. Once writing works again, a line says how many were lost. (pino's own destination retries, and blocks the
 * process meanwhile.)
 */
export function standardOutput(): LogSink {
  return counted(isPipe() ? writeToPipe() : (line) => writeFile(1, line));
}

/** @param put writes a text; false, or an error, when it could not */
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

/** Files and terminals accept or refuse a write at once. */
function writeFile(file: number, text: string): boolean {
  return writeSync(file, text) === Buffer.byteLength(text);
}

function writeToPipe(): (text: string) => boolean {
  const { stdout } = process;
  // the reader is gone
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
