import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy before a PostgreSQL on a socket file, which can go black: it takes bytes and passes none on. */
export interface Proxy {
  /** `database`, reached through the proxy. */
  url: (database: string) => string;
  /** From now on nothing comes through, on old connections and on new ones. */
  goBlack: () => void;
  /** New connections work again; those that went black stay so. */
  comeBack: () => void;
  close: () => Promise<void>;
}

/** @param port 0: any free one */
export async function startProxy(database: string, port = 0): Promise<Proxy> {
  const folder = new URL(database.replace('@/', '@host/')).searchParams.get('host') as string;
  const sockets = new Set<Socket>();
  const dead = new Set<Socket>();
  let black = false;
  const keep = (socket: Socket) => sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
  const server = createServer((client) => {
    keep(client);
    if (black) {
      client.resume();
      return;
    }
    const upstream = connect(`${folder}/.s.PGSQL.5432`);
    keep(upstream);
    client.pipe(upstream).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => {
      if (!dead.has(upstream)) client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: (database) => database.replace(/@\/(\w+)\?.*/, `@${address}/$1`),
    goBlack: () => {
      black = true;
      // What comes is read and lost: that a killed bridge has left is noticed, or the server would run out of connections.
      for (const socket of sockets) dead.add(socket.unpipe().resume());
    },
    comeBack: () => {
      black = false;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
