import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BridgeError } from '../base/errors';
import { answerRefusal } from './refusal';

/** What answers at the address of the webhooks. */
export interface ServerParts {
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/**
 * A request must be complete within this time, its headers earlier. It is half of the time that tawk.to waits for an
 * answer. Milliseconds.
 */
const TIMES = { requestTimeout: 15_000, headersTimeout: 10_000, connectionsCheckingInterval: 1000 };

/**
 * The path of the webhooks. A proxy, or a person who types the address into tawk.to, may double a slash or add one at
 * the end.
 */
const WEBHOOKS = /^\/+webhooks\/+tawk\/*$/;

/** Further connections are closed at once. A proxy needs only a few. */
const MAX_CONNECTIONS = 2000;

/**
 * The HTTP server that tawk.to calls, not yet listening. It serves only the webhooks, because it is public. It uses
 * node:http alone: one address needs no framework, and in a trial a framework cost the bridge a quarter of its events
 * per second.
 */
export function createBridgeServer({ handler }: ServerParts): Server {
  const server = createServer({ ...TIMES, keepAliveTimeout: 75_000 });
  server.maxConnections = MAX_CONNECTIONS;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (WEBHOOKS.test(pathOf(request))) {
      await handler(request, response);
    } else {
      answerRefusal(request, response, 'NOT_FOUND');
    }
  };
  server.on('request', answer);
  // a sender that asks before sending the body (Expect: 100-continue) gets the answer from the webhook handler
  server.on('checkContinue', answer);
  return server;
}

/** The path of a request, without the query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] as string;
}

/** Sends an object as JSON and ends the response. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Listens on `address:port`. @returns the actual address, as `http://address:port` @throws BridgeError LISTEN */
export async function listen(server: Server, address: string): Promise<string> {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at).replace(/^\[|\]$/g, '');
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new BridgeError('LISTEN', `${address}: ${error.message}`)));
    server.listen({ host, port: Number(address.slice(at + 1)), backlog: 1024 }, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') {
    throw new BridgeError('LISTEN', `${address}: expected an address and a port`);
  }
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}
