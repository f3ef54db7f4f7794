import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours on a terminal, unless the environment says NO_COLOR (https://no-color.org); plain text in a pipe or log. */
export function paint(format: Format, text: string, stream: { isTTY?: boolean } = process.stdout): string {
  const wanted = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return wanted ? styleText(format, text) : text;
}

/** Columns as wide as their longest cell, two blanks between them; the last column is left as it is. */
export function table(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

export function print(...lines: string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
