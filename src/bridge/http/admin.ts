import { createServer, type Server } from 'node:http';
import { ERRORS } from '../base/errors';
import type { Health } from '../ops/health';
import type { Metrics } from '../ops/metrics';
import { pathOf, sendJson } from './server';

/** What the operator's addresses report. */
export interface AdminParts {
  health: Health;
  metrics: Metrics;
}

/**
 * The HTTP server for the operator, not yet listening: health and metrics. It has its own address: no mistake in a
 * proxy makes it public, and no flood of webhooks keeps it from answering.
 */
export function createAdminServer({ health, metrics }: AdminParts): Server {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 });
  server.on('request', async (request, response) => {
    const path = pathOf(request);
    try {
      if (path === '/healthz') {
        const state = health.healthz();
        sendJson(response, state.ok ? 200 : 503, state);
      } else if (path === '/readyz') {
        const state = await health.readyz();
        sendJson(response, state.ready ? 200 : 503, state);
      } else if (path === '/metrics') {
        const text = await metrics.registry.metrics();
        response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text);
      } else {
        sendJson(response, 404, { error: 'NOT_FOUND', message: 'expected /healthz, /readyz or /metrics' });
      }
    } catch {
      // only /metrics can fail: the store did not answer
      sendJson(response, 503, { error: 'STORE_FAILED', message: ERRORS.STORE_FAILED.says });
    }
  });
  return server;
}
