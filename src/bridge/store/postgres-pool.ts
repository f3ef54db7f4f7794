import { Socket } from 'node:net';
import pg from 'pg';
import { BridgeError } from '../base/errors';

// ids and times are bigint, far below 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Milliseconds until a connection, a statement and an answer are given up. The server's limit (`statement`) comes
 * first, so that it does not continue work that nobody waits for; `answer` is for a connection that died silently.
 */
const DEADLINES = { connect: 5000, statement: 6000, answer: 8000 };

/**
 * The settings by which the server handles a bridge that is gone: it ends the transaction, and with it the advisory
 * lock.
 */
const SERVER_SETTINGS = [
  // What is acknowledged must be on disk, whatever the server's default says.
  'synchronous_commit=on',
  `statement_timeout=${DEADLINES.statement}`,
  'idle_in_transaction_session_timeout=6000',
  // the totals are read often, and must not occupy the machine's other cores
  'max_parallel_workers_per_gather=0',
  'tcp_keepalives_idle=30',
  'tcp_keepalives_interval=10',
  'tcp_keepalives_count=3',
];

/**
 * The settings that keep events safe and keep nothing waiting forever, and what PostgreSQL reports when they are in
 * force.
 */
const EXPECTED = {
  synchronous_commit: /^on$/,
  statement_timeout: /^6s$/,
  idle_in_transaction_session_timeout: /^6s$/,
};
const WATCHED = Object.keys(EXPECTED) as (keyof typeof EXPECTED)[];

/**
 * PgBouncer's answer to settings that come with a connection (pgbouncer.org/config.html, ignore_startup_parameters).
 */
const REFUSED = /unsupported startup parameter/i;

/** pg's messages when no answer came. */
const SILENT = /Query read timeout|timeout exceeded when trying to connect|connection timeout/;

/**
 * Connections to PostgreSQL, each with deadlines. When one turns out to be silently dead, the other idle ones probably
 * are too: all are closed and replaced.
 */
export class PostgresPool {
  #current: { pool: pg.Pool; sockets: Set<Socket> };

  constructor(private readonly url: string) {
    this.#current = this.#make();
  }

  /** @throws the server's error, or pg's when the connection broke or a deadline passed */
  async query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>> {
    const { pool } = this.#current;
    try {
      return await pool.query<Row>(text, values);
    } catch (error) {
      this.#renewAfter(error, pool);
      throw error;
    }
  }

  /** @param advisoryLock held until the end of the transaction: other transactions that request it wait */
  async transaction<T>(advisoryLock: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const { pool } = this.#current;
    // A connection that breaks between two queries would end the process; the next query reports it.
    const ignore = () => {};
    let client: pg.PoolClient | undefined;
    try {
      client = await pool.connect();
      client.on('error', ignore);
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
      const result = await work(client);
      await client.query('commit');
      client.off('error', ignore);
      client.release();
      return result;
    } catch (error) {
      // the connection may be broken: it is discarded, which also ends the transaction
      client?.release(true);
      this.#renewAfter(error, pool);
      throw error;
    }
  }

  /**
   * Checks that the server uses the settings above. Poolers such as PgBouncer refuse them, or accept and drop them:
   * then acknowledged events might not be on disk, and nothing would end a transaction whose bridge is gone.
   * @throws BridgeError DATABASE_POOLER; the server's error, or pg's
   */
  async assertSettings(): Promise<void> {
    const names = WATCHED.map((name) => `current_setting('${name}') as ${name}`).join(', ');
    const { rows } = await this.query<Record<string, string>>(`select ${names}`).catch((error: Error) => {
      throw REFUSED.test(error.message) ? new BridgeError('DATABASE_POOLER', error.message, error) : error;
    });
    const lost = WATCHED.filter((name) => !EXPECTED[name].test(rows[0]?.[name] ?? ''));
    if (lost.length === 0) return;
    const found = lost.map((name) => `${name}=${rows[0]?.[name]}`).join(', ');
    throw new BridgeError(
      'DATABASE_POOLER',
      `expected the settings that the bridge made when it connected, found ${found}`,
    );
  }

  async end(): Promise<void> {
    await closed(this.#current);
  }

  #make() {
    const sockets = new Set<Socket>();
    const pool = new pg.Pool({
      connectionString: this.url,
      max: 8,
      options: SERVER_SETTINGS.map((setting) => `-c ${setting}`).join(' '),
      connectionTimeoutMillis: DEADLINES.connect,
      query_timeout: DEADLINES.answer,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      stream: () => {
        const socket = new Socket();
        sockets.add(socket.once('close', () => sockets.delete(socket)));
        return socket;
      },
    });
    // A connection that breaks while idle is replaced; the query that needed one reports the error.
    pool.on('error', () => {});
    return { pool, sockets };
  }

  #renewAfter(error: unknown, pool: pg.Pool): void {
    if (SILENT.test((error as Error).message) && pool === this.#current.pool) {
      const old = this.#current;
      this.#current = this.#make();
      void closed(old);
    }
  }
}

/** Resolves when each connection is closed; a connection without an answer is cut. */
async function closed({ pool, sockets }: { pool: pg.Pool; sockets: Set<Socket> }): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
  }, DEADLINES.answer);
  await pool.end();
  clearTimeout(timer);
}
