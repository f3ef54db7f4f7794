import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Sockets, Wire } from './sockets';

/** Upgrades requests for websockets below /s/, for browsers that can reach the sandbox's own port. */
export function socketUpgrade(sockets: Sockets): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const server = new WebSocketServer({ noServer: true });
  return (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'ws://sandbox');
    if (pathname !== '/s/') return void socket.destroy();
    sockets.answer({
      query: searchParams,
      open: () => new Promise((opened) => server.handleUpgrade(request, socket, head, (each) => opened(wireOf(each)))),
      refuse: () => socket.destroy(),
    });
  };
}

function wireOf(socket: WebSocket): Wire {
  return {
    send: (text) => socket.send(text),
    close: () => socket.terminate(),
    onText: (listener) => void socket.on('message', (data) => listener(String(data))),
    onClose: (listener) => void socket.on('close', listener),
  };
}
