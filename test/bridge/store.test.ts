import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nameOfEmail, nameOfSubject } from '../../src/bridge/payload/whose';
import type { Note } from '../../src/bridge/store/notes';
import { PostgresStore } from '../../src/bridge/store/postgres';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import { type Arrival, type Claim, NOT_KEPT, REMEMBERED_FOR_MS, type Store } from '../../src/bridge/store/store';
import { sharedPostgres, type TestPostgres } from '../postgres';

const PROPERTY = 'a'.repeat(24);
const START = Date.parse('2026-01-01T00:00:00Z');

let postgres: TestPostgres;
let database: string | undefined;
let clock = START;
const now = () => clock;

beforeAll(async () => {
  postgres = await sharedPostgres();
});

let count = 0;
/** An event that is new in every way, except for what is given. */
function arrival(change: Partial<Arrival> = {}): Arrival {
  const number = ++count;
  return {
    property: PROPERTY,
    hookId: `hook-${number}`,
    sentAt: START,
    digest: createHash('sha256').update(String(number)).digest(),
    kind: 'ticket:create',
    subject: `subject-${number}`,
    payload: `{"number":${number}}`,
    deliver: true,
    ...change,
  };
}

const stores: [string, () => Promise<Store>][] = [
  [
    'SQLite',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-store-'));
      const store = new SqliteStore(join(folder, 'bridge.db'), now);
      const close = store.close.bind(store);
      store.close = async () => {
        await close();
        rmSync(folder, { recursive: true });
      };
      return store;
    },
  ],
  [
    'PostgreSQL',
    async () => {
      database ??= postgres.newDatabase();
      const store = await PostgresStore.open(database, now);
      const client = new pg.Client(database);
      await client.connect();
      await client.query(
        'truncate itop_tawk_events, itop_tawk_locks, itop_tawk_forgotten, itop_tawk_pauses, itop_tawk_positions, itop_tawk_notes',
      );
      await client.end();
      return store;
    },
  ],
];

