import { connect } from 'node:net';
import { chatTranscript, signWebhook } from '../sandbox/tawk/webhooks';

/** A webhook as its bytes on the wire. */
export type RawRequest = Buffer;

/** Signed transcripts of two messages (about 900 bytes each), all different, as bytes ready to be sent. */
export function makeRequests(count: number, secret: string): RawRequest[] {
  const requests: RawRequest[] = [];
  for (let i = 0; i < count; i++) {
    const time = new Date().toISOString();
    const messages = [
      { sender: { t: 'v' as const }, type: 'msg' as const, msg: `Hello, my printer burns. ${i}`, time },
      { sender: { t: 'a' as const, n: 'Ann', id: 'a1' }, type: 'msg' as const, msg: 'R-000042 it is.', time },
    ];
    const id = `${i.toString(16).padStart(8, '0')}-99ad-11e9-a30a-${Math.random().toString(16).slice(2, 14)}`;
    const event = chatTranscript(id, { name: 'Claude', email: 'claude@example.com' }, messages);
    const { body, headers } = signWebhook(event, secret);
    const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) }).map(
      ([k, v]) => `${k}: ${v}\r\n`,
    );
    requests.push(Buffer.from(`POST /webhooks/tawk HTTP/1.1\r\nhost: bench\r\n${lines.join('')}\r\n${body}`));
  }
  return requests;
}

export interface LoadResult {
  perSecond: number;
  /** Milliseconds from the request to its answer. */
  latencies: number[];
}

/**
 * Sends all requests over kept-alive connections, each waiting for its answer before the next, as HTTP/1.1 clients do.
 * With several ports the connections are spread over them. It uses bare sockets, because an HTTP client would need more
 * of the machine than the measured server.
 * @throws Error if an answer is not 200
 */
export async function sendAll(ports: number[], requests: RawRequest[], connections: number): Promise<LoadResult> {
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const one = (_: unknown, index: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(ports[index % ports.length] as number, '127.0.0.1');
      socket.setNoDelay(true);
      let sentAt = 0;
      const send = () => {
        const request = requests[next++];
        if (request === undefined) {
          socket.end();
          resolve();
          return;
        }
        sentAt = performance.now();
        socket.write(request);
      };
      socket.once('connect', send);
      socket.once('error', reject);
      // the answers are a few bytes: one packet each
      socket.on('data', (data) => {
        if (data.toString('latin1', 0, 12) !== 'HTTP/1.1 200') {
          reject(new Error(`expected 200, got: ${data.toString('latin1', 0, 200)}`));
          return;
        }
        latencies.push(performance.now() - sentAt);
        send();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return { perSecond: requests.length / ((performance.now() - began) / 1000), latencies };
}
