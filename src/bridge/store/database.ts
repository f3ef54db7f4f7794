/** What `database` may be, in words. */
export const EXPECTED = 'expected the path of a file, or postgres://user:password@host/name';

/** `mysql://…`, `libsql:…`, `user:password@host`: not paths. A single letter before the colon is a Windows drive. */
const SCHEME = /^[a-z][a-z\d+.-]+:|:\/\/|:[^/\\]*@/i;

/** `host=… password=…`, as PostgreSQL's own tools accept it. */
const KEYWORDS = /(^|\s)(host|hostaddr|user|password|dbname)\s*=/i;

/** Whether `database` names a PostgreSQL database; otherwise it is the path of an SQLite file. */
export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:\/\//i.test(database);
}

/**
 * What is wrong with a value of `database`, without quoting it; undefined: nothing. A value for another driver, or with
 * a typing error, would be taken as the path of a file, and logs and errors show paths.
 */
export function databaseFault(database: string): string | undefined {
  if (!isPostgres(database)) return SCHEME.test(database) || KEYWORDS.test(database) ? EXPECTED : undefined;
  const url = postgresUrl(database);
  if (hostsIn(database, url).includes(',')) return ONE_HOST;
  // a password with such a character ends early, and the rest of it appears where the name of the database should be
  const behindHost = [url?.pathname, url?.hash, ...(url?.searchParams.keys() ?? [])].join('');
  if (url !== undefined && !/[@#]/.test(behindHost)) return undefined;
  return `${EXPECTED}; a character such as @ # / ? : or % in the password is written as %40 %23 %2F %3F %3A or %25`;
}

const ONE_HOST =
  'expected one host in postgres://user:password@host/name, not several: if a standby may take over, give a name or address that always leads to the primary';

/** The hosts in the address. libpq accepts several, separated by commas; PostgreSQL's driver for Node does not. */
function hostsIn(database: string, url: URL | undefined): string {
  const [, authority = ''] = /^\w+:\/\/([^/?#]*)/.exec(database) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return `${host} ${url?.searchParams.get('host') ?? ''} ${url?.searchParams.get('port') ?? ''}`;
}

/** Whether the address of a PostgreSQL database contains a password. */
export function hasPassword(database: string): boolean {
  const url = isPostgres(database) ? postgresUrl(database) : undefined;
  return url !== undefined && (url.password !== '' || Boolean(url.searchParams.get('password')));
}

/**
 * Adds the password to the address of a PostgreSQL database.
 * @param database with a user name, and without a password
 */
export function withPassword(database: string, password: string): string {
  return database.replace(/^(\w+:\/\/[^@/]+)@/, (_all, user: string) => `${user}:${encodeURIComponent(password)}@`);
}

/** The address as PostgreSQL's driver reads it: the host may be missing, for a socket or when it is in the query. */
function postgresUrl(database: string): URL | undefined {
  const full = database.replace(/^(\w+:\/\/[^@/]*@)(?=[/?]|$)/, '$1localhost');
  return URL.canParse(full) ? new URL(full) : undefined;
}
