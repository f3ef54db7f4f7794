import { afterEach, beforeEach, expect, test } from 'vitest';
import { LivehelperchatRest, type SourceTrouble } from '../../sandbox/livehelperchat/rest';
import { Server } from '../../src/bridge/sources/livehelperchat/server';
import { KEY } from './livehelperchat-ring';

let rest: LivehelperchatRest;
let site: { url: string; close(): Promise<void> };

beforeEach(async () => {
  rest = new LivehelperchatRest(KEY);
  site = await rest.listen();
});
afterEach(() => site.close());

const connect = (more: { key?: string; department?: number; timeout?: number } = {}) =>
  new Server({ url: site.url, ...KEY, ...more }, more.department, new AbortController().signal, more.timeout);

test.each<[SourceTrouble, string]>([
  ['refuse', 'SOURCE_UNREACHABLE'],
  ['error', 'SOURCE_HTTP'],
  ['html', 'SOURCE_NOT_JSON'],
  ['redirect', 'SOURCE_REDIRECT'],
  ['credentials', 'SOURCE_REFUSED'],
  ['huge', 'SOURCE_TOO_LONG'],
])('a server in trouble (%s) is told as %s, and nothing of the key is said', async (trouble, code) => {
  rest.trouble = trouble;
  const error = await connect()
    .list({})
    .then(
      () => undefined,
      (thrown) => thrown,
    );
  expect(error).toMatchObject({ code });
  expect(`${error.message} ${error.detail}`).not.toContain(KEY.key);
  expect(rest.calls.some(({ operation }) => operation === 'elsewhere')).toBe(false);
});

test('a request to a server that does not answer ends', async () => {
  rest.before = () => new Promise(() => {});
  await expect(connect({ timeout: 50 }).list({})).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT' });
});

test('all pages of a list are read, also while new chats move the others to the next page', async () => {
  for (let index = 0; index < 1200; index++) rest.model.begin('');
  rest.before = ({ query }) => {
    if (query.has('offset')) rest.model.begin('');
  };
  const { rows } = await connect().list({});
  const ids = new Set(rows.map(({ id }) => id));
  expect(Array.from({ length: 1200 }, (_, index) => index + 1).filter((id) => !ids.has(id))).toEqual([]);
});

test('a list is read again if chats are deleted meanwhile', async () => {
  const chats = Array.from({ length: 1200 }, () => rest.model.begin(''));
  let toDelete = chats.slice(-100);
  rest.before = ({ query }) => {
    if (!query.has('offset')) return;
    for (const chat of toDelete) rest.model.delete(chat);
    toDelete = [];
  };
  const { rows } = await connect().list({});
  const ids = new Set(rows.map(({ id }) => id));
  expect(chats.slice(0, 1100).filter(({ id }) => !ids.has(id))).toEqual([]);
});

test('a list contains no name, no e-mail and no typed text', async () => {
  rest.model.begin('Hello', { nick: 'Claude', email: 'claude@example.com' }, { itop_token: 't' });
  const { rows } = await connect().list({});
  expect(JSON.stringify(rows)).not.toMatch(/claude|Hello|itop_token/i);
  expect(rest.calls[0]?.query.get('ignore_fields')).toMatch(/nick,email,.*chat_variables/);
});

test('one chat is found by its id and start, and only in its department', async () => {
  const chat = rest.model.begin('Hello', { nick: 'Claude' });
  rest.model.begin('Another in the same second');
  expect(await connect().details(chat)).toMatchObject({ id: 1, nick: 'Claude', department_name: 'Service desk' });
  expect(await connect({ department: 3 }).details(chat)).toBeUndefined();
  expect(await connect().details({ id: 99, time: chat.time })).toBeUndefined();
});
