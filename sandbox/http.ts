import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

/** Answers a request, or returns nothing to leave it to the next route. */
export type Route = (request: Request, url: URL) => Response | undefined | Promise<Response | undefined>;

/** Answers on node's own objects, before any route. False: the request is for a route. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

export interface ServeOptions {
  /** 0 or missing: any free port. */
  port?: number;
  /** Uses the next free port if this one is taken. */
  orNext?: boolean;
  first?: NodeHandler;
  /** Accepts websocket connections; without it there are none. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface HttpServer {
  port: number;
  close(): Promise<void>;
}

/** A route throws this to close the connection without an answer, as an unreachable server does. */
export class Hangup extends Error {}

/** Serves `routes` on 127.0.0.1; the first route that answers wins. */
export async function serve(routes: readonly Route[], options: ServeOptions = {}): Promise<HttpServer> {
  const { port = 0, orNext = false, first, upgrade } = options;
  const server = createServer((incoming, outgoing) => {
    if (first?.(incoming, outgoing)) return;
    answer(routes, incoming)
      .then((response) => send(response, outgoing))
      .catch((error) => {
        if (!(error instanceof Hangup)) console.error(error);
        outgoing.destroy();
      });
  });
  const upgraded = new Set<Duplex>();
  if (upgrade) {
    server.on('upgrade', (incoming, socket, head) => {
      upgraded.add(socket.on('close', () => upgraded.delete(socket)));
      upgrade(incoming, socket, head);
    });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  }).catch((error) => {
    if (orNext && error.code === 'EADDRINUSE') return undefined;
    throw error;
  });
  if (!server.listening) return serve(routes, { ...options, port: port + 1 });

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      }),
  };
}

async function answer(routes: readonly Route[], incoming: IncomingMessage): Promise<Response> {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const request = new Request(url, {
    method: incoming.method,
    headers: Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
  });
  for (const route of routes) {
    const response = await route(request, url);
    if (response) return response;
  }
  return new Response('Not found', { status: 404 });
}

function send(response: Response, outgoing: ServerResponse): void {
  const headers = [...response.headers];
  for (const [name, value] of headers) outgoing.appendHeader(name, value);
  outgoing.writeHead(response.status);
  if (!response.body) {
    outgoing.end();
    return;
  }
  const body = Readable.fromWeb(response.body as NodeReadableStream);
  outgoing.on('close', () => body.destroy());
  body.on('error', () => outgoing.destroy()).pipe(outgoing);
}

/** An HTML page. */
export function html(body: string, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.set('cache-control', 'no-store');
  return new Response(body, { ...init, headers });
}

/** A redirect that turns a POST into a GET. */
export function redirect(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { ...headers, location } });
}

/** The value of a cookie; undefined if the browser sent none of that name. */
export function cookie(request: Request, name: string): string | undefined {
  const cookies = request.headers.get('cookie')?.split(/;\s*/) ?? [];
  return cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Escapes a text for HTML, including attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
