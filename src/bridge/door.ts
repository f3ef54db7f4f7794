import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_BODY, readBody } from './body';
import { BridgeError, ERRORS, type ErrorCode } from './errors';
import type { Logger } from './log';
import type { Metrics } from './metrics';
import { receive, type SigningKey } from './receive';
import { createSieve } from './sieve';
import { isSignature } from './signature';
import type { Store } from './store/store';

/** What the door needs; `stored` is told of the property of each event that is new and to be delivered. */
export interface DoorParts {
  store: Store;
  keys: SigningKey[];
  metrics: Metrics;
  log: Logger;
  stored: (property: string) => void;
  now?: () => number;
}

/** The handler of POST /webhooks/tawk: 200 once the event is safely stored, else the status of the error's code. */
export function createDoor(parts: DoorParts) {
  const { store, keys, metrics, log, stored, now = Date.now } = parts;
  const sieve = createSieve(10_000);

  async function take(request: IncomingMessage): Promise<void> {
    checkHead(request);
    const body = await readBody(request);
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
    const isNew = await store.add(arrival).catch((error: Error) => {
      log.error({ code: 'STORE_FAILED', error: error.message }, ERRORS.STORE_FAILED.says);
      throw new BridgeError('STORE_FAILED');
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

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await take(request);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    } catch (error) {
      const code: ErrorCode = error instanceof BridgeError ? error.code : 'UNEXPECTED';
      metrics.rejected.inc({ code });
      const line = sieve(code);
      if (line !== undefined) {
        log.warn({ code, more: line.suppressed || undefined }, `webhook refused: ${ERRORS[code].says}`);
      }
      answerRefusal(request, response, code);
    }
  };
}

/** What can be refused before the body is read. */
function checkHead(request: IncomingMessage): void {
  if (Number(header(request, 'content-length') ?? 0) > MAX_BODY) {
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

function answerRefusal(request: IncomingMessage, response: ServerResponse, code: ErrorCode): void {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (code === 'METHOD') {
    headers.allow = 'POST';
  }
  if (!request.complete) {
    // the rest of the body is not wanted
    headers.connection = 'close';
  }
  response
    .writeHead(ERRORS[code].status ?? 500, headers)
    .end(JSON.stringify({ error: code, message: ERRORS[code].says }));
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
