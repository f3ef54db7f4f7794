import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Hangup } from '../../sandbox/http';
import type { Chat } from '../../sandbox/livehelperchat/model';
import { LivehelperchatRest } from '../../sandbox/livehelperchat/rest';
import { configSchema, type LivehelperchatProperty } from '../../src/bridge/config/config';
import { Heartbeats } from '../../src/bridge/ops/health';
import { createMetrics } from '../../src/bridge/ops/metrics';
import { chatId } from '../../src/bridge/sources/livehelperchat/events';
import { Server } from '../../src/bridge/sources/livehelperchat/server';
import { Speaker } from '../../src/bridge/sources/livehelperchat/speaker';
import type { Note } from '../../src/bridge/store/notes';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import { KEY } from './livehelperchat-ring';

let folder: string;
let rest: LivehelperchatRest;
let site: { url: string; close(): Promise<void> };
let store: SqliteStore;
let property: LivehelperchatProperty;
let clock: number;
let chat: Chat;

beforeEach(async () => {
  clock = 1000;
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-speaker-'));
  rest = new LivehelperchatRest(KEY);
  site = await rest.listen();
  store = new SqliteStore(join(folder, 'bridge.db'), () => clock);
  const given = { provider: 'livehelperchat', url: site.url, ...KEY, itop: { url: site.url, token: 'token-of-itop' } };
  property = configSchema.parse({ properties: [given] }).properties[0] as LivehelperchatProperty;
  chat = rest.model.begin('Hello');
});
afterEach(async () => {
  await store.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

/** A new process: it knows only what is in the store. */
const speaker = (isOver: (chat: { id: number; status: number }) => boolean = ({ status }) => status === 2) => {
  const { signal } = new AbortController();
  const server = new Server(property, undefined, signal, 500);
  const metrics = createMetrics(store, [property.id], async () => true, [property.id]);
  const parts = { store, metrics, log: pino({ level: 'silent' }), heartbeats: new Heartbeats(), stored: () => {} };
  const own = new Speaker(
    property,
    server,
    parts,
    isOver,
    () => {},
    () => {},
  );
  return { speak: () => own.speak(signal), metrics };
};
const note = (change: Partial<Note> = {}): Note => {
  return { property: property.id, chat: chatId(chat), name: 'made', to: 'visitor', text: 'Made R-000042', ...change };
};
const told = () => rest.model.messages.filter(({ user_id }) => user_id < 0).map(({ msg }) => msg);
const waiting = async () => (await store.noteTotals())[0]?.waiting ?? 0;

test('a note is told once, as a bot of the name iTop, and a pending chat stays pending', async () => {
  await store.addNotes([note(), note()]);
  const { speak } = speaker();
  expect(await speak()).toEqual({ isMore: true, failed: [] });
  expect(await speak()).toEqual({ isMore: false, failed: [] });
  await store.addNotes([note()]);
  await speak();
  expect(rest.model.messages.slice(1)).toMatchObject([
    { chat_id: chat.id, user_id: -2, name_support: 'iTop', msg: 'Made R-000042' },
  ]);
  expect(chat.status).toBe(0);
});

test('a note for the agents is a message of the system, which visitors do not see', async () => {
  await store.addNotes([note({ to: 'agents', text: 'Who this is' })]);
  await speaker().speak();
  expect(rest.model.messages.at(-1)).toMatchObject({ user_id: -1, msg: 'Who this is' });
});

test('notes of a chat are told in their order, one by one, and those of other chats meanwhile', async () => {
  const other = rest.model.begin('Hi');
  await store.addNotes([
    note({ name: 'a', text: '1' }),
    note({ name: 'b', text: '2' }),
    note({ chat: chatId(other), text: 'other' }),
  ]);
  const { speak } = speaker();
  await speak();
  expect(told()).toEqual(['1', 'other']);
  await speak();
  expect(told()).toEqual(['1', 'other', '2']);
});

describe('a note whose sending did not end', () => {
  test('is found in the chat and not sent again, however often the bridge dies', async () => {
    await store.addNotes([note()]);
    rest.after = ({ operation }) => {
      if (operation === 'addmsgadmin') throw new Hangup();
    };
    expect((await speaker().speak()).failed).toEqual(['SOURCE_UNREACHABLE']);
    rest.after = undefined;
    rest.model.visitorSays(chat, 'Anybody there?');
    for (let death = 0; death < 3; death++) await speaker().speak();
    expect(told()).toEqual(['Made R-000042']);
    expect(await waiting()).toBe(0);
  });

  test('is sent again when it is not there and the server has surely ended with it', async () => {
    await store.addNotes([note()]);
    rest.before = ({ operation }) => {
      if (operation === 'addmsgadmin') throw new Hangup();
    };
    const { speak } = speaker();
    expect((await speak()).failed).toEqual(['SOURCE_UNREACHABLE']);
    rest.before = undefined;
    clock += property.settle - 1;
    expect(await speak()).toEqual({ isMore: false, failed: [] });
    expect(told()).toEqual([]);
    clock += 1;
    await speak();
    expect(told()).toEqual(['Made R-000042']);
  });

  test('waits a whole time after a restart, because the clock may have been set', async () => {
    await store.addNotes([note()]);
    rest.before = ({ operation }) => {
      if (operation === 'addmsgadmin') throw new Hangup();
    };
    await speaker().speak();
    rest.before = undefined;
    clock += property.settle;
    const { speak } = speaker();
    await speak();
    expect(told()).toEqual([]);
    clock += property.settle;
    await speak();
    expect(told()).toEqual(['Made R-000042']);
  });

  test('an equal note that was told before is not taken for it', async () => {
    await store.addNotes([note()]);
    await speaker().speak();
    await store.addNotes([note({ name: 'made again' })]);
    rest.before = ({ operation }) => {
      if (operation === 'addmsgadmin') throw new Hangup();
    };
    const { speak } = speaker();
    await speak();
    rest.before = undefined;
    await speak();
    expect(await waiting()).toBe(1);
    clock += property.settle;
    await speak();
    expect(told()).toEqual(['Made R-000042', 'Made R-000042']);
  });
});

test('a chat that is over, deleted, or of another installation gets nothing', async () => {
  const [deleted, closed] = [rest.model.begin('1'), rest.model.begin('2')];
  await store.addNotes([
    note({ chat: chatId(deleted) }),
    note({ chat: chatId(closed) }),
    note({ chat: `${chat.id}-${chat.time - 9}` }),
  ]);
  rest.model.delete(deleted);
  rest.model.close(closed);
  const { speak, metrics } = speaker();
  await speak();
  expect(rest.model.messages.filter(({ user_id }) => user_id === -2)).toEqual([]);
  expect(await waiting()).toBe(0);
  expect(await metrics.registry.metrics()).toContain(`end="given_up"} 3`);
});

test('one chat into which the key may not write keeps no other from its notes, and is tried again', async () => {
  const other = rest.model.begin('Hi');
  await store.addNotes([note(), note({ chat: chatId(other), text: 'other' })]);
  rest.readOnly.add(chat.id);
  const { speak } = speaker();
  expect(await speak()).toEqual({ isMore: true, failed: ['SOURCE_REFUSED'] });
  expect(told()).toEqual(['other']);
  rest.readOnly.clear();
  expect(await speak()).toEqual({ isMore: false, failed: [] });
  clock += 60_000;
  await speak();
  expect(told()).toEqual(['other', 'Made R-000042']);
});

test('what a stranger wrote is shown as text: no tag, no link with another name, no command, nothing that is refused', async () => {
  const text =
    '!close [html]<b>x</b>[/html] [img]http://x/y.png[/img] [here](http://evil.example) [url=http://e]x[/url]';
  await store.addNotes([note({ text })]);
  await speaker().speak();
  const [message] = rest.model.messages.filter(({ user_id }) => user_id === -2);
  expect(message?.msg.replaceAll('\u200b', '')).toBe(text);
  expect(message?.msg).not.toMatch(/^!|\[\w|\[\/|\]\(/);
});
