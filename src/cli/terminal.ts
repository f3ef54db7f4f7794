import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** A piece of a line that has a colour on a terminal. */
export class Painted {
  constructor(
    readonly format: Format,
    readonly text: string,
  ) {}
  toString(): string {
    return this.text;
  }
}

export type Piece = string | Painted;

/** A line of output: its text is escaped first, and coloured only then. */
export type Line = Piece | Piece[];

export function paint(format: Format, text: string): Painted {
  return new Painted(format, text);
}

/**
 * Escapes characters that a terminal would obey or that would mislead its reader, as JSON does (`\u001b`): control
 * characters, including line ends, and direction marks. Files and pages of an iTop can contain anything.
 */
export function harmless(text: string): string {
  return text.replace(UNSAFE, escaped);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what terminals obey
const UNSAFE = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  const short = JSON.stringify(character).slice(1, -1);
  return short.length > 1 ? short : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Aligned columns, with two spaces between them; the last column is not padded. */
export function table(rows: Piece[][]): Line[] {
  const width = (cell: Piece | undefined) => harmless(String(cell ?? '')).length;
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => width(row[column])))) ?? [];
  return rows.map((row) => {
    const last = row.findLastIndex((cell) => width(cell) > 0);
    return row
      .slice(0, last + 1)
      .flatMap((cell, column) => [
        cell,
        column === last ? '' : ' '.repeat((widths[column] ?? 0) - width(cell) + COLUMN_GAP),
      ]);
  });
}

/** Spaces between two columns. */
const COLUMN_GAP = 2;

/** Steps to take one after the other. */
export function numbered(title: string, steps: string[]): Line[] {
  return [paint('bold', title), ...steps.map((step, index) => `  ${index + 1}. ${step}`)];
}

/** The minimum width of a terminal. */
const COLUMNS = 80;

/**
 * A text for --help, wrapped to the width of a terminal. Lines without an indent form a paragraph that ends at an empty
 * line. An indented line stays one line, and continues below its text; an example (`  $ …`) stays unchanged, so that it
 * can be pasted.
 */
export function wrapped(text: string): string {
  const blocks: string[] = [];
  let isOpen = false;
  for (const line of linesOf(text)) {
    const isParagraph = /^\S/.test(line);
    if (isParagraph && isOpen) blocks[blocks.length - 1] += ` ${line}`;
    else blocks.push(line);
    isOpen = isParagraph && !line.endsWith(':');
  }
  return blocks.map((block) => (block.startsWith('  $ ') ? block : folded(block))).join('\n');
}

function folded(block: string): string {
  const hang = ' '.repeat(/^ +\S+ {2}|^ */.exec(block)?.[0].length ?? 0);
  const lines: string[] = [];
  for (const word of block.split(/(?<=\S) (?=\S)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COLUMNS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `${hang}${word}`);
  }
  return lines.join('\n');
}

/** The lines of a text. */
export function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

export function print(...lines: Line[]): void {
  write(process.stdout, lines);
}

/** Prints to standard error: for output that a script should not get with the result. */
export function printError(...lines: Line[]): void {
  write(process.stderr, lines);
}

/** Prints a result for scripts as JSON, which is also safe to show on a terminal. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(value, null, 2);
  process.stdout.write(`${text.replace(/[^\n]/g, (character) => harmless(character))}\n`);
}

function write(stream: NodeJS.WriteStream, lines: Line[]): void {
  stream.write(
    lines
      .map(
        (line) =>
          `${[line]
            .flat()
            .map((piece) => shown(piece, stream))
            .join('')}\n`,
      )
      .join(''),
  );
}

/**
 * Uses colours on a terminal, unless the environment has NO_COLOR (https://no-color.org); plain text in a pipe or log.
 */
function shown(piece: Piece, stream: { isTTY?: boolean }): string {
  const text = harmless(String(piece));
  const wanted = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return piece instanceof Painted && wanted ? styleText(piece.format, text, { validateStream: false }) : text;
}
