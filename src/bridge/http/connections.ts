import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a request that is still arriving may take when the server stops. Milliseconds. */
const CLOSE_GRACE_MS = 1000;

/**
 * Tracks a server's connections, so that a stop waits only for connections with an unanswered request. `server.close`
 * alone also waits for a connection that has sent nothing, or half a request, until the sender closes it.
 */
export class Connections {
  /** Each connection, with its unanswered requests. */
  readonly #open = new Map<Socket, Set<IncomingMessage>>();
  #closing = false;

  constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.#open.set(socket, new Set());
      socket.once('close', () => this.#open.delete(socket));
    });
    const note = (request: IncomingMessage, response: ServerResponse) => this.#note(request, response);
    server.prependListener('request', note);
    server.prependListener('checkContinue', note);
  }

  /** Accepts no new connection; resolves when the last one is closed. */
  async close(): Promise<void> {
    this.#closing = true;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.#endWhere((requests) => requests.length === 0);
    const timer = setTimeout(
      () => this.#endWhere((requests) => !requests.some(({ complete }) => complete)),
      CLOSE_GRACE_MS,
    );
    await closed;
    clearTimeout(timer);
  }

  #note(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const requests = this.#open.get(socket);
    requests?.add(request);
    response.once('close', () => {
      requests?.delete(request);
      if (this.#closing && requests?.size === 0) {
        socket.destroySoon();
      }
    });
  }

  #endWhere(isSo: (requests: IncomingMessage[]) => boolean): void {
    for (const [socket, requests] of this.#open) {
      if (isSo([...requests])) {
        socket.destroy();
      }
    }
  }
}
