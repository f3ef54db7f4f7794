import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BridgeError, ERRORS } from './errors';
import type { Health } from './health';
import type { Metrics } from './metrics';

/** What answers at each address. */
export interface ServerParts {
  door: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  health: Health;
  metrics: Metrics;
}

/** A request has to be here within so many milliseconds, its head earlier: half of what tawk.to waits for an answer. */
const TIMES = { requestTimeout: 15_000, headersTimeout: 10_000, connectionsCheckingInterval: 1000 };

/** More connections are closed as they come. A proxy needs a few. */
const MAX_CONNECTIONS = 2000;

/**
 * The HTTP server, not yet listening. It is node:http alone: four addresses need no framework, and in a trial one
 * cost the bridge a quarter of its events per second.
 */
export function createBridgeServer(parts: ServerParts): Server {
  const { door, health, metrics } = parts;
  const server = createServer({ ...TIMES, keepAliveTimeout: 75_000 });
  server.maxConnections = MAX_CONNECTIONS;

  const json = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [path] = (request.url ?? '').split('?');
    try {
      if (path === '/webhooks/tawk') {
        await door(request, response);
      } else if (path === '/healthz') {
        const state = health.healthz();
        json(response, state.ok ? 200 : 503, state);
      } else if (path === '/readyz') {
        const state = await health.readyz();
        json(response, state.ready ? 200 : 503, state);
      } else if (path === '/metrics') {
        const text = await metrics.registry.metrics();
        response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text);
      } else {
        json(response, 404, { error: 'NOT_FOUND', message: ERRORS.NOT_FOUND.says });
      }
    } catch {
      // only /metrics gets here: the store did not answer
      json(response, 503, { error: 'STORE_FAILED', message: 'the store does not answer' });
    }
  };
  server.on('request', answer);
  // who asks before sending the body is told by the door whether to
  server.on('checkContinue', answer);
  return server;
}

/** Listens on `address:port`. @throws BridgeError LISTEN */
export function listen(server: Server, address: string): Promise<void> {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at).replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new BridgeError('LISTEN', `${address}: ${error.message}`)));
    server.listen({ host, port: Number(address.slice(at + 1)), backlog: 1024 }, resolve);
  });
}
