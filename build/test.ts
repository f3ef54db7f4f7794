import { type ChildProcess, spawn } from 'node:child_process';
import { installTools } from './tools';

/** What has to hold, from the quickest to the slowest. The first that fails ends it. */
const STEPS: [what: string, ...command: string[]][] = [
  ['Lint and format', 'biome', 'check', '--error-on-warnings', '.'],
  ['Types', 'tsc', '--noEmit'],
  ['Tests', 'vitest', 'run', ...process.argv.slice(2)],
];
const isWindows = process.platform === 'win32';

installTools();
// it needs what is there only now
const { installForTests } = await import('./test-machine');
installForTests();
for (const [what, ...command] of STEPS) {
  console.log(`\n== ${what}: ${command.join(' ')}`);
  const status = await run(command);
  if (status !== 0) {
    console.error(`\n${what} failed.`);
    process.exit(1);
  }
}

/**
 * Runs it in a process group of its own, of which nothing is left afterwards, however it ends; it ends with this process
 * (test/setup.ts).
 *
 * @returns its exit status
 */
async function run([command = '', ...parameters]: string[]): Promise<number | null> {
  const child = spawn(command, parameters, {
    stdio: isWindows ? 'inherit' : ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: !isWindows,
    // npm puts the commands of the packages on the path; Windows finds their .cmd through a shell only.
    shell: isWindows,
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const endIt = (signal: NodeJS.Signals) => {
    endGroup(child);
    // as the system would say it
    process.exit(128 + { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }[signal as (typeof signals)[number]]);
  };
  for (const signal of signals) process.once(signal, endIt);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  for (const signal of signals) process.off(signal, endIt);
  endGroup(child);
  return status;
}

function endGroup({ pid }: ChildProcess): void {
  if (isWindows || pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nothing is left of it
  }
}
