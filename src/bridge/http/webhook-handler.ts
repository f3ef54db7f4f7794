import type { IncomingMessage, ServerResponse } from 'node:http';
import { within } from '../base/deadline';
import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import type { Logger } from '../base/log';
import { createThrottle } from '../base/throttle';
import type { Heartbeats } from '../ops/health';
import type { Metrics } from '../ops/metrics';
import type { Store } from '../store/store';
import { Bodies, MAX_BODY_BYTES } from './body';
import { receive, type SigningKey } from './receive';
import { answerRefusal } from './refusal';
import { isSignature } from './signature';

/** What the webhook handler needs. It calls `stored` with the property of each new event that is to be delivered. */
export interface WebhookHandlerParts {
  store: Store;
  keys: SigningKey[];
  metrics: Metrics;
  log: Logger;
  heartbeats: Heartbeats;
  stored: (property: string) => void;
  now?: () => number;
}

/**
 * How long storing an event may take, in milliseconds: tawk.to waits 30 s for an answer, and 15 s of these are for the
 * body.
 */
const STORE_TIMEOUT_MS = 12_000;

/** The answer to an event that is stored, or need not be. A known length avoids chunked encoding. */
export const TAKEN = { headers: { 'content-type': 'application/json', 'content-length': 11 }, body: '{"ok":true}' };

/** A refusal that repeats is logged once in this time. Milliseconds. */
const REPEAT_LOG_LINE_MS = 60_000;

/** The handler of POST /webhooks/tawk: 200 once the event is durably stored, else the status of the error's code. */
export function createWebhookHandler(parts: WebhookHandlerParts) {
  const { store, keys, metrics, log, heartbeats, stored, now = Date.now } = parts;
  const throttle = createThrottle(REPEAT_LOG_LINE_MS);
  const bodies = new Bodies();
  let underWay = 0;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    checkHead(request);
    if (request.headers.expect !== undefined) {
      response.writeContinue();
    }
    const body = await bodies.read(request);
    const signature = header(request, 'x-tawk-signature');
    const { property, arrival } = receive(
      { body, signature, eventId: header(request, 'x-hook-event-id') },
      keys,
      now(),
    );
    metrics.heard(property);
    if (arrival === undefined) {
      metrics.unused.inc({ property });
      return;
    }
    const isNew = await within(STORE_TIMEOUT_MS, store.add(arrival)).catch((error: Error) => {
      throw error instanceof BridgeError ? error : new BridgeError('STORE_FAILED', error.message);
    });
    if (!isNew) {
      metrics.duplicates.inc({ property });
      return;
    }
    metrics.received.inc({ property, kind: arrival.kind });
    if (arrival.deliver) {
      stored(property);
    }
  }

  function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const code: ErrorCode = error instanceof BridgeError ? error.code : 'UNEXPECTED';
    metrics.rejected.inc({ code });
    const line = throttle(code);
    if (line !== undefined) {
      // the store's own message, which contains nothing of an event
      const why = code === 'STORE_FAILED' ? { error: (error as BridgeError).detail } : {};
      log[code === 'STORE_FAILED' ? 'error' : 'warn'](
        { code, ...why, more: line.suppressed || undefined },
        `webhook refused: ${ERRORS[code].says}`,
      );
    }
    answerRefusal(request, response, code);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    underWay += 1;
    heartbeats.beat('webhook handler');
    try {
      await take(request, response);
      response.writeHead(200, TAKEN.headers).end(TAKEN.body);
    } catch (error) {
      refuse(request, response, error);
    } finally {
      underWay -= 1;
      heartbeats[underWay === 0 ? 'rest' : 'beat']('webhook handler');
    }
  };
}

/** What can be refused before the body is read. */
function checkHead(request: IncomingMessage): void {
  if (Number(header(request, 'content-length') ?? 0) > MAX_BODY_BYTES) {
    throw new BridgeError('BODY_TOO_LARGE');
  }
  if (request.method !== 'POST') {
    throw new BridgeError('METHOD');
  }
  const isJson = /^application\/json\s*(;|$)/i.test(header(request, 'content-type') ?? '');
  if (!isJson || (header(request, 'content-encoding') ?? 'identity') !== 'identity') {
    throw new BridgeError('CONTENT_TYPE');
  }
  if (!isSignature(header(request, 'x-tawk-signature'))) {
    throw new BridgeError('SIGNATURE_MISSING');
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
