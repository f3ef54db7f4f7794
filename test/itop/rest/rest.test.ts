import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ItopRestStandIn, type Trouble } from '../../../sandbox/itop/rest';
import { ItopError } from '../../../src/itop/rest/error';
import { ItopRest } from '../../../src/itop/rest/rest';

const ACCOUNT = { user: 'bridge', password: 'pä$$ & wörd=1', token: 'tok-4711' };
let itop: ItopRestStandIn;
let site: Awaited<ReturnType<ItopRestStandIn['listen']>>;
let rest: ItopRest;

beforeEach(async () => {
  itop = new ItopRestStandIn([ACCOUNT, { user: 'plain', password: 'p4ss', rest: false }]);
  itop.model.put('Organization', { name: 'Demo' });
  site = await itop.listen();
  rest = client({ user: ACCOUNT.user, password: ACCOUNT.password });
});
afterEach(() => site.close());

const client = (
  credentials: ConstructorParameters<typeof ItopRest>[0]['credentials'],
  url = site.url,
  timeout = 30_000,
) => new ItopRest({ url, credentials, timeout });
const errorOf = async (work: Promise<unknown>): Promise<ItopError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ItopError);
  return error as ItopError;
};
const create = (fields: object = {}) =>
  rest.create('UserRequest', { org_id: { name: 'Demo' }, title: 't', description: 'd', ...fields }, ['id', 'ref']);

test('creates, finds by criteria and by id, and appends to a case log', async () => {
  const created = await create({ tawkto_id: 'x-1' });
  expect(created).toMatchObject({ class: 'UserRequest', fields: { ref: `R-00000${created.key}` } });
  await rest.update('UserRequest', created.key, { private_log: { add_item: { message: '<p>a</p>' } } });
  await rest.update('UserRequest', created.key, { private_log: { add_item: { message: '<p>b</p>' } } });
  const [found] = await rest.find('UserRequest', { tawkto_id: 'X-1' }, ['id', 'private_log']);
  expect(found?.key).toBe(created.key);
  expect(found?.fields.private_log).toMatchObject({
    entries: [{ message_html: '<p>a</p>' }, { message_html: '<p>b</p>' }],
  });
  expect(await rest.find('UserRequest', '4711', ['id'])).toEqual([]);
});

test('finds objects of several classes below one, by any of several attributes', async () => {
  const put = (of: string, ref: string) => itop.model.put(of, { ref });
  put('UserRequest', 'R-000001');
  const id = put('Incident', 'I-000002');
  put('UserRequest', 'R-000003');
  const both = { finalclass: ['UserRequest', 'Incident'] };
  const found = await rest.findAny('Ticket', { ref: ['R-000001', 'R-9'], id: [id] }, ['id', 'ref'], both);
  expect(found.map((each) => [each.class, each.fields.ref])).toEqual([
    ['UserRequest', 'R-000001'],
    ['Incident', 'I-000002'],
  ]);
  expect(await rest.findAny('Ticket', { ref: [], id: [id] }, ['id'], { finalclass: ['UserRequest'] })).toEqual([]);
  expect(await rest.findAny('Incident', { ref: ['I-000002'] }, ['ref'])).toHaveLength(1);
});

test('sends no request where nothing is searched, and never puts anything but words into a query', async () => {
  expect(await rest.findAny('Ticket', { ref: [], id: [] }, ['id'])).toEqual([]);
  for (const value of ["x') OR 1=1 --", '', 'a b', "'"]) {
    await expect(rest.findAny('Ticket', { ref: ['R-000001', value] }, ['id'])).rejects.toThrow('Expected words');
  }
  expect(itop.calls).toEqual([]);
});

