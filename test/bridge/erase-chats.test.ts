import { afterEach, describe, expect, test } from 'vitest';
import type { RestRequest, Trouble } from '../../sandbox/itop/rest';
import type { PropertyConfig } from '../../src/bridge/config/config';
import { chatLock, eraseLock } from '../../src/bridge/delivery/lock-names';
import { ChatEraser } from '../../src/bridge/jobs/chat-eraser';
import { openStore } from '../../src/bridge/store/open';
import type { Store } from '../../src/bridge/store/store';
import { PROPERTY, type Ring, type Settings, startRing, until } from './ring';

let ring: Ring;
let store: Store | undefined;
afterEach(async () => {
  await store?.close();
  store = undefined;
  await ring.stop();
});

const DAY = 86_400_000;
const OLD = 370;
let number = 0;

/** A chat that began so many days ago. */
const chat = (days = OLD, more: object = {}) => ({
  tawkto_id: `c-${++number}`,
  property_id: PROPERTY,
  started_at: new Date(Date.now() - days * DAY).toISOString().slice(0, 19).replace('T', ' '),
  visitor_name: 'Claude',
  transcript: '<p>It burns</p>',
  caller_id: '2',
  org_id: '1',
  ...more,
});
const REFUSED = { visitor_email: 'refused@example.com' };
const KEPT = { visitor_email: 'kept@example.com' };

/** A bridge whose iTop has these chats, and refuses to write some, and keeps others as they were. */
const start = async (chats: object[], settings: Settings = {}) => {
  ring = await startRing({
    chats: 'on',
    fill: (model) => {
      for (const each of chats) model.put('TawkChat', { ...each });
      model.rules = (_class, values) => {
        if (values.visitor_email === KEPT.visitor_email) delete values.erased_at;
        return values.visitor_email === REFUSED.visitor_email ? 'A rule of somebody' : undefined;
      };
    },
    ...settings,
  });
};
/** The same with a bridge that leaves chats alone, and an eraser in the test's hands. */
const startEraser = async (chats: object[], settings: Settings = {}) => {
  await start(chats, { chats: 'off', ...settings });
  const property = ring.config.properties[0] as PropertyConfig;
  store = await openStore(ring.database);
  const eraser = new ChatEraser(store, property, 365 * DAY);
  return { property, store, run: (signal = new AbortController().signal) => eraser.run(signal) };
};
const all = () => ring.itop.model.all('TawkChat');
const isErased = ({ erased_at = '' }: Record<string, unknown>) => erased_at !== '';
const keysOf = (email: string) => all().flatMap(({ id, visitor_email }) => (visitor_email === email ? [id] : []));
const updates = () => ring.itop.calls.filter(({ operation }) => operation === 'core/update').length;
const metrics = async () => (await fetch(`${ring.bridge.adminUrl}/metrics`)).text();

