import type { IncomingMessage } from 'node:http';
import { BridgeError } from '../base/errors';

/** The largest accepted body, in bytes. A transcript of 5,000 messages is about 1 MB. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** The limit for all bodies that are being read at the same time. */
const MAX_BODIES_BYTES = 32 * 1024 * 1024;

/** What a chunk costs besides its bytes, so that a body in very small chunks is not cheap. */
const CHUNK_OVERHEAD_BYTES = 256;

interface Reading {
  cost: number;
  refuse: (error: BridgeError) => void;
}

/**
 * Reads bodies and limits their total size, because a wrong signature is known only at the end of a body. When the
 * limit is reached, the largest body is refused, so that the usual small events are always accepted.
 */
export class Bodies {
  readonly #readings = new Set<Reading>();
  #together = 0;

  /**
   * The raw body of a request.
   * @throws BridgeError BODY_TOO_LARGE as soon as the limit is passed, BODY_INCOMPLETE when the connection ends early,
   *   OVERLOADED
   */
  async read(request: IncomingMessage): Promise<Buffer> {
    const reading: Reading = { cost: 0, refuse: () => {} };
    this.#readings.add(reading);
    try {
      return await this.#read(request, reading);
    } finally {
      this.#readings.delete(reading);
      this.#together -= reading.cost;
      if (!request.complete) {
        request.removeAllListeners('data');
      }
    }
  }

  #read(request: IncomingMessage, reading: Reading): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      reading.refuse = (error) => {
        chunks.length = 0;
        reject(error);
      };
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BODY_BYTES) {
          reading.refuse(new BridgeError('BODY_TOO_LARGE'));
          return;
        }
        chunks.push(chunk);
        reading.cost += chunk.length + CHUNK_OVERHEAD_BYTES;
        this.#together += chunk.length + CHUNK_OVERHEAD_BYTES;
        if (this.#together > MAX_BODIES_BYTES) {
          this.#refuseLargest();
        }
      });
      request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
      request.on('close', () => {
        if (!request.complete) {
          reject(new BridgeError('BODY_INCOMPLETE'));
        }
      });
      // 'close' follows and reports it; an 'error' without a listener would end the process
      request.on('error', () => {});
    });
  }

  #refuseLargest(): void {
    let largest: Reading | undefined;
    for (const each of this.#readings) {
      largest = largest === undefined || each.cost > largest.cost ? each : largest;
    }
    largest?.refuse(new BridgeError('OVERLOADED'));
  }
}