test('gives iTop every character as it is, however long the text', async () => {
  const description = `a+b & c=d %41 é 漢 👩‍👩‍👧 "\\ ${'🔥'.repeat(32_700)}`;
  const text = `a+b & c=d %41 é 漢 👩‍👩‍👧 "\\ ${'🔥'.repeat(7_900)}`;
  const created = await create({ description: text });
  const [found] = await rest.find('UserRequest', created.key, ['description']);
  expect(found?.fields.description).toBe(text);
  await rest.update('UserRequest', created.key, { private_log: { add_item: { message: `x${description}` } } });
  const [logged] = await rest.find('UserRequest', created.key, ['private_log']);
  expect(logged?.fields.private_log).toMatchObject({ entries: [{ message_html: `x${description}` }] });
});

test('what iTop does not take as text comes to it as text that it takes, in searches too', async () => {
  const odd = 'a\ud83db\udc00\u0000c\u001b\u0085\uffffd\te\nf';
  const created = await create({ description: odd, tawkto_id: odd });
  const [found] = await rest.find('UserRequest', { tawkto_id: odd }, ['description']);
  expect(found).toMatchObject({ key: created.key, fields: { description: 'a\ufffdb\ufffdcd\te\nf' } });
});

test('a request that is no JSON for iTop is refused for what it is', async () => {
  const text = '{"code":4,"message":"Error: Parameter json_data is not a valid JSON structure"}';
  const server = createServer((_request, response) => response.end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const asking = client({ token: 't' }, `http://127.0.0.1:${port}`).find('Person', { email: 'x' }, ['id']);
  expect(await errorOf(asking)).toMatchObject({ code: 'ITOP_REJECTED', mayHaveRun: false });
});

test.each([
  ['2.7', '{"code":100, "message":"This application is currently under maintenance."}', 'ITOP_MAINTENANCE'],
  ['3.2', '{"data":[{"code":100,"message":"This application is currently under maintenance."}]}', 'ITOP_MAINTENANCE'],
  ['any, where its page cannot be made', 'This application is currently under maintenance.', 'ITOP_MAINTENANCE'],
  ['a front end', '<h1>This site is currently under maintenance.</h1>', 'ITOP_HTTP'],
  ['a front end', '', 'ITOP_HTTP'],
])('a 503 is of iTop in maintenance only where iTop says so: %s', async (_who, text, code) => {
  const server = createServer((_request, response) => response.writeHead(503).end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const creating = client({ token: 't' }, `http://127.0.0.1:${port}`).create('UserRequest', {}, ['id']);
  expect(await errorOf(creating)).toMatchObject({ code, mayHaveRun: code === 'ITOP_HTTP' });
});

test('a token stands for user and password', async () => {
  expect(await client({ token: ACCOUNT.token }).find('Organization', { name: 'demo' }, ['id'])).toHaveLength(1);
});

test('the address of iTop may have a path, and a slash at its end or not', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end('{"code":0,"objects":null}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/itop`;
  await client({ token: 't' }, url).find('Person', '1', ['id']);
  await client({ token: 't' }, `${url}/`).find('Person', '1', ['id']);
  server.close();
  expect(seen).toEqual(Array(2).fill('/itop/webservices/rest.php?version=1.3'));
});

describe('each way to fail has its code, and says whether a write may have run', () => {
  const table: [Trouble, string, boolean][] = [
    ['refuse', 'ITOP_UNREACHABLE', true],
    ['maintenance', 'ITOP_MAINTENANCE', false],
    ['readonly', 'ITOP_MAINTENANCE', false],
    ['html', 'ITOP_NOT_JSON', true],
    ['unavailable', 'ITOP_HTTP', true],
    ['gateway', 'ITOP_HTTP', true],
    ['hasty', 'ITOP_HTTP', true],
    ['forbidden', 'ITOP_CREDENTIALS', true],
    ['too large', 'ITOP_HTTP', true],
    ['die', 'ITOP_UNREACHABLE', true],
    ['credentials', 'ITOP_CREDENTIALS', false],
    ['database', 'ITOP_DATABASE', false],
  ];
  test.each(table)('%s → %s, %s', async (trouble, code, mayHaveRun) => {
    itop.behave = () => ({ trouble });
    expect(await errorOf(create())).toMatchObject({ code, mayHaveRun });
    if (trouble !== 'readonly') {
      expect(await errorOf(rest.find('Person', '1', ['id']))).toMatchObject({ code, mayHaveRun: false });
    }
  });

  test('slower than the timeout → ITOP_TIMEOUT, and it may have run', async () => {
    itop.behave = () => ({ before: 2000 });
    rest = client({ user: ACCOUNT.user, password: ACCOUNT.password }, site.url, 50);
    expect(await errorOf(create())).toMatchObject({ code: 'ITOP_TIMEOUT', mayHaveRun: true });
  });

  test('nobody listens → ITOP_UNREACHABLE, and it has not run', async () => {
    await site.close();
    expect(await errorOf(create())).toMatchObject({ code: 'ITOP_UNREACHABLE', mayHaveRun: false });
    site = await itop.listen();
  });

  /** An iTop that answers with what `write` writes. */
  const answering = async (write: (response: ServerResponse) => void) => {
    const server = createServer((_request, response) => write(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test('an answer without an end → ITOP_TOO_LONG, and the connection is closed', async () => {
    const chunk = Buffer.alloc(65_536, ' ');
    let sent = 0;
    let closed: unknown;
    const url = await answering(async (response) => {
      closed = once(response, 'close');
      while (!response.destroyed) {
        sent += chunk.length;
        await new Promise((resolve) => response.write(chunk, resolve));
      }
    });
    expect(await errorOf(client({ token: 't' }, url).find('Person', '1', ['id']))).toMatchObject({
      code: 'ITOP_TOO_LONG',
      mayHaveRun: false,
    });
    await closed;
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test('an answer that comes drop by drop → ITOP_TIMEOUT for the whole call', async () => {
    const url = await answering((response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    });
    const slow = client({ token: 't' }, url, 100).create('UserRequest', {}, ['id']);
    expect(await errorOf(slow)).toMatchObject({ code: 'ITOP_TIMEOUT', mayHaveRun: true });
  });

  test("of iTop's message, the beginning is read", async () => {
    const message = `Error: ${'x'.repeat(10_000_000)}`;
    const url = await answering((response) => response.end(JSON.stringify({ code: 100, message })));
    const { code, detail } = await errorOf(client({ token: 't' }, url).create('UserRequest', {}, ['id']));
    expect(code).toBe('ITOP_REJECTED');
    expect(detail.length).toBeLessThan(2100);
  });

  test('a redirect → ITOP_REDIRECT, without sending the credentials on', async () => {
    const server = createServer((_request, response) => response.writeHead(302, { location: site.url }).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await errorOf(client({ token: ACCOUNT.token }, url).find('Person', '1', ['id']))).code).toBe(
      'ITOP_REDIRECT',
    );
    server.close();
    expect(itop.calls).toEqual([]);
  });

  test('a wrong password, and a user without the REST profile → ITOP_CREDENTIALS', async () => {
    const wrong = client({ user: ACCOUNT.user, password: 'wrong' });
    expect((await errorOf(wrong.find('Person', '1', ['id']))).code).toBe('ITOP_CREDENTIALS');
    const plain = client({ user: 'plain', password: 'p4ss' });
    expect((await errorOf(plain.find('Person', '1', ['id']))).code).toBe('ITOP_CREDENTIALS');
  });

  test.each([
    ['an unknown attribute', { no_such: 1 }],
    ['a title of 256 characters', { title: 'é'.repeat(256) }],
    ['a value that is not among the allowed', { origin: 'pigeon' }],
    ['criteria that fit nobody', { caller_id: { email: 'nobody@example.com' } }],
  ])('%s → ITOP_REJECTED', async (_name, fields) => {
    expect(await errorOf(create(fields))).toMatchObject({ code: 'ITOP_REJECTED', mayHaveRun: false });
  });

  test('a search by an attribute that is not there → ITOP_LOOKUP', async () => {
    itop.model.extension = false;
    expect((await errorOf(rest.find('UserRequest', { tawkto_id: '1' }, ['id']))).code).toBe('ITOP_LOOKUP');
  });
});
