import { isBusy } from './sqlite-file';

/** How long another process may write before it is an error, and how often we look meanwhile. Milliseconds. */
const PATIENCE = 8000;
const LOOK = 20;

/**
 * Does `work`, and again while another process holds SQLite's write lock. SQLite's own waiting (`busy_timeout`) would
 * hold up the whole process: here everything else goes on.
 * @throws what `work` throws; SQLite's SQLITE_BUSY when the other process takes too long
 */
export async function whenFree<T>(work: () => T): Promise<T> {
  const began = performance.now();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - began > PATIENCE) {
        throw error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}
