import { isBusy } from './sqlite-file';

/**
 * How long another process may hold the write lock before it is an error, and how often to try meanwhile. Milliseconds.
 */
const WRITE_LOCK_TIMEOUT_MS = 8000;
const WRITE_LOCK_RETRY_MS = 20;

/**
 * Runs `work`, and repeats it while another process holds SQLite's write lock. SQLite's own `busy_timeout` would block
 * the whole process; here everything else goes on.
 * @throws what `work` throws; SQLite's SQLITE_BUSY when the other process takes too long
 */
export async function whenFree<T>(work: () => T): Promise<T> {
  const began = performance.now();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - began > WRITE_LOCK_TIMEOUT_MS) {
        throw error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, WRITE_LOCK_RETRY_MS));
  }
}
