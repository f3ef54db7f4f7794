import { databaseFault, hasPassword, isPostgres, withPassword } from '../bridge/store/database';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';

/** PostgreSQL's own tools read the password from here, too. */
const PASSWORD = 'PGPASSWORD';

/** Checks a value of `database` from an option or an answer, which everybody can see. @throws UsageError */
export function databaseName(text: string): string {
  const fault = databaseFault(text);
  if (fault !== undefined) throw new UsageError(fault);
  if (!hasPassword(text)) return text;
  throw new UsageError(
    `expected postgres://user@host/name: the password is asked for and not shown, or taken from ${PASSWORD}`,
  );
}

/**
 * The setting `database`, with PostgreSQL's password in it if there is one.
 *
 * @param given the option's value
 * @throws UsageError, EndedError
 */
export async function databaseOf(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
  dialogue: Dialogue | undefined,
): Promise<string> {
  const ask = () =>
    dialogue?.ask('Store, an SQLite file or postgres://user@host/name [./bridge.db]:') ?? Promise.resolve('');
  const database = given ?? (await askUntil(ask, (text) => databaseName(text || './bridge.db')));
  if (!isPostgres(database)) return database;
  const asked = () => dialogue?.askSecret("Password of PostgreSQL's user (not shown) [none]:");
  const password = env[PASSWORD] ?? ((await asked()) || '');
  if (password === '') return database;
  const whole = withPassword(database, password);
  if (!hasPassword(whole)) throw new UsageError('expected postgres://user@host/name: the password is of a user');
  return whole;
}
