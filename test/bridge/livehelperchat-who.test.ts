import { afterEach, expect, test } from 'vitest';
import { type ChatRing, type ChatSettings, startChatRing, tokenOf } from './livehelperchat-ring';
import { until } from './ring';

const ALL = ['name', 'organization', 'requests', 'person_link', 'request_title'];

let ring: ChatRing;
afterEach(() => ring.stop());

const link = (className: string, id: string) =>
  expect.stringMatching(new RegExp(`http://\\S+/pages/UI\\.php\\?operation=details&class=${className}&id=${id}$`));

/** Starts with some requests of the person, and of somebody else. */
async function start(settings: ChatSettings = {}) {
  ring = await startChatRing({
    transcripts: 'log',
    ...settings,
    fill: (model) => {
      const person = model.all('Person').find(({ name }) => name === 'Monet')?.id as string;
      const put = (ref: string, operational_status: string, status: string, caller_id = person) =>
        model.put('UserRequest', {
          ref,
          title: `Secret of ${ref}`,
          operational_status,
          status,
          caller_id,
          org_id: '1',
        });
      put('R-000501', 'ongoing', 'assigned');
      put('R-000502', 'resolved', 'resolved');
      put('R-000503', 'closed', 'closed');
      put('R-000504', 'ongoing', 'new', '4711');
      settings.fill?.(model);
    },
  });
  return ring;
}

/** The lines that agents are told as a chat begins. @param share what the proof allows; undefined: an older extension */
async function who(share: string[] | undefined, text = 'Hello', proof = tokenOf(ring.person, { share })) {
  const chat = ring.chats.begin(text, { nick: 'Mallory' }, { itop_token: proof });
  await ring.seen();
  await until(async () => (await ring.store.noteTotals()).length === 0);
  const own = ring.chats.messages.filter(({ chat_id, name_support }) => chat_id === chat.id && name_support === 'iTop');
  expect(own.every(({ user_id }) => user_id === -1)).toBe(true);
  expect(own.length).toBeLessThan(2);
  return own[0]?.msg.split('\n');
}

test('agents are told who asks, which open requests they have, and what the chat is about', async () => {
  await start();
  const [first, second] = ring.itop.model.all('UserRequest').map(({ id }) => id as string);
  ring.itop.model.put('TawkChatTopic', {
    ...{ email: 'claude@example.com', person_id: ring.person, item_class: 'UserRequest', item_id: first },
    chosen_at: new Date(Date.now() - 60_000).toISOString(),
  });
  const lines = await who(ALL);
  expect(lines).toEqual([
    expect.stringMatching(/^Claude Monet \(Demo\) is logged in to iTop: http/),
    'Open requests: 2',
    expect.stringMatching(/^R-000502, resolved: http/),
    expect.stringMatching(/^R-000501, assigned: http/),
    expect.stringMatching(/^The chat is about R-000501, Secret of R-000501: http/),
  ]);
  expect(lines).toEqual([
    link('Person', ring.person),
    expect.anything(),
    link('UserRequest', second ?? ''),
    ...Array(2).fill(link('UserRequest', first ?? '')),
  ]);
});

test('what `share` does not name is not told', async () => {
  await start();
  ring.itop.model.put('TawkChatTopic', {
    ...{ email: 'claude@example.com', person_id: ring.person, item_class: 'UserRequest' },
    item_id: ring.itop.model.all('UserRequest')[0]?.id,
    chosen_at: new Date(Date.now() - 60_000).toISOString(),
  });
  const without = async (...names: string[]) => (await who(ALL.filter((name) => !names.includes(name))))?.join('\n');
  expect(await without('name')).not.toContain('Monet');
  expect(await without('organization')).not.toContain('Demo');
  expect(await without('requests')).not.toMatch(/Open requests|R-000502/);
  expect(await without('person_link')).not.toContain('class=Person');
  expect(await without('request_title')).not.toContain('Secret');
  // the page tells agents the reference in any case
  expect(await who([])).toEqual([
    'The visitor is logged in to iTop.',
    expect.stringMatching(/^The chat is about R-000501: /),
  ]);
  expect(
    ring.itop.calls.filter(({ class: of, output_fields }) => of === 'Person' && /phone|email/.test(`${output_fields}`)),
  ).toEqual([]);
});

test('nothing is told of a visitor who is not proved, or whose proof does not say what is allowed', async () => {
  await start();
  expect(await who(ALL, 'Hello', tokenOf(ring.person, { share: ALL }, 'x'.repeat(40)))).toBeUndefined();
  expect(await who(undefined)).toBeUndefined();
  expect(await who('all' as never)).toBeUndefined();
});

test('it works without chats in iTop, once, also after a restart', async () => {
  await start({ chats: 'off' });
  expect(await who(['name'])).toEqual(['Claude Monet is logged in to iTop.']);
  await ring.halt();
  await ring.restart();
  await ring.seen();
  expect(ring.chats.messages.filter(({ name_support }) => name_support === 'iTop')).toHaveLength(1);
});

test('at most ten requests are named', async () => {
  await start({
    fill: (model) => {
      const person = model.all('Person').find(({ name }) => name === 'Monet')?.id as string;
      for (let i = 0; i < 30; i++) {
        model.put('UserRequest', {
          ref: `R-0010${i + 10}`,
          operational_status: 'ongoing',
          status: 'new',
          caller_id: person,
        });
      }
    },
  });
  const lines = (await who(['requests'])) ?? [];
  expect(lines[1]).toBe('Open requests: 32');
  expect(lines.filter((line) => line.startsWith('R-'))).toHaveLength(10);
  expect(lines.at(-1)).toBe('and 22 older');
});

test('a person who is gone from iTop, and a class that the bridge may not read, delay nothing', async () => {
  await start();
  expect(await who(ALL, 'Hello', tokenOf('999999', { share: ALL }))).toEqual([
    'The visitor was logged in to iTop, but the bridge finds no such person there.',
    'No open requests.',
  ]);
  const chat = ring.chats.begin('Hello', {}, { itop_token: tokenOf(ring.person, { share: ALL }) });
  await until(() => ring.chats.messages.some(({ chat_id, user_id }) => chat_id === chat.id && user_id === -1));
});
