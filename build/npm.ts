import { spawnSync } from 'node:child_process';

/**
 * Runs npm and waits for it.
 *
 * @param cwd the folder it runs in
 * @returns what it wrote to standard output
 * @throws Error with what it wrote to standard error
 */
export function npm(parameters: string[], cwd = '.'): string {
  // Windows finds npm.cmd through a shell only.
  const options = { cwd, encoding: 'utf8', shell: process.platform === 'win32' } as const;
  const { status, stdout, stderr, error } = spawnSync('npm', parameters, options);
  if (status !== 0) throw new Error(`npm ${parameters.join(' ')} failed: ${error?.message ?? stderr}`);
  return stdout;
}
