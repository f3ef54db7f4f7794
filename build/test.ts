import { spawnSync } from 'node:child_process';
import { installTools } from './tools';

/** What has to hold, from the quickest to the slowest. The first that fails ends it. */
const STEPS: [what: string, ...command: string[]][] = [
  ['Lint and format', 'biome', 'check', '--error-on-warnings', '.'],
  ['Types', 'tsc', '--noEmit'],
  ['Tests', 'vitest', 'run', ...process.argv.slice(2)],
];

installTools();
const { findChromium, installChromium } = await import('../test/chromium');
const browser = findChromium() ?? installChromium();
console.log(`Browser for the tests: ${browser}`);
for (const [what, command = '', ...parameters] of STEPS) {
  console.log(`\n== ${what}: ${[command, ...parameters].join(' ')}`);
  // npm puts the commands of the packages on the path; Windows finds their .cmd through a shell only.
  const { status } = spawnSync(command, parameters, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, CHROMIUM_PATH: browser },
  });
  if (status !== 0) {
    console.error(`\n${what} failed.`);
    process.exit(1);
  }
}
