import type { IncomingMessage } from 'node:http';
import { BridgeError } from './errors';

/** The largest body taken, in bytes. A transcript of 5,000 messages is about 1 MB. */
export const MAX_BODY = 2 * 1024 * 1024;

/**
 * The raw body of a request.
 * @throws BridgeError BODY_TOO_LARGE as soon as it is, BODY_INCOMPLETE when the connection ends early
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY) {
        request.pause();
        reject(new BridgeError('BODY_TOO_LARGE'));
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('close', () => {
      if (!request.complete) {
        reject(new BridgeError('BODY_INCOMPLETE'));
      }
    });
    // 'close' follows and says it; an 'error' that nobody listens to would end the process
    request.on('error', () => {});
  });
}
