import { createInterface } from 'node:readline/promises';

/** Asks on the terminal; only "y" and "yes" count as yes. @returns undefined if there is no terminal to ask on */
export async function confirm(
  question: string,
  input: NodeJS.ReadableStream & { isTTY?: boolean } = process.stdin,
): Promise<boolean | undefined> {
  if (!input.isTTY) return undefined;
  const terminal = createInterface({ input, output: process.stderr });
  // nobody sees the question any more
  process.stderr.once('error', () => terminal.close());
  // Ctrl-D ends the question without an answer
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
