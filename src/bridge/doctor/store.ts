import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Finding } from '../../itop/finding';
import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import { isPostgres } from '../store/database';
import { openStore } from '../store/open';
import type { Pause } from '../store/store';
import { type Diagnosis, found, passed, together } from './diagnosis';

/** Can the store be written, and does any event in it wait for a person? The bridge may run meanwhile. */
export async function examineStore(database: string): Promise<Diagnosis> {
  const name = isPostgres(database) ? 'PostgreSQL' : database;
  if (!isPostgres(database) && !(await stat(database).catch(() => undefined))) return examineFolder(database);
  try {
    const store = await openStore(database);
    try {
      await store.check();
      const damage = await store.damage();
      if (damage.length > 0) {
        const what = `the database ${name} is damaged: ${damage.join('; ')}`;
        const remedy = 'See docs/database.md, "The database is damaged".';
        return found({ severity: 'error', code: 'DAMAGED', what, remedy });
      }
      const totals = await store.totals();
      const waiting = totals.reduce((sum, each) => sum + each.waiting, 0);
      const setAside = totals.flatMap((each) => Object.values(each.setAside)).reduce((sum, count) => sum + count, 0);
      const notes = (await store.noteTotals()).reduce((sum, each) => sum + each.waiting, 0);
      const untold = notes === 0 ? '' : `, messages for chats: ${notes}`;
      const state = passed(`store ${name}: can be written (waiting: ${waiting}, set aside: ${setAside}${untold})`);
      const paused = (await store.pauses()).map(pauseFinding).map(found);
      if (setAside === 0) return together([state, ...paused]);
      return together([
        state,
        found({
          severity: 'warning',
          code: 'set-aside',
          what: `events are set aside and wait for a person: ${setAside}`,
          remedy: 'See why with: itop-tawk events list --state set_aside',
        }),
        ...paused,
      ]);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof BridgeError && error.code === 'DATABASE_EMPTY') {
      return passed(`store ${name}: still empty; the bridge creates its tables when it starts`);
    }
    const detail = error instanceof BridgeError ? error.detail : (error as Error).message;
    const code = error instanceof BridgeError ? error.code : 'DATABASE';
    const what = `${ERRORS[code].says}: ${detail}`;
    return found({ severity: 'error', code, what, remedy: `To do: ${ERRORS[code].todo}.` });
  }
}

/** The running bridge may have an older configuration than this command: then only the bridge is in trouble. */
function pauseFinding({ property, code }: Pause): Finding {
  const says = Object.hasOwn(ERRORS, code) ? `: ${ERRORS[code as ErrorCode].says}` : '';
  return {
    severity: 'warning',
    code: 'itop-paused',
    what: `the bridge has paused the deliveries of property ${property} (${code}${says})`,
    remedy:
      'If no check of iTop fails here, restart the bridge: it reads its configuration only when it starts. Otherwise do what the check says; then "itop-tawk events retry --state waiting" ends the pause at once.',
  };
}

/** The bridge creates its SQLite file when it starts. It is not created here, because it could get another owner. */
async function examineFolder(database: string): Promise<Diagnosis> {
  const folder = dirname(resolve(database));
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (isWritable) return passed(`store ${database}: not there yet; the bridge creates it when it starts`);
  const what = `${folder}, where the store ${database} would be created, cannot be written`;
  return found({
    severity: 'error',
    code: 'DATABASE',
    what,
    remedy: "Create the folder, and let the bridge's user write there.",
  });
}
