import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A stand-in of PgBouncer before a PostgreSQL on a socket file, as far as the settings of a connection (`options` in its
 * first message) are concerned: PgBouncer 1.18 refuses them as it is installed, and drops them where
 * `ignore_startup_parameters` names them.
 */
export async function startPooler(database: string, does: 'refuses' | 'drops') {
  const folder = new URL(database.replace('@/', '@host/')).searchParams.get('host') as string;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
  const server = createServer((client) => {
    keep(client);
    client.once('data', (first: Buffer) => {
      if (does === 'refuses') {
        client.end(failure('08P01', 'unsupported startup parameter: options'));
        return;
      }
      const upstream = connect(`${folder}/.s.PGSQL.5432`);
      keep(upstream);
      upstream.write(withoutOptions(first));
      client.pipe(upstream).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: database.replace(/@\/(\w+)\?.*/, `@127.0.0.1:${port}/$1`),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** StartupMessage (postgresql.org/docs/current/protocol-message-formats.html): length, version, names and values. */
function withoutOptions(message: Buffer): Buffer {
  const texts = message.subarray(8, -1).toString('latin1').split('\0').slice(0, -1);
  const kept = texts.filter((_text, index) => texts[index - (index % 2)] !== 'options');
  const body = Buffer.from(`${kept.map((text) => `${text}\0`).join('')}\0`, 'latin1');
  const head = Buffer.from(message.subarray(0, 8));
  head.writeInt32BE(8 + body.length);
  return Buffer.concat([head, body]);
}

/** ErrorResponse. */
function failure(code: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`, 'latin1');
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}
