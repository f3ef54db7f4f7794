import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { realClient } from '../sandbox/tawk/client-files';
import { chromiumOrThrow } from '../test/chromium';

// Runs the browser tests against tawk.to's real client: npm run test:client -- <its folder> [what vitest takes]
const [folder, ...parameters] = process.argv.slice(2);
if (!folder) {
  console.error("Usage: npm run test:client -- <folder of tawk.to's client> [tests]");
  process.exit(2);
}
await realClient(folder).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const tests = parameters.length > 0 ? parameters : ['test/browser', 'test/sandbox/tawk-client'];
const { status } = spawnSync('vitest', ['run', ...tests], {
  stdio: 'inherit',
  // npm puts the commands of the packages on the path; Windows finds their .cmd through a shell only.
  shell: process.platform === 'win32',
  env: { ...process.env, TAWK_CLIENT: resolve(folder), CHROMIUM_PATH: chromiumOrThrow() },
});
process.exit(status ?? 1);
