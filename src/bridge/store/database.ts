/** What `database` may be, in words. */
export const EXPECTED = 'expected the path of a file, or postgres://user:password@host/name';

/** `mysql://…`, `libsql:…`, `user:password@host`: no path. One letter before the colon is a drive of Windows. */
const SCHEME = /^[a-z][a-z\d+.-]+:|:\/\/|:[^/\\]*@/i;

/** `host=… password=…`, as PostgreSQL's own tools take it. */
const KEYWORDS = /(^|\s)(host|hostaddr|user|password|dbname)\s*=/i;

/** Whether `database` names a PostgreSQL; else it is the path of an SQLite file. */
export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:\/\//i.test(database);
}

/**
 * What is wrong with a `database`, without a word of it; undefined: nothing. What is meant for another driver, or has a
 * typing error, would be taken for the path of a file, and paths are told in logs and errors.
 */
export function databaseFault(database: string): string | undefined {
  if (!isPostgres(database)) return SCHEME.test(database) || KEYWORDS.test(database) ? EXPECTED : undefined;
  const url = postgresUrl(database);
  if (hostsIn(database, url).includes(',')) return ONE_HOST;
  // a password with such a character ends early, and its rest stands where the name of the database is
  const behindHost = [url?.pathname, url?.hash, ...(url?.searchParams.keys() ?? [])].join('');
  if (url !== undefined && !/[@#]/.test(behindHost)) return undefined;
  return `${EXPECTED}; a character such as @ # / ? : or % in the password is written as %40 %23 %2F %3F %3A or %25`;
}

const ONE_HOST =
  'expected one host in postgres://user:password@host/name, not several: if a standby may take over, give a name or address that always leads to the primary';

/** What stands in place of the host. libpq takes several, with commas between; PostgreSQL's driver for Node does not. */
function hostsIn(database: string, url: URL | undefined): string {
  const [, authority = ''] = /^\w+:\/\/([^/?#]*)/.exec(database) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return `${host} ${url?.searchParams.get('host') ?? ''} ${url?.searchParams.get('port') ?? ''}`;
}

/** Whether a password is in the address of a PostgreSQL. */
export function hasPassword(database: string): boolean {
  const url = isPostgres(database) ? postgresUrl(database) : undefined;
  return url !== undefined && (url.password !== '' || Boolean(url.searchParams.get('password')));
}

/**
 * The address of a PostgreSQL with the password in it. @param database with a user name, and without a password
 */
export function withPassword(database: string, password: string): string {
  return database.replace(/^(\w+:\/\/[^@/]+)@/, (_all, user: string) => `${user}:${encodeURIComponent(password)}@`);
}

/** As PostgreSQL's driver reads it: the host may be missing, where it is a socket or is in the query. */
function postgresUrl(database: string): URL | undefined {
  const full = database.replace(/^(\w+:\/\/[^@/]*@)(?=[/?]|$)/, '$1localhost');
  return URL.canParse(full) ? new URL(full) : undefined;
}
