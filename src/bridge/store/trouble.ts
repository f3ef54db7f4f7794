/**
 * PostgreSQL's errors that pass by themselves (postgresql.org/docs/current/errcodes-appendix.html): connections, too
 * few resources, a server that starts or stops, a lock that another process holds.
 */
const SQLSTATES = /^(08|53|57P0|57014|55P03|40)/;

/**
 * The server is not reachable, or not yet: its name is unknown, or nothing listens. ENOENT: its socket file does not
 * exist yet.
 */
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOENT|ERR_SOCKET_CLOSED)$/;

/** pg's messages that have no code. */
const BROKEN = /timeout|Connection terminated|connection error|connection timeout/i;

/** A file that cannot be used now: another process writes, or the disk is full or fails. */
const FILE = /^(SQLITE_(BUSY|FULL|IOERR\w*|PROTOCOL)|ENOSPC|EDQUOT|EIO|EMFILE|ENFILE)$/;

/** Whether a database that could not be opened may become available without a change of the configuration. */
export function mayPass(error: unknown, isPostgres: boolean): boolean {
  if ((error as { code?: string }).code === 'DATABASE_POOLER') return false;
  const cause = (error as Error).cause as (Error & { code?: string }) | undefined;
  const code = String(cause?.code ?? '');
  const says = `${(error as { detail?: string }).detail} ${cause?.message}`;
  if (isPostgres) {
    return SQLSTATES.test(code) || NETWORK.test(code) || BROKEN.test(says);
  }
  return FILE.test(code) || /database is locked|disk is full|disk I\/O/i.test(says);
}
