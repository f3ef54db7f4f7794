import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { plainItop } from '../bridge/ops/exposure';
import { findingLines } from './findings';
import { UsageError } from './outcome';
import { harmless, printError } from './terminal';

const VARIABLE = 'ITOP_PASSWORD';

/**
 * The password of an iTop user: from the environment (ITOP_PASSWORD), or asked for on the terminal without showing it.
 * If it will be sent over a network without encryption, a warning on standard error comes first.
 *
 * @param url where it will be sent
 * @throws UsageError if there is neither
 */
export async function askPassword(url: string, user: string): Promise<string> {
  printError(...plainItop(url, `the password of ${user}`, 'this command').flatMap(findingLines));
  const given = process.env[VARIABLE];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) {
    throw new UsageError(
      `No password: there is no terminal to ask on. Put it into the environment variable ${VARIABLE}.`,
    );
  }
  process.stderr.write(`Password of ${harmless(user)} in iTop: `);
  // readline echoes the typed text to its output: this output discards it.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
