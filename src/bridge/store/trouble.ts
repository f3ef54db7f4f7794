/**
 * Errors of PostgreSQL that pass by themselves (postgresql.org/docs/current/errcodes-appendix.html): connections, too few
 * resources, a server that starts or stops, a lock that another holds.
 */
const SQLSTATES = /^(08|53|57P0|57014|55P03|40)/;

/** A server that is not there, or not yet: its name is not known, or nobody listens. ENOENT: its socket is no file yet. */
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOENT|ERR_SOCKET_CLOSED)$/;

/** What pg says without a code. */
const BROKEN = /timeout|Connection terminated|connection error|connection timeout/i;

/** A file that cannot be used now: another process writes, the disk is full or fails. */
const FILE = /^(SQLITE_(BUSY|FULL|IOERR\w*|PROTOCOL)|ENOSPC|EDQUOT|EIO|EMFILE|ENFILE)$/;

/** Whether a database that could not be opened may be there later, without anybody correcting the configuration. */
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