describe('keep_chats', () => {
  test('erases in iTop who chatted and about what, and says so in the history; the organisation stays', async () => {
    await start([chat(370), chat(360), chat(370, { property_id: 'f'.repeat(24) })]);
    await until(() => ring.logged().includes('personal data of old chats erased in iTop'));
    expect(all().map(isErased)).toEqual([true, false, false]);
    expect(all()[0]).toMatchObject({ visitor_name: '', transcript: '', caller_id: '0', org_id: '1' });
    const [update] = ring.itop.calls.filter(({ operation }) => operation === 'core/update');
    expect(update).toMatchObject({ comment: 'tawk.to bridge: older than keep_chats' });
    expect(await metrics()).toMatch(/^itop_tawk_chats_erased_total\{.*\} 1$/m);
  });

  test('erases each chat that iTop lets it erase, whatever iTop does with those before it', async () => {
    const chats = Array.from({ length: 160 }, (_, index) =>
      chat(OLD + index, index < 110 ? [REFUSED, KEPT][index % 2] : {}),
    );
    const { run } = await startEraser(chats);
    const { erased, left, isComplete } = await run();
    expect([erased, isComplete]).toEqual([50, true]);
    const keys = (code: string) => left.filter((each) => each.code === code).map(({ key }) => key);
    expect(new Set(keys('ITOP_REJECTED'))).toEqual(new Set(keysOf(REFUSED.visitor_email)));
    expect(new Set(keys('CHAT_NOT_ERASED'))).toEqual(new Set(keysOf(KEPT.visitor_email)));
    expect(all().filter(isErased)).toHaveLength(50);
    expect(ring.itop.mostAtOnce).toBe(1);
  });

  test('names and counts what is not erased, without a word of it, and leaves it alone for a day', async () => {
    const { run } = await startEraser([chat(OLD, REFUSED), chat(OLD, KEPT), chat()]);
    const { left } = await run();
    const before = updates();
    expect(await run()).toEqual({ erased: 0, left, isComplete: true });
    expect([left.length, updates()]).toEqual([2, before]);
  });

  test('tells in log and metrics what is not erased, by its name in iTop and without a word of it', async () => {
    await start([chat(OLD, REFUSED), chat(OLD, KEPT), chat()]);
    await until(() => ring.logged().includes('CHAT_NOT_ERASED'));
    expect(all().map(isErased)).toEqual([false, false, true]);
    expect(await metrics()).toMatch(/^itop_tawk_chats_not_erased\{.*\} 2$/m);
    const line =
      ring
        .logged()
        .split('\n')
        .find((each) => each.includes('"code":"CHAT_NOT_ERASED"')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      property: PROPERTY,
      chats: 2,
      why: {
        ITOP_REJECTED: [`TawkChat::${keysOf(REFUSED.visitor_email)}`],
        CHAT_NOT_ERASED: [`TawkChat::${keysOf(KEPT.visitor_email)}`],
      },
    });
    expect(ring.logged()).not.toMatch(/Claude|example\.com|burns/);
  });

  test.each<[Trouble, string]>([
    ['maintenance', 'ITOP_MAINTENANCE'],
    ['refuse', 'ITOP_UNREACHABLE'],
    ['credentials', 'ITOP_CREDENTIALS'],
  ])('stops at once where iTop as a whole is in trouble (%s), and goes on where it was', async (trouble, code) => {
    const { run } = await startEraser(Array.from({ length: 120 }, () => chat()));
    const ill = (request: RestRequest) => (request.operation === 'core/update' ? { trouble } : {});
    ring.itop.behave = (request) => (updates() < 70 ? {} : ill(request));
    await expect(run()).rejects.toMatchObject({ code });
    expect(all().filter(isErased)).toHaveLength(70);
    ring.itop.behave = () => ({});
    let erased = 0;
    // the chat that iTop may still be writing is left alone for a while
    await until(async () => {
      const more = await run();
      erased += more.erased;
      return more.isComplete && more.left.length === 0;
    });
    expect(erased).toBe(50);
  });

  test("goes on after one chat that iTop's database fails at, which is tried again the next time", async () => {
    const { run } = await startEraser(Array.from({ length: 120 }, () => chat()));
    ring.itop.behave = ({ operation }) => ({
      trouble: operation === 'core/update' && updates() === 3 ? 'database' : undefined,
    });
    expect(await run()).toMatchObject({ erased: 119, left: [{ code: 'ITOP_DATABASE' }], isComplete: true });
    expect(await run()).toMatchObject({ erased: 1, left: [], isComplete: true });
  });

  test('gives up a database that fails at everything, and does not try each of ten thousand chats', async () => {
    const { run } = await startEraser(Array.from({ length: 1000 }, () => chat()));
    ring.itop.behave = () => ({ trouble: updates() > 0 ? 'database' : undefined });
    await expect(run()).rejects.toMatchObject({ code: 'ITOP_DATABASE' });
    expect(updates()).toBeLessThanOrEqual(50);
  });

  test('leaves a chat that is being written for the next time', async () => {
    const { property, store, run } = await startEraser([chat(), chat()]);
    const other = { event: { id: -1 }, lease: 'x' };
    const name = chatLock(property, String(all()[0]?.tawkto_id));
    await store.lock(name, other, 60_000);
    expect(await run()).toMatchObject({ erased: 1, left: [{ key: all()[0]?.id, code: 'TICKET_BUSY' }] });
    await store.unlock(name, other);
    expect(await run()).toMatchObject({ erased: 1, left: [] });
  });

  test('ends in the middle when the bridge stops, and holds nothing up after its next start', async () => {
    const { run } = await startEraser(Array.from({ length: 120 }, () => chat()));
    const stopping = new AbortController();
    ring.itop.behave = () => {
      if (updates() === 60) stopping.abort();
      return {};
    };
    const first = await run(stopping.signal);
    expect(first.isComplete).toBe(false);
    expect(updates()).toBeLessThan(63);
    const rest = await run();
    expect([first.erased + rest.erased, rest.isComplete]).toEqual([120, true]);
  });

  test('counts no chat that is deleted meanwhile', async () => {
    const { run } = await startEraser([chat(), chat()]);
    ring.itop.behave = ({ operation }) => {
      if (operation === 'core/update' && all().length === 2) ring.itop.model.remove('TawkChat', String(all()[1]?.id));
      return {};
    };
    expect(await run()).toEqual({ erased: 1, left: [], isComplete: true });
  });

  test('does nothing where iTop has no chats, or another bridge is doing it', async () => {
    const { property, store, run } = await startEraser([chat()]);
    const other = { event: { id: -1 }, lease: 'x' };
    await store.lock(eraseLock(property), other, 60_000);
    expect(await run()).toEqual({ erased: 0, left: [], isComplete: false });
    await store.unlock(eraseLock(property), other);
    ring.itop.model.lacks.add('TawkChat');
    expect(await run()).toEqual({ erased: 0, left: [], isComplete: true });
  });

  test.each(['hidden', 'readable'] as const)(
    'says where the user may not use chats (%s): none is erased then',
    async (right) => {
      const { run } = await startEraser([chat()]);
      ring.itop[right].add('TawkChat');
      await expect(run()).rejects.toMatchObject({ code: 'ITOP_CREDENTIALS' });
    },
  );
});
