import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERRORS, type ErrorCode } from '../base/errors';

/** How much of a refused body is still read and discarded. Bytes, and milliseconds. */
const LINGER = { bytes: 16 * 1024 * 1024, milliseconds: 10_000 };

/**
 * Answers with the status and text of a code. Where the body is still arriving, the connection stays open for it a
 * while: most senders read no answer before they have sent everything, and would only see a broken connection.
 */
export function answerRefusal(request: IncomingMessage, response: ServerResponse, code: ErrorCode): void {
  const text = JSON.stringify({ error: code, message: ERRORS[code].says });
  const headers: Record<string, string | number> = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  };
  if (code === 'METHOD') {
    headers.allow = 'POST';
  }
  const status = ERRORS[code].status ?? 500;
  if (request.complete) {
    response.writeHead(status, headers).end(text);
    return;
  }
  response.writeHead(status, { ...headers, connection: 'close' }).write(text);
  linger(request, () => response.end());
}

function linger(request: IncomingMessage, end: () => void): void {
  let left = LINGER.bytes;
  const timer = setTimeout(end, LINGER.milliseconds);
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) {
      end();
    }
  });
  request.once('close', () => clearTimeout(timer));
  request.once('end', end);
  request.on('error', () => {});
  request.resume();
}
