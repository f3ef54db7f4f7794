import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

/** In the folder that all tests of a run have for theirs. */
const listIn = (folder: string) => join(folder, 'not-tried.txt');

/** A test that needs root. */
export function asRoot(run: () => Promise<void>): (context: TestContext) => Promise<void> {
  return where(process.getuid?.() === 0, 'needs root', run);
}

/** A test that needs what this machine has or not. Where it has not, it is skipped, and named at the end of the run (test/setup.ts). */
export function where(has: boolean, need: string, run: () => Promise<void>): (context: TestContext) => Promise<void> {
  return async (context) => {
    if (has) return run();
    appendFileSync(listIn(tmpdir()), `  ${context.task.file.name}: ${context.task.name} (${need})\n`);
    return context.skip(need);
  };
}

/** @returns what was not tried in this run, a line each; '' where all was */
export function notTried(folder: string): string {
  return existsSync(listIn(folder)) ? readFileSync(listIn(folder), 'utf8') : '';
}
