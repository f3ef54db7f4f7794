import { describe, expect, test } from 'vitest';
import type { PhpVersion } from '../../sandbox/itop/php-runtime';
import { chatsPhp } from './chats-php';

type Values = Record<string, unknown>;
type Objects = Record<string, Record<number, Values>>;
interface Watch {
  spent: number;
  laststart: number | null;
  deadlines: Record<string, number | null>;
}

const LATE_BY = 500_000;

describe.each<PhpVersion>(['7.4', '8.3'])('the module itop-tawk-chats, PHP %s', (version) => {
  async function write(values: Values, objects: Objects = {}, request: Values = {}): Promise<Objects> {
    const php = await chatsPhp(version);
    const body = Buffer.from(
      JSON.stringify({ do: 'write', values, objects: { TawkChat: {}, ...objects }, ...request }),
    );
    const { text } = await php.run({ scriptPath: '/chats-test/itop.php', method: 'POST', body });
    return JSON.parse(text).objects;
  }
  /** A chat that began so many seconds ago. */
  const begun = (secondsAgo: number, more: Values = {}) => ({
    tawkto_id: 'c1',
    status: 'ongoing',
    started_at: Math.floor(Date.now() / 1000) - secondsAgo,
    ...more,
  });
  const make = async (values: Values, request: Values = {}) => (await write(values, {}, request)).TawkChat?.[1] ?? {};
  const change = async (chat: Values, values: Values) =>
    (await write(values, { TawkChat: { 1: chat } }, { id: 1 })).TawkChat?.[1] ?? {};
  const watch = (chat: Values) => (chat.answer_watch ?? null) as Watch | null;

  describe('while somebody waits for the first answer, iTop’s stopwatch runs', () => {
    test('from the begin of the chat, with its thresholds at parts of the setting', async () => {
      const values = begun(10);
      const { laststart, deadlines } = watch(await make(values, { settings: { answer_goal: 300 } })) as Watch;
      expect(laststart).toBe(values.started_at);
      const at = (seconds: number) => values.started_at + seconds;
      expect(deadlines).toEqual({ 50: at(150), 100: at(300), 200: at(600) });
    });

    test('on when the chat has ended and nobody knows yet whether somebody answered', async () => {
      const ended = await change(await make(begun(10)), { status: 'ended' });
      expect(watch(ended)?.laststart).toEqual(expect.any(Number));
    });

    test('until the first answer, even where that is told of later', async () => {
      const values = begun(60);
      const chat = await change(await make(values), { status: 'answered', first_answer_at: values.started_at + 20 });
      expect(watch(chat)).toMatchObject({ laststart: null, spent: 20 });
    });

    test.each<[string, Values]>([
      ['it is known that nobody answered', { status: 'missed' }],
      ['the chat is erased', { erased_at: 1_764_000_000 }],
    ])('until %s', async (_name, values) => {
      expect(watch(await change(await make(begun(60)), values))?.laststart).toBeNull();
    });
  });

  test.each<[string, Values, Values]>([
    ['that iTop learns of when its time is over, as after an outage', begun(LATE_BY), {}],
    ['that is over', begun(10, { status: 'ended' }), {}],
    ['that an agent began', begun(10, { first_answer_at: 1_764_000_000 }), {}],
    ['without a goal', begun(10), { settings: { answer_goal: 0 } }],
  ])('no chat %s starts it', async (_name, values, request) => {
    expect(watch(await make(values, request))).toBeNull();
  });

  test.each<[string, Values]>([
    ['going on', { status: 'ongoing', message_count: 3 }],
    ['its end', { status: 'ended' }],
    ['its transcript', { status: 'missed' }],
  ])('no chat of before there was a stopwatch starts it: %s', async (_name, values) => {
    const old = { tawkto_id: 'c1', status: 'ongoing', started_at: new Date().toISOString() };
    expect(watch(await change(old, values))).toBeNull();
  });

  describe('a missed chat about a ticket says so once, for triggers', () => {
    const chat = { tawkto_id: 'c1', status: 'ended', started_at: '2026-11-25 10:00:00' };
    const link = { lnkTawkChatToTicket: { 1: { tawkchat_id: 1, ticket_id: 5 } } };
    const ticket = (operational_status: string) => ({ UserRequest: { 5: { operational_status } } });
    const missed = async (objects: Objects) =>
      (await write({ status: 'missed' }, { TawkChat: { 1: chat }, ...objects }, { id: 1 })).TawkChat?.[1] ?? {};
    const linked = async (status: Values, operational: string) => {
      const objects = { TawkChat: { 1: { ...chat, ...status } }, ...ticket(operational), lnkTawkChatToTicket: {} };
      const written = await write({ tawkchat_id: 1, ticket_id: 5 }, objects, { class: 'lnkTawkChatToTicket' });
      return written.TawkChat?.[1] ?? {};
    };
    const now = new Date().toISOString();

    test('where it was linked before', async () => {
      expect((await missed({ ...link, ...ticket('ongoing') })).ticket_missed_at).toMatch(/^20\d\d-/);
    });

    test('where it is linked right after, by whoever may write links alone', async () => {
      const written = await linked({ status: 'missed', missed_at: now }, 'ongoing');
      expect(written).toMatchObject({
        ticket_missed_at: expect.stringMatching(/^20\d\d-/),
        written_without_right: true,
      });
    });

    test('and not of a ticket that is closed, without a ticket, or where it was answered', async () => {
      expect((await missed({ ...link, ...ticket('closed') })).ticket_missed_at).toBeUndefined();
      expect((await missed(ticket('ongoing'))).ticket_missed_at).toBeUndefined();
      expect((await linked({ status: 'missed', missed_at: now }, 'closed')).ticket_missed_at).toBeUndefined();
      expect((await linked({ status: 'answered' }, 'ongoing')).ticket_missed_at).toBeUndefined();
    });

    test('nor of chats of the past: those of before this attribute, and those that are linked long after', async () => {
      const old = { ...chat, status: 'missed', missed_at: '2026-01-01 00:00:00' };
      const written = await write(
        { message_count: 3 },
        { TawkChat: { 1: old }, ...link, ...ticket('ongoing') },
        { id: 1 },
      );
      expect(written.TawkChat?.[1]?.ticket_missed_at).toBeUndefined();
      expect((await linked(old, 'ongoing')).ticket_missed_at).toBeUndefined();
    });
  });
});
