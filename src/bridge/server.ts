import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BridgeError, ERRORS } from './errors';
import type { Metrics } from './metrics';
import type { Store } from './store/store';

/** What answers at each address. */
export interface ServerParts {
  door: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  store: Store;
  metrics: Metrics;
  /** True from the moment the bridge is told to stop. */
  stopping: () => boolean;
}

/**
 * The HTTP server, not yet listening. It is node:http alone: four addresses need no framework, and in a trial one
 * cost the bridge a quarter of its events per second.
 */
export function createBridgeServer(parts: ServerParts): Server {
  const { door, store, metrics, stopping } = parts;
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 75_000 });

  const json = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  server.on('request', async (request, response) => {
    const [path] = (request.url ?? '').split('?');
    try {
      if (path === '/webhooks/tawk') {
        await door(request, response);
      } else if (path === '/healthz') {
        json(response, 200, { ok: true });
      } else if (path === '/readyz') {
        const ready = !stopping() && (await canStore(store));
        json(response, ready ? 200 : 503, { ready });
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
  });
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

function canStore(store: Store): Promise<boolean> {
  return store.check().then(
    () => true,
    () => false,
  );
}
