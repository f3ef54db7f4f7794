import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { Browser } from '../../../src/itop/web/browser';

/** A server that notes what it gets, and answers with the status and headers given. */
async function server(status: number, headers: Record<string, string> = {}) {
  const seen: string[] = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push(`${request.method} ${body} ${request.headers.cookie ?? ''}`.trim());
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  onTestFinished(() => void http.close());
  return { url: new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`), seen };
}

it('sends a form no further than to the host that it is for', async () => {
  const other = await server(200);
  const itop = await server(307, { location: `http://localhost:${other.url.port}/` });
  await new Browser().post(itop.url, { auth_pwd: 'secret' });
  expect(itop.seen).toEqual(['POST auth_pwd=secret']);
  expect(other.seen).toEqual(['GET']);
});

it('follows an address with a user name and a password without them, and says it without', async () => {
  const other = await server(200);
  const itop = await server(302, { location: `http://bob:secret@127.0.0.1:${other.url.port}/a` });
  const { url } = await new Browser().get(itop.url);
  expect([url.href, other.seen]).toEqual([`http://127.0.0.1:${other.url.port}/a`, ['GET']]);
  const away = await server(302, { location: 'http://bob:secret@127.0.0.1:9/a?token=secret' });
  await expect(new Browser().get(away.url)).rejects.toThrow('http://127.0.0.1:9/a cannot be reached from here');
});

it('says what to look at where nothing listens', async () => {
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const url = new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  await new Promise((done) => http.close(done));
  const error = await new Browser().get(url).catch((thrown) => thrown);
  expect(error.message).toContain('ECONNREFUSED, nothing listens there. Is the web server running');
});

it('says where it is led to what is no address', async () => {
  const itop = await server(302, { location: 'http://[secret' });
  const error = await new Browser().get(itop.url).catch((thrown) => thrown);
  expect([error.name, error.message]).toEqual([
    'UnreachableError',
    `${itop.url} redirects to something that is not an address`,
  ]);
});

it('gives cookies back to the host they came from only', async () => {
  const itop = await server(200, { 'set-cookie': 'itop=1; path=/' });
  const other = await server(200);
  const browser = new Browser();
  await browser.get(itop.url);
  await browser.get(itop.url);
  await browser.get(new URL(`http://localhost:${other.url.port}/`));
  expect(itop.seen).toEqual(['GET', 'GET  itop=1']);
  expect(other.seen).toEqual(['GET']);
});
