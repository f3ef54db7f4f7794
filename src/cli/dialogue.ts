import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from './outcome';
import { harmless, printError } from './terminal';

/** The person has ended the dialogue with Ctrl-C or Ctrl-D, or the input has ended. */
export class EndedError extends Error {
  override readonly name = 'EndedError';
  constructor() {
    super('The dialogue was ended: nothing was changed.');
  }
}

/** How one of tawk.to's snippets begins and ends: it is pasted as several lines. */
const SNIPPET = {
  begin: /<!--\s*Start of Tawk|<script|Tawk_API/i,
  end: /<\/script\s*>/i,
  after: /^\s*<!--\s*End of Tawk/i,
};

/** @returns undefined if there is no terminal to ask on */
export function openDialogue(): Dialogue | undefined {
  return process.stdin.isTTY ? new Dialogue() : undefined;
}

/**
 * Repeats a question until the answer is right, and says what is wrong.
 * @param take throws UsageError for a wrong answer
 */
export async function askUntil<T>(ask: () => Promise<string>, take: (answer: string) => T): Promise<T> {
  for (;;) {
    try {
      return take(await ask());
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      printError(`  ${error.message}`);
    }
  }
}

/** Asks a person questions on a terminal, one line each. Questions and messages go to standard error. */
export class Dialogue {
  readonly #terminal: Interface;
  readonly #lines: string[] = [];
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  #isEnded = false;
  /** Shows only the answer to a question that is not secret: nothing that is typed or pasted before the question. */
  #isShown = false;

  readonly #output: NodeJS.WritableStream;

  constructor(input: NodeJS.ReadableStream = process.stdin, output: NodeJS.WritableStream = process.stderr) {
    this.#output = output;
    const echo = new Writable({
      write: (chunk, _encoding, done) => {
        if (this.#isShown) output.write(chunk);
        done();
      },
    });
    this.#terminal = createInterface({ input, output: echo, terminal: true });
    this.#terminal.on('line', (line) => {
      this.#isShown = false;
      const waiting = this.#waiting.shift();
      if (waiting) waiting(line);
      else this.#lines.push(line);
    });
    this.#terminal.on('SIGINT', () => this.close());
    // nobody sees the questions any more
    output.once('error', () => this.close());
    this.#terminal.on('close', () => {
      this.#isEnded = true;
      // the next message starts on a new line
      if (this.#waiting.length > 0) this.#output.write('\n');
      for (const waiting of this.#waiting.splice(0)) waiting(undefined);
    });
  }

  /** @throws EndedError */
  async ask(question: string): Promise<string> {
    this.#prompt(question);
    return (await this.#line()).trim();
  }

  /** The typed or pasted text is not shown. @throws EndedError */
  async askSecret(question: string): Promise<string> {
    this.#prompt(question);
    this.#isShown = false;
    const secret = await this.#line();
    this.#output.write('\n');
    return secret.trim();
  }

  /** A line, or all lines of a pasted tawk.to snippet. @throws EndedError */
  async askPasted(question: string): Promise<string> {
    const lines = [await this.ask(question)];
    if (SNIPPET.begin.test(lines[0] ?? '')) {
      while (!SNIPPET.end.test(lines.at(-1) ?? '')) lines.push(await this.#line());
    }
    return lines.join('\n');
  }

  /** Only "y" and "yes" count as yes. @throws EndedError */
  async confirm(question: string): Promise<boolean> {
    return /^y(es)?$/i.test(await this.ask(`${question} [y/N]`));
  }

  close(): void {
    this.#terminal.close();
  }

  #prompt(question: string): void {
    this.#isShown = true;
    this.#terminal.setPrompt(`${harmless(question)} `);
    // the answer may have arrived before the input ended
    if (this.#isEnded) this.#output.write(`${harmless(question)}\n`);
    else this.#terminal.prompt();
  }

  async #line(): Promise<string> {
    for (;;) {
      const line = this.#lines.shift() ?? (await this.#next());
      if (line === undefined) throw new EndedError();
      // the last line of a snippet arrives after the next question was asked
      if (!SNIPPET.after.test(line)) return line;
    }
  }

  async #next(): Promise<string | undefined> {
    return this.#isEnded ? undefined : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
