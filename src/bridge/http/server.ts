import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BridgeError } from '../base/errors';
import { answerRefusal } from './refusal';

/** What answers at the address of the webhooks. */
export interface ServerParts {
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** A request has to be here within so many milliseconds, its head earlier: half of what tawk.to waits for an answer. */
const TIMES = { requestTimeout: 15_000, headersTimeout: 10_000, connectionsCheckingInterval: 1000 };

/** Where webhooks come. A proxy, or who types the address into tawk.to, may double a slash or end with one. */
const WEBHOOKS = /^\/+webhooks\/+tawk\/*$/;

/** More connections are closed as they come. A proxy needs a few. */
const MAX_CONNECTIONS = 2000;

/**
 * The HTTP server that tawk.to calls, not yet listening: the webhooks and nothing else, because the world reaches it.
 * It is node:http alone: one address needs no framework, and in a trial one cost the bridge a quarter of its events
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
  // who asks before sending the body is told by the webhook handler whether to
  server.on('checkContinue', answer);
  return server;
}

/** The address that a request asks for, without what follows a question mark. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] as string;
}

/** Answers with an object, and ends the answer. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Listens on `address:port`; gives where, as `http://address:port`. @throws BridgeError LISTEN */
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
