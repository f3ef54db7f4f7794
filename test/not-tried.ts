import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, TestRunner } from 'vitest';

/** In the folder that all tests of a run have for theirs. */
const listIn = (folder: string) => join(folder, 'not-tried.txt');

/** A test that needs root. */
export function asRoot(run: () => Promise<void>): (context: TestContext) => Promise<void> {
  return where(process.getuid?.() === 0, 'needs root', run);
}

/** A test that needs what this machine has or not. Where it has not, it is skipped, and named at the end of the run (test/setup.ts). */
export function where(has: boolean, need: string, run: () => Promise<void>): (context: TestContext) => Promise<void> {
  return async (context) => (has ? run() : skip(context, need));
}

/** Skips the test that calls it, and names it at the end of the run. */
export function skip(context: TestContext, need: string): never {
  appendFileSync(listIn(tmpdir()), `  ${context.task.file.name}: ${context.task.fullTestName} (${need})\n`);
  return context.skip(need);
}

/** The same where the test's context is not at hand: in what it calls, or a hook of it. */
export function skipHere(need: string): never {
  const context = TestRunner.getCurrentTest()?.context;
  if (context === undefined) throw new Error(`What this machine lacks was asked for outside a test: ${need}`);
  return skip(context, need);
}

/** @returns what was not tried in this run, a line each */
export function notTried(folder: string): string[] {
  const list = listIn(folder);
  return existsSync(list) ? readFileSync(list, 'utf8').trimEnd().split('\n') : [];
}
