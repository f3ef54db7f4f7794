import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWidget } from '../build/widget';
import { notTried } from './not-tried';

/**
 * Before all tests: the widget that the extension serves is the one of the present sources; and what tests leave in
 * temporary folders lies in one, which goes with the last of them; after all tests: what was not tried.
 */
export async function setup(): Promise<() => void> {
  await buildWidget();
  const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-tests-'));
  // PostgreSQL, which runs as another user, has its own in it
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return () => {
    const lines = notTried(folder);
    // a browser that has just ended may still write
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    if (lines !== '') console.warn(`\nNOT TRIED in this run, so nothing is known of it:\n${lines}`);
  };
}
