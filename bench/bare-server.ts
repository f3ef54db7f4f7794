import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The baseline of bench/bridge.ts: a node:http server that checks the HMAC and does nothing else. Prints its port. */
const secret = process.argv[2] ?? '';
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const digest = createHmac('sha1', secret).update(Buffer.concat(chunks)).digest('hex');
    response.writeHead(digest === request.headers['x-tawk-signature'] ? 200 : 401).end('{"ok":true}');
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
