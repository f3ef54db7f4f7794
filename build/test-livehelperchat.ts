import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { readAddress } from '../sandbox/livehelperchat/address';
import { chromiumOrThrow } from '../test/chromium';

// Runs the browser tests of Live Helper Chat on a real server: npm run test:livehelperchat -- <folder> [what vitest takes].
// Nothing of that server is in this repository: livehelperchat.json in the folder has its address.
const [folder, ...parameters] = process.argv.slice(2);
if (!folder) {
  console.error('Usage: npm run test:livehelperchat -- <folder with livehelperchat.json> [tests]');
  process.exit(2);
}
await readAddress(folder).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const hasTests = parameters.some((parameter) => !parameter.startsWith('-'));
const tests = [...(hasTests ? [] : ['test/browser/livehelperchat']), ...parameters];
// The files share one server and its agents: one file at a time.
const { status } = spawnSync('vitest', ['run', '--no-file-parallelism', ...tests], {
  stdio: 'inherit',
  // npm puts the commands of the packages on the path; Windows finds their .cmd through a shell only.
  shell: process.platform === 'win32',
  env: { ...process.env, LIVEHELPERCHAT: resolve(folder), CHROMIUM_PATH: chromiumOrThrow() },
});
process.exit(status ?? 1);
