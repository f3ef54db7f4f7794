/** The median of several measurements: one disturbed run does not change it. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** The value below which this share (0 to 1) of the measurements is. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}

/** Reports the progress of a long run on stderr, so that stdout contains only the result. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Prints the result: one JSON object with `--json`, otherwise a table. */
export function report(result: object, rows: (string | number)[][]): void {
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatted(cell) : cell)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const row of cells) {
    const [first = '', ...rest] = row;
    const line = [first.padEnd(widths[0] ?? 0), ...rest.map((cell, column) => cell.padStart(widths[column + 1] ?? 0))];
    process.stdout.write(`${line.join('  ')}\n`);
  }
}

function formatted(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** The number given as `--name=123`, or the default. */
export function option(name: string, byDefault: number): number {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given === undefined ? byDefault : Number(given.split('=')[1]);
}
