import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from './outcome';

/**
 * The password from the environment, or asked for on the terminal without showing what is typed.
 *
 * @throws UsageError when there is neither
 */
export async function askPassword(variable: string, question: string): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) {
    throw new UsageError(
      `No password: there is no terminal to ask on. Put it into the environment variable ${variable}.`,
    );
  }
  process.stderr.write(question);
  // readline echoes what is typed to its output: this one swallows it.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
