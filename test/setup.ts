import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '../build/cli';
import { buildWidget } from '../build/widget';
import { lacking } from './machine';
import { notTried } from './not-tried';

/**
 * Before all tests: what this machine lacks is said; the widget that the extension serves and the command are those of the
 * present sources; and what tests leave in temporary folders lies in one, which goes with the last of them. After all
 * tests: what was not tried.
 */
export async function setup(): Promise<() => void> {
  endWithParent();
  const missing = lacking();
  if (missing.length > 0) {
    console.warn(
      `This machine lacks what follows; the tests that need it are skipped, and named at the end:\n${missing.join('\n')}`,
    );
  }
  removeLeftCommands();
  // below the packages that the command needs
  const built = join('dist', `test-${process.pid}`);
  process.env.ITOP_TAWK_TEST_COMMAND = join(process.cwd(), built, 'itop-tawk.js');
  await Promise.all([buildWidget(), buildCli(join(built, 'itop-tawk.js'))]);
  const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-tests-'));
  // PostgreSQL, which runs as another user, has its own in it
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return () => {
    const lines = notTried(folder);
    rmSync(built, { recursive: true, force: true });
    // a browser that has just ended may still write
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    if (lines.length > 0) {
      console.warn(`\nNOT TRIED in this run, ${lines.length} tests, so nothing is known of it:\n${lines.join('\n')}`);
    }
  };
}

/** Those of runs that were killed. */
function removeLeftCommands(): void {
  for (const name of existsSync('dist') ? readdirSync('dist') : []) {
    const [, pid] = /^test-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join('dist', name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Where build/test.ts is killed, which has started this run in a process group of its own, all of that ends. */
function endWithParent(): void {
  if (!process.connected) return;
  process.once('disconnect', () => process.kill(0, 'SIGKILL'));
  // listening to it would keep this process when all is done
  process.channel?.unref();
}