describe.each(stores)('the store in %s', (_name, open) => {
  let store: Store;
  beforeEach(async () => {
    clock = START;
    store = await open();
  });
  afterEach(() => store.close());

  const claimOne = async (): Promise<Claim> => {
    const [claim] = await store.claim(PROPERTY, 1, 1000);
    if (claim === undefined) {
      throw new Error('expected an event that is due, found none');
    }
    return claim;
  };
  const claimedSubjects = async () => (await store.claim(PROPERTY, 10, 1000)).map(({ event }) => event.subject);

  test('an event that comes again is stored once', async () => {
    const event = arrival();
    expect(await store.add(event)).toBe(true);
    expect(await store.add(event)).toBe(false);
  });

  test('an event id does not identify duplicates: with other signed content it is another event', async () => {
    expect(await store.add(arrival({ hookId: 'same' }))).toBe(true);
    expect(await store.add(arrival({ hookId: 'same' }))).toBe(true);
    const together = await Promise.all([1, 2, 3].map(() => store.add(arrival({ hookId: 'same' }))));
    expect(together).toEqual([true, true, true]);
    expect(await store.list({ limit: 9 })).toHaveLength(5);
  });

  test('what was fetched is known by its name, before its content is read again, and its content may change', async () => {
    const name = `${PROPERTY} 17-1796071512 chat:start`;
    const [known, other] = [name, `${name}!`].map((each) =>
      arrival({
        hookId: each,
        digest: createHash('sha256').update(each).digest(),
        payload: '{"chatId":"17-1796071512"}',
      }),
    ) as [Arrival, Arrival];
    expect(await store.knows([known, other])).toEqual([false, false]);
    await store.add(known);
    expect(await store.knows([other, known])).toEqual([false, true]);
    expect(await store.knows([{ ...known, sentAt: known.sentAt + 1 }])).toEqual([false]);
    expect(await store.add({ ...known, payload: '{"chatId":"17-1796071512","nick":"Ann"}' })).toBe(false);
    const { event } = await claimOne();
    expect(event).toMatchObject({ payload: '{"chatId":"17-1796071512"}' });
    expect(event.isDamaged).not.toBe(true);
    expect(await store.damage()).toEqual([]);
  });

  test('how far a source has come is remembered for each property', async () => {
    expect(await store.position(PROPERTY)).toBeUndefined();
    await store.setPosition(PROPERTY, '{"at":1}');
    await store.setPosition('b'.repeat(24), '{"at":7}');
    await store.setPosition(PROPERTY, '{"at":2}');
    expect(await store.position(PROPERTY)).toBe('{"at":2}');
  });

  test('trouble of the whole iTop is noted with an event, and counts no attempt', async () => {
    await store.add(arrival());
    const verdict = { state: 'waiting', delay: 5, error: 'ITOP_HTTP', errorDetail: '' } as const;
    await store.finish(await claimOne(), { ...verdict, isNoAttempt: true });
    expect(await store.list({ limit: 1 })).toMatchObject([{ attempts: 0, error: 'ITOP_HTTP' }]);
    clock += 5;
    await store.finish(await claimOne(), verdict);
    expect(await store.list({ limit: 1 })).toMatchObject([{ attempts: 1 }]);
  });

  test('the pause of an iTop in trouble is listed until iTop works, and ends when a person retries its events', async () => {
    const other = 'b'.repeat(24);
    await store.add(arrival());
    await store.add(arrival({ property: other }));
    await store.pause(PROPERTY, 1000, 'ITOP_HTTP');
    await store.pause(other, 2000, 'ITOP_TIMEOUT');
    await store.pause(PROPERTY, 3000, 'ITOP_HTTP');
    const pauses = [
      { property: PROPERTY, until: clock + 3000, code: 'ITOP_HTTP' },
      { property: other, until: clock + 2000, code: 'ITOP_TIMEOUT' },
    ];
    expect(await store.pauses()).toEqual(pauses);
    const [first] = await store.pick({ property: PROPERTY }, 0, 1);
    expect(await store.retry([first as number, 4711])).toEqual([first]);
    expect(await store.pauses()).toEqual([{ ...pauses[0], until: 0 }, pauses[1]]);
    await store.resume(PROPERTY);
    expect(await store.pauses()).toEqual([pauses[1]]);
  });

  test('an erased event is deleted once tawk.to cannot send it again, except the newest of each property', async () => {
    const deliver = async (event: Arrival) => {
      await store.add(event);
      await store.finish(await claimOne(), { state: 'delivered', outcome: '' });
    };
    const early = arrival();
    for (const event of [early, arrival(), arrival()]) await deliver(event);
    const [forgotten] = await store.pick({}, 0, 1);
    await store.forget([forgotten as number]);
    // as long as tawk.to may send it again it is known
    clock = START + REMEMBERED_FOR_MS;
    await store.erase(0);
    expect(await store.list({ limit: 9 })).toHaveLength(3);
    expect(await store.add({ ...early, hookId: 'again' })).toBe(false);
    clock = START + REMEMBERED_FOR_MS + 1;
    await store.add(arrival({ property: 'b'.repeat(24), sentAt: clock }));
    await store.erase(0);
    expect((await store.list({ limit: 9 })).map(({ property, payload }) => [property[0], payload === null])).toEqual([
      ['b', false],
      ['a', true],
    ]);
    expect(await store.latest(PROPERTY)).toMatchObject({ received: START });
    // a number is never given twice
    await store.add(arrival({ sentAt: clock }));
    const ids = await store.pick({}, 0, 9);
    expect(ids).toHaveLength(3);
    expect(Math.min(...ids)).toBeGreaterThan((forgotten as number) + 1);
  });

  test('the same content under another event id is stored once', async () => {
    const first = arrival();
    expect(await store.add(first)).toBe(true);
    expect(await store.add({ ...first, hookId: 'another' })).toBe(false);
  });

  test('of a hundred equal events at one moment one is stored', async () => {
    const same = arrival();
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, i) => store.add({ ...same, hookId: `id-${i % 3}` })),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test('the event ids of two properties have nothing to do with each other', async () => {
    await store.add(arrival({ hookId: 'same' }));
    expect(await store.add(arrival({ hookId: 'same', property: 'b'.repeat(24) }))).toBe(true);
  });

  test('two claims never hold one event', async () => {
    await Promise.all(Array.from({ length: 30 }, () => store.add(arrival())));
    const claims = await Promise.all(Array.from({ length: 10 }, () => store.claim(PROPERTY, 5, 1000)));
    const ids = claims.flat().map(({ event }) => event.id);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });

  test('events that are claimed together have a lease each', async () => {
    await Promise.all([store.add(arrival()), store.add(arrival())]);
    const claims = await store.claim(PROPERTY, 2, 1000);
    expect(new Set(claims.map(({ lease }) => lease)).size).toBe(2);
    for (const claim of claims) {
      expect(await store.finish(claim, { state: 'delivered', outcome: '' })).toBe(true);
    }
  });

  test('of one subject only the oldest is claimed, and the next when that is done', async () => {
    await store.add(arrival({ subject: 'chat' }));
    await store.add(arrival({ subject: 'chat' }));
    const first = await claimOne();
    expect(await claimedSubjects()).toEqual([]);
    await store.finish(first, { state: 'delivered', outcome: '' });
    expect((await claimOne()).event.id).toBeGreaterThan(first.event.id);
  });

  test('an event that is retried later holds back the younger ones of its subject only', async () => {
    await store.add(arrival({ subject: 'chat' }));
    await store.add(arrival({ subject: 'chat' }));
    await store.finish(await claimOne(), { state: 'waiting', delay: 5000, error: 'ITOP_DATABASE', errorDetail: '' });
    await store.add(arrival({ subject: 'other' }));
    const other = await claimOne();
    expect(other.event.subject).toBe('other');
    await store.finish(other, { state: 'delivered', outcome: '' });
    expect(await claimedSubjects()).toEqual([]);
    clock += 5000;
    expect((await claimOne()).event).toMatchObject({ subject: 'chat', attempts: 2, error: 'ITOP_DATABASE' });
  });

  test('an event set aside holds back nothing', async () => {
    await store.add(arrival({ subject: 'chat' }));
    await store.add(arrival({ subject: 'chat' }));
    await store.finish(await claimOne(), { state: 'set_aside', error: 'NO_CALLER', errorDetail: '' });
    expect(await claimedSubjects()).toEqual(['chat']);
  });

  test('a claim whose lease ran out is given to another, and its first owner can note nothing more', async () => {
    await store.add(arrival());
    const dead = await claimOne();
    clock += 999;
    expect(await claimedSubjects()).toEqual([]);
    clock += 1;
    const [alive] = (await store.claim(PROPERTY, 1, 1000, true)) as [Claim];
    expect(alive.event.id).toBe(dead.event.id);
    expect(await store.renew(dead, 1000)).toBe(false);
    expect(await store.finish(dead, { state: 'set_aside', error: 'NO_CALLER', errorDetail: '' })).toBe(false);
    expect(await store.finish(alive, { state: 'delivered', outcome: 'done' })).toBe(true);
    expect((await store.get(alive.event.id))?.state).toBe('delivered');
  });

  test('a renewed lease lasts from the renewal on', async () => {
    await store.add(arrival());
    const claim = await claimOne();
    clock += 900;
    expect(await store.renew(claim, 1000)).toBe(true);
    clock += 900;
    expect(await claimedSubjects()).toEqual([]);
  });

  test('released claims are due at once and count no attempt', async () => {
    await store.add(arrival());
    await store.release([await claimOne()]);
    expect((await claimOne()).event.attempts).toBe(1);
  });

  test('a name is locked for one event until it is unlocked or runs out, and that event can always take it again', async () => {
    const by = (id: number, lease: string) => ({ event: { id }, lease }) as Claim;
    const [a, b, c] = [by(1, 'a'), by(2, 'b'), by(3, 'c')];
    const laterA = by(1, 'later a');
    expect(await store.lock('ticket', a, 1000)).toBe(true);
    expect(await store.lock('ticket', b, 1000)).toBe(false);
    expect(await store.lock('ticket', laterA, 1000)).toBe(true);
    await store.unlock('ticket', a);
    expect(await store.lock('ticket', b, 1000)).toBe(false);
    clock += 1000;
    expect(await store.lock('ticket', b, 1000)).toBe(true);
    await store.unlock('ticket', b);
    expect(await store.lock('ticket', c, 1000)).toBe(true);
  });

  test('waiting for its turn counts no attempt', async () => {
    await store.add(arrival());
    await store.postpone(await claimOne(), 500);
    expect(await claimedSubjects()).toEqual([]);
    clock += 500;
    expect((await claimOne()).event).toMatchObject({ attempts: 1, error: null });
  });

  test('an event whose delivery never ended is told apart, and counted until a verdict', async () => {
    const delivered = arrival();
    await store.add(delivered);
    await claimOne();
    clock += 1000;
    expect(await claimedSubjects()).toEqual([]);
    const [second] = await store.claim(PROPERTY, 1, 1000, true);
    expect(second?.event.unfinished).toBe(2);
    await store.release([second as Claim]);
    const [again] = await store.claim(PROPERTY, 1, 1000, true);
    expect(again?.event.unfinished).toBe(2);
    await store.finish(again as Claim, { state: 'waiting', delay: 0, error: 'ITOP_HTTP', errorDetail: '' });
    expect((await claimOne()).event).toMatchObject({ unfinished: 1 });
  });

  test('after the clock was set back, no event waits longer than the longest pause', async () => {
    await store.add(arrival());
    await store.finish(await claimOne(), { state: 'waiting', delay: 5000, error: 'ITOP_HTTP', errorDetail: '' });
    await store.add(arrival());
    const held = await claimOne();
    await store.lock('ticket', held, 1000);
    clock -= 7_200_000;
    await store.recover(PROPERTY, 1000, 60_000);
    clock += 1000;
    expect(await store.claim(PROPERTY, 1, 1000, true)).toMatchObject([{ event: { id: held.event.id } }]);
    expect(await store.lock('ticket', { ...held, event: { ...held.event, id: 4711 } }, 1000)).toBe(true);
    clock += 59_000;
    expect(await claimedSubjects()).toHaveLength(1);
  });

  test('a claim tells how long the event has waited', async () => {
    await store.add(arrival());
    clock += 7000;
    expect((await claimOne()).waited).toBe(7000);
  });

  test('events that are only kept are never claimed', async () => {
    await store.add(arrival({ deliver: false }));
    expect(await claimedSubjects()).toEqual([]);
    expect(await store.totals()).toEqual([]);
  });

  test('totals count what waits, how long, and what is set aside', async () => {
    await Promise.all([store.add(arrival()), store.add(arrival()), store.add(arrival())]);
    await store.finish(await claimOne(), { state: 'set_aside', error: 'NO_CALLER', errorDetail: '' });
    await claimOne();
    clock += 7000;
    expect(await store.totals()).toEqual([
      { property: PROPERTY, waiting: 2, oldestWaiting: 7000, setAside: { NO_CALLER: 1 } },
    ]);
  });

  test('events are picked by state, property, code and time, the oldest first, some at a time', async () => {
    await store.add(arrival());
    await store.finish(await claimOne(), { state: 'set_aside', error: 'GAVE_UP', errorDetail: '' });
    clock += 1000;
    await Promise.all([store.add(arrival()), store.add(arrival())]);
    for (const error of ['GAVE_UP', 'NO_CALLER']) {
      await store.finish(await claimOne(), { state: 'set_aside', error, errorDetail: '' });
    }
    await store.add(arrival());
    await store.add(arrival({ property: 'b'.repeat(24) }));
    const [first, second, third, fourth, fifth] = (await store.list({ limit: 10 })).map(({ id }) => id).reverse();
    expect(await store.pick({ states: ['set_aside'] }, 0, 10)).toEqual([first, second, third]);
    expect(await store.pick({ states: ['set_aside'] }, first as number, 1)).toEqual([second]);
    expect(await store.pick({ states: ['set_aside'], code: 'GAVE_UP' }, 0, 10)).toEqual([first, second]);
    expect(await store.pick({ states: ['set_aside'], since: clock }, 0, 10)).toEqual([second, third]);
    expect(await store.pick({ states: ['waiting', 'delivering'], property: PROPERTY }, 0, 10)).toEqual([fourth]);
    expect(await store.pick({}, 0, 10)).toEqual([first, second, third, fourth, fifth]);
    expect((await store.list({ states: ['set_aside'], code: 'NO_CALLER', limit: 9 })).map(({ id }) => id)).toEqual([
      third,
    ]);
  });

  test('the times of the last events are those of the property', async () => {
    expect(await store.latest(PROPERTY)).toEqual({ received: 0, delivered: 0 });
    await store.add(arrival({ deliver: false }));
    clock += 1000;
    await store.add(arrival());
    clock += 1000;
    await store.finish(await claimOne(), { state: 'delivered', outcome: '' });
    await store.add(arrival({ property: 'b'.repeat(24) }));
    expect(await store.latest(PROPERTY)).toEqual({ received: clock - 1000, delivered: clock });
  });

  test('a person can retry what is set aside, and drop it, but touch nothing that is done', async () => {
    await store.add(arrival());
    const claim = await claimOne();
    expect(await store.drop([claim.event.id])).toEqual([]);
    await store.finish(claim, { state: 'set_aside', error: 'NO_CALLER', errorDetail: '' });
    clock += 5;
    expect(await store.retry([claim.event.id, 4711])).toEqual([claim.event.id]);
    expect((await store.get(claim.event.id))?.waitingSince).toBe(clock);
    const again = await claimOne();
    await store.finish(again, { state: 'delivered', outcome: '' });
    expect(await store.retry([again.event.id])).toEqual([]);
    expect(await store.drop([again.event.id])).toEqual([]);
  });

  test('a chat that went into no ticket is done with, and can be sent again as if it had just come', async () => {
    await store.add(arrival());
    const claim = await claimOne();
    expect(await store.finish(claim, { state: 'no_ticket', outcome: 'names no ticket' })).toBe(true);
    expect((await store.list({ limit: 1, states: ['no_ticket'] }))[0]).toMatchObject({ outcome: 'names no ticket' });
    expect(await claimedSubjects()).toEqual([]);
    clock += 1000;
    expect(await store.retry([claim.event.id])).toEqual([claim.event.id]);
    // what waits is not erased
    expect(await store.erase(1000)).toBe(0);
    expect((await claimOne()).event).toMatchObject({ id: claim.event.id, outcome: null, attempts: 1 });
  });

  test('what came is found by kind, signed time and words, and nothing that is erased', async () => {
    const payload = '{"email":"Claude@Example.com"}';
    const search = {
      property: PROPERTY,
      kind: 'a',
      from: START,
      to: START + 10,
      words: 'claude@example.com',
      limit: 9,
    };
    await store.add(arrival({ kind: 'a', payload: '{"number":1}' }));
    await store.add(arrival({ kind: 'b', payload }));
    await store.add(arrival({ kind: 'a', payload, sentAt: START + 11 }));
    await store.add(arrival({ kind: 'a', payload, property: 'b'.repeat(24) }));
    expect(await store.payloads(search)).toEqual([]);
    await store.add(arrival({ kind: 'a', payload, deliver: false }));
    await store.add(arrival({ kind: 'a', payload: `${payload} `, sentAt: START + 10 }));
    expect(await store.payloads(search)).toEqual([`${payload} `, payload]);
    expect(await store.payloads({ ...search, limit: 1 })).toEqual([`${payload} `]);
    clock += 1000;
    await store.erase(1000);
    expect(await store.payloads(search)).toEqual([`${payload} `]);
  });

  test('erasing takes the personal data of what is finished, and duplicates are still recognised', async () => {
    const finished = arrival();
    const waiting = arrival();
    await store.add(finished);
    await store.finish(await claimOne(), { state: 'delivered', outcome: 'created' });
    await store.add(waiting);
    clock += 1000;
    expect(await store.erase(1001)).toBe(0);
    expect(await store.erase(1000)).toBe(1);
    const [newest, oldest] = await store.list({ limit: 10 });
    expect(oldest).toMatchObject({ state: 'delivered', payload: null, outcome: 'created' });
    expect(newest).toMatchObject({ state: 'waiting', payload: waiting.payload });
    expect(await store.add(finished)).toBe(false);
    expect(await store.add({ ...finished, hookId: 'another' })).toBe(false);
  });

  describe('what is forgotten', () => {
    const all = async () => (await store.list({ limit: 20 })).reverse();
    const idOf = async (subject: string) => (await all()).find((event) => event.subject === subject)?.id ?? 0;
    const erased = { state: 'dropped', payload: null, errorDetail: null, dueAt: null };

    test('is erased whatever its state, and what was not done is given up', async () => {
      await store.add(arrival({ subject: 'kept', deliver: false }));
      await store.add(arrival({ subject: 'set aside' }));
      await store.finish(await claimOne(), { state: 'set_aside', error: 'NO_CALLER', errorDetail: 'who@example.net' });
      await store.add(arrival({ subject: 'delivered' }));
      await store.finish(await claimOne(), { state: 'delivered', outcome: 'created' });
      await store.add(arrival({ subject: 'waiting' }));
      await store.add(arrival({ subject: 'another' }));
      const ids = (await all()).slice(0, 4).map(({ id }) => id);
      expect((await store.forget(ids)).sort()).toEqual(ids);
      expect(await all()).toMatchObject([
        { ...erased, state: 'kept' },
        { ...erased, error: 'NO_CALLER' },
        { ...erased, state: 'delivered', outcome: 'created' },
        erased,
        { state: 'waiting', subject: 'another', payload: expect.any(String) },
      ]);
      expect(await claimedSubjects()).toEqual(['another']);
      expect(await store.retry(ids)).toEqual([]);
      expect(await store.forget(ids)).toHaveLength(4);
    });

    test('is left alone while it is delivered, and no longer', async () => {
      await store.add(arrival({ subject: 'held' }));
      const claim = await claimOne();
      const id = await idOf('held');
      expect(await store.forget([id])).toEqual([]);
      clock += 1000;
      expect(await store.forget([id])).toEqual([id]);
      expect(await store.finish(claim, { state: 'delivered', outcome: '' })).toBe(false);
      expect(await all()).toMatchObject([erased]);
    });

    test('stays known: an event that is sent again is not stored again', async () => {
      const event = arrival();
      await store.add(event);
      await store.forget([await idOf(event.subject)]);
      expect(await store.add(event)).toBe(false);
      expect(await store.add({ ...event, hookId: 'another' })).toBe(false);
    });

    test('is found by reading all events, and by their chats', async () => {
      for (const subject of ['one', 'two', 'one', 'three']) await store.add(arrival({ subject }));
      const [first, second, third, fourth] = (await all()).map(({ id }) => id) as [number, number, number, number];
      expect((await store.read(0, 2)).map(({ id }) => id)).toEqual([first, second]);
      expect(await store.read(second, 9)).toMatchObject([
        { id: third, payload: `{"number":${count - 1}}` },
        { id: fourth },
      ]);
      expect(await store.pick({ property: PROPERTY, subjects: ['one', 'three', "o'ne"] }, 0, 9)).toEqual([
        first,
        third,
        fourth,
      ]);
      expect(await store.pick({ property: 'b'.repeat(24), subjects: ['one'] }, 0, 9)).toEqual([]);
    });

    test('is not kept when it comes late, and what is newer is', async () => {
      const emails = ['claude@example.com'];
      await store.remember([nameOfEmail('Claude@Example.com'), nameOfSubject(PROPERTY, 'chat')], START);
      await store.remember([nameOfEmail('claude@example.com')], START - 1);
      const late = arrival({ emails });
      expect(await store.add(late)).toBe(true);
      expect(await store.add(late)).toBe(false);
      await store.add(arrival({ subject: 'chat', deliver: false }));
      await store.add(arrival({ emails, sentAt: START + 1 }));
      await store.add(arrival({ emails: ['other@example.com'] }));
      await store.add(arrival({ subject: 'chat', property: 'b'.repeat(24) }));
      expect(await all()).toMatchObject([
        { ...erased, outcome: NOT_KEPT },
        { ...erased, outcome: NOT_KEPT },
        { state: 'waiting', payload: expect.any(String), outcome: null },
        { state: 'waiting' },
        { state: 'waiting' },
      ]);
    });

    test('is remembered no longer than events can be late', async () => {
      await store.remember([nameOfEmail('claude@example.com')], START);
      clock += 15 * 3_600_000;
      await store.erase(0);
      await store.add(arrival({ emails: ['claude@example.com'] }));
      expect(await all()).toMatchObject([{ state: 'waiting' }]);
    });

    test('can be wiped out', async () => {
      expect(await store.wipe()).toBe(true);
    });
  });

  describe('notes for chats', () => {
    const note = (change: Partial<Note> = {}): Note => {
      return { property: PROPERTY, chat: '7-1', name: 'made', to: 'visitor', text: 'R-000042 was made', ...change };
    };
    const toTell = async () => (await store.notesToTell(PROPERTY, 10)).map(({ id: _id, ...each }) => each);
    const first = async () => (await store.notesToTell(PROPERTY, 1))[0]?.id ?? 0;

    test('wait until they are told, and one of the same name never comes again', async () => {
      await store.addNotes([note(), note({ text: 'again' }), note({ property: 'b'.repeat(24) })]);
      expect(await toTell()).toEqual([{ ...note(), mark: null, mayBeSent: true }]);
      const id = await first();
      expect(await store.endNote(id, 'told')).toBe(true);
      expect(await store.endNote(id, 'given_up')).toBe(false);
      await store.addNotes([note()]);
      expect(await toTell()).toEqual([]);
      expect(await store.noteTotals()).toEqual([{ property: 'b'.repeat(24), waiting: 1, oldest: 0 }]);
    });

    test('of a delivery are there with its result or not at all', async () => {
      await store.add(arrival());
      const claim = await claimOne();
      const verdict = { state: 'delivered' as const, outcome: 'created', notes: [note()] };
      expect(await store.finish({ ...claim, lease: 'of another' }, verdict)).toBe(false);
      expect(await toTell()).toEqual([]);
      expect(await store.finish(claim, verdict)).toBe(true);
      expect(await store.finish(claim, { ...verdict, notes: [note({ name: 'late' })] })).toBe(false);
      expect(await toTell()).toMatchObject([{ name: 'made' }]);
    });

    test('come with the change of a position or not at all, if another bridge has changed it first', async () => {
      const place = `${PROPERTY} told`;
      expect(await store.addNotes([note()], { place, from: 'a', to: 'b' })).toBe(false);
      expect(await store.addNotes([note()], { place, from: undefined, to: 'a' })).toBe(true);
      expect(await store.addNotes([note({ chat: '8-1' })], { place, from: undefined, to: 'b' })).toBe(false);
      expect(await toTell()).toMatchObject([{ chat: '7-1' }]);
      const both = ['b', 'c'].map((to) => store.addNotes([note({ chat: `${to}-1` })], { place, from: 'a', to }));
      expect((await Promise.all(both)).sort()).toEqual([false, true]);
      expect(await toTell()).toHaveLength(2);
    });

    test('of one chat come one after the other, the oldest first', async () => {
      await store.addNotes([note({ name: 'a' }), note({ name: 'b', to: 'agents' }), note({ chat: '8-1' })]);
      expect(await toTell()).toMatchObject([{ name: 'a' }, { chat: '8-1' }]);
      await store.endNote(await first(), 'told');
      expect(await toTell()).toMatchObject([{ name: 'b', to: 'agents' }, { chat: '8-1' }]);
    });

    test('are sent by one bridge at a time, and again only when the server has ended with them', async () => {
      await store.addNotes([note()]);
      const id = await first();
      expect(await store.beginNote(id, 17, 1000)).toBe(true);
      expect(await store.beginNote(id, 18, 1000)).toBe(false);
      expect(await toTell()).toMatchObject([{ mark: 17, mayBeSent: false }]);
      clock += 1000;
      expect(await toTell()).toMatchObject([{ mark: 17, mayBeSent: true }]);
      expect(await store.beginNote(id, 18, 1000)).toBe(true);
      await store.postponeNote(id, 500);
      expect(await toTell()).toEqual([]);
      clock += 500;
      expect(await toTell()).toMatchObject([{ mark: null, mayBeSent: true }]);
    });

    test('wait no longer than the server needs after the clock was set back', async () => {
      await store.addNotes([note()]);
      await store.postponeNote(await first(), 1_000_000);
      await store.recoverNotes(PROPERTY, 1000);
      clock += 1000;
      expect(await toTell()).toHaveLength(1);
    });

    test('have no text once they are told, and none of a forgotten person', async () => {
      await store.add(arrival({ subject: '7-1' }));
      await store.addNotes([note(), note({ chat: '8-1' })]);
      const [event] = await store.list({ limit: 1 });
      await store.forget([event?.id ?? 0]);
      expect(await toTell()).toMatchObject([{ chat: '8-1' }]);
    });

    test('that wait for too long are given up, and old ones leave the store', async () => {
      await store.addNotes([note()]);
      clock += 1000;
      await store.erase(1000);
      expect(await toTell()).toEqual([]);
      await store.addNotes([note()]);
      expect(await toTell()).toEqual([]);
      clock += 1000;
      await store.erase(1000);
      await store.addNotes([note()]);
      expect(await toTell()).toHaveLength(1);
    });

    test('are cut to a length, and may have any characters', async () => {
      await store.addNotes([note({ text: `\0 \ud800 ${'😀'.repeat(10_000)}` })]);
      const text = (await toTell())[0]?.text ?? '';
      expect(text).toMatch(/^ \ufffd (😀)+$/u);
      expect(text.length).toBeLessThanOrEqual(8000);
    });
  });

  test('a list can be narrowed to states and a property, newest first', async () => {
    await store.add(arrival({ subject: 'one' }));
    await store.add(arrival({ subject: 'two', deliver: false }));
    await store.add(arrival({ subject: 'three', property: 'b'.repeat(24) }));
    const subjects = async (filter: Parameters<Store['list']>[0]) => (await store.list(filter)).map((e) => e.subject);
    expect(await subjects({ limit: 10 })).toEqual(['three', 'two', 'one']);
    expect(await subjects({ limit: 1 })).toEqual(['three']);
    expect(await subjects({ limit: 10, states: ['waiting'] })).toEqual(['three', 'one']);
    expect(await subjects({ limit: 10, property: PROPERTY })).toEqual(['two', 'one']);
  });
});

test('a closed SQLite file holds everything by itself, so that it can be copied away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-store-'));
  const store = new SqliteStore(join(folder, 'bridge.db'), now);
  await store.add(arrival({ subject: 'kept' }));
  await store.close();
  copyFileSync(join(folder, 'bridge.db'), join(folder, 'copy.db'));
  const copy = new SqliteStore(join(folder, 'copy.db'), now);
  expect((await copy.list({ limit: 10 })).map(({ subject }) => subject)).toEqual(['kept']);
  await copy.close();
  rmSync(folder, { recursive: true });
});
