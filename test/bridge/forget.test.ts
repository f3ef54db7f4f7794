import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  chatEnd,
  chatStart,
  chatTranscript,
  type TranscriptMessage,
  ticketCreate,
  type WebhookPayload,
} from '../../sandbox/tawk/webhooks';
import type { PropertyConfig } from '../../src/bridge/config/config';
import { chatLock } from '../../src/bridge/delivery/lock-names';
import { Person } from '../../src/bridge/jobs/forget/forget';
import { emailsIn } from '../../src/bridge/payload/whose';
import { openStoreOfBridge } from '../../src/bridge/store/open';
import { NOT_KEPT, type Store } from '../../src/bridge/store/store';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { type Ring, type Settings, startRing, until } from './ring';

const CLAUDE = { name: 'Claude', email: 'claude@example.com' };
const OTHER = { name: 'Camille', email: 'camille@example.com' };
const CLAUDES_ID = '2';
const hourAgo = Date.now() - 3_600_000;
const at = (minutes: number) => new Date(hourAgo + minutes * 60_000);
const say = (t: 'a' | 'v', minutes: number, msg: string): TranscriptMessage => ({
  sender: t === 'a' ? { t, n: 'Ann' } : { t },
  type: 'msg',
  msg,
  time: at(minutes).toISOString(),
});

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});

describe.each(['SQLite', 'PostgreSQL'])('one person is forgotten, %s', (name) => {
  let ring: Ring;
  let store: Store;
  afterEach(async () => {
    await store.close();
    await ring.stop();
  });

  const model = () => ring.itop.model;
  const chats = () => model().all('TawkChat');
  const topics = () => model().all('TawkChatTopic');
  const topic = (email: string, person_id: string) =>
    model().put('TawkChatTopic', { email, person_id, item_class: '', item_id: '0', chosen_at: at(0).toISOString() });
  const deliver = async (...payloads: WebhookPayload[]) => {
    for (const payload of payloads) await ring.send(payload);
    await ring.settled();
  };
  const forget = (email = 'Claude@Example.com ', patience?: number) =>
    new Person(store, ring.config.properties, email).forget(patience);
  const known = (email = CLAUDE.email) => new Person(store, ring.config.properties, email).known();
  /** Whether a chat or a choice is hers still. */
  const isHers = () =>
    [...chats().map(({ visitor_email }) => visitor_email), ...topics().map(({ email }) => email)].includes(
      CLAUDE.email,
    );
  const stored = async () => (await store.read(0, 99)).map(({ payload }) => payload).join('\n');

  /** A chat of Claude's in a ticket, a ticket of tawk.to's of hers, and a chat of another's about her. */
  async function start(settings: Settings = {}): Promise<void> {
    ring = await startRing({
      chats: 'on',
      database: name === 'SQLite' ? undefined : postgres.newDatabase(),
      ...settings,
    });
    store = await openStoreOfBridge(ring.database);
    model().put('UserRequest', { ref: 'R-000042', title: 't', org_id: '1', caller_id: CLAUDES_ID });
    // the first of a chat may not tell whose it is yet
    await deliver(chatStart('c1', { name: 'V17' }, 'It burns', 'visitor', at(0)));
    await deliver(
      chatEnd('c1', CLAUDE, at(4)),
      chatTranscript('c1', CLAUDE, [say('v', 0, 'It burns'), say('a', 1, 'In R-000042')], at(5)),
      ticketCreate({ id: 'tk', humanId: 1, subject: 's', message: 'm' }, { ...CLAUDE, type: 'agent' }, at(9)),
      chatTranscript('c2', OTHER, [say('v', 0, 'Ask claude@example.com')], at(6)),
    );
    topic(CLAUDE.email, CLAUDES_ID);
    topic('claude@example.org', CLAUDES_ID);
    topic(OTHER.email, '9');
  }

  test('in the store, the chats and the choices, and nobody else', async () => {
    await start();
    const others = chats().find(({ tawkto_id }) => tawkto_id === 'c2');
    const done = await forget();
    expect(done).toMatchObject({
      events: { erased: 4, left: [] },
      isWiped: true,
      itops: [{ erased: 1, deleted: 2, left: [] }],
    });
    expect(chats()).toMatchObject([
      { caller_id: '0', visitor_name: '', visitor_email: '', transcript: '' },
      others ?? {},
    ]);
    expect(topics()).toMatchObject([{ email: OTHER.email }]);
    // the other's chat says the address
    expect(await stored()).not.toContain('It burns');
    expect((await known()).events).toMatchObject({ subjects: new Map(), states: new Map() });
    expect(await forget()).toMatchObject({ events: { erased: 0 }, itops: [{ erased: 0, deleted: 0, left: [] }] });
  });

  test('and first it is told what there is, and what stays, without changing anything', async () => {
    await start();
    const before = [await stored(), chats(), topics()];
    const { events, itops } = await known();
    expect([...events.states.values()].sort()).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
    expect(events.mentions.size).toBe(1);
    const made = model().all('UserRequest').at(-1);
    expect([...events.tickets].sort()).toEqual([
      expect.stringMatching(/^UserRequest::\d+ R-000042$/),
      `UserRequest::${made?.id} ${made?.ref}`,
    ]);
    expect(itops).toMatchObject([
      { found: { persons: [CLAUDES_ID], tickets: expect.arrayContaining([...events.tickets]), hidden: [] } },
    ]);
    expect(itops[0]?.found?.chats).toHaveLength(1);
    expect(itops[0]?.found?.topics).toHaveLength(2);
    expect([await stored(), chats(), topics()]).toEqual(before);
    expect(ring.itop.calls.some(({ operation }) => operation === 'core/delete')).toBe(false);
  });

  test.each([
    'claude@example.co',
    'xclaude@example.com',
    'claud_@example.com',
    '%@example.com',
    "x' OR 1=1 OR '@example.com",
    'cláude@example.com',
  ])('by the whole address, not by one that looks like it: %s', async (email) => {
    await start();
    const before = [await stored(), chats(), topics()];
    expect(await forget(email)).toMatchObject({ events: { erased: 0 }, itops: [{ erased: 0, deleted: 0, left: [] }] });
    expect([await stored(), chats(), topics()]).toEqual(before);
  });

  test('with what waits and what is set aside, which never comes into iTop', async () => {
    await start();
    await ring.send({
      ...ticketCreate({ id: 'odd', humanId: 3, subject: 's', message: 'm' }, { ...CLAUDE, type: 'agent' }, at(9)),
      ticket: { id: 'odd', subject: 7 },
    });
    // While iTop is away, nothing is delivered, nor set aside.
    await until(async () => (await ring.events('set_aside')).length === 1);
    ring.itop.behave = () => ({ trouble: 'unavailable' });
    await ring.send(
      ticketCreate({ id: 'tk2', humanId: 2, subject: 'Later', message: 'm' }, { ...CLAUDE, type: 'agent' }, at(9)),
    );
    const tickets = model().all('UserRequest').length;
    // iTop stays away: the store is forgotten all the same, and it is said
    expect(await forget()).toMatchObject({
      events: { erased: 6, left: [] },
      itops: [{ error: 'ITOP_HTTP', erased: 0 }],
    });
    ring.itop.behave = () => ({});
    await ring.settled();
    expect(model().all('UserRequest')).toHaveLength(tickets);
    expect(await ring.events('set_aside', 'waiting', 'delivering')).toEqual([]);
    expect(await stored()).not.toContain('Later');
    expect(await forget()).toMatchObject({ events: { erased: 0 }, itops: [{ erased: 1, deleted: 2, left: [] }] });
  });

  test('when the delivery that is under way has ended', async () => {
    await start({ itop: { timeout: '5s' } });
    let isWriting = () => {};
    const writing = new Promise<void>((resolve) => {
      isWriting = resolve;
    });
    ring.itop.behave = ({ operation }) => {
      if (operation !== 'core/create') return {};
      isWriting();
      return { before: 600 };
    };
    await ring.send(chatStart('c3', CLAUDE, 'Again', 'visitor', at(30)));
    await writing;
    expect(await forget(CLAUDE.email, 0)).toMatchObject({ events: { left: [expect.any(Number)] } });
    expect(await forget()).toMatchObject({ events: { left: [] }, itops: [{ left: [] }] });
    expect(chats()).toHaveLength(3);
    expect(isHers()).toBe(false);
  });

  test('and what tawk.to sends again, or late, does not bring them back; a new chat does', async () => {
    await start();
    const before = await ring.events();
    await forget();
    const end = chatEnd('c1', CLAUDE, at(4));
    await deliver(end);
    expect(await ring.events()).toHaveLength(before.length);
    const longer = [say('v', 0, 'It burns'), say('a', 1, 'In R-000042'), say('v', 50, 'It still burns')];
    await deliver(
      chatTranscript('c1', { name: 'V17' }, longer, at(51)),
      ticketCreate({ id: 'late', humanId: 4, subject: 'Late', message: 'm' }, { ...CLAUDE, type: 'agent' }, at(52)),
    );
    expect(await ring.events('dropped')).toMatchObject([
      { outcome: NOT_KEPT, payload: null },
      { outcome: NOT_KEPT, payload: null },
    ]);
    expect(JSON.stringify(model().all('UserRequest'))).not.toMatch(/still burns|Late/);
    await deliver(chatStart('c9', CLAUDE, 'Hello', 'visitor', new Date(Date.now() + 2000)));
    expect(chats().at(-1)).toMatchObject({ tawkto_id: 'c9', visitor_email: CLAUDE.email });
  });

  test('when it is run again, whatever has ended it, and by two at one time', async () => {
    await start();
    await deliver(...[3, 4, 5].map((number) => chatEnd(`c${number}`, CLAUDE, at(4))));
    let writes = 0;
    ring.itop.behave = ({ operation }) => (operation === 'core/update' && ++writes === 2 ? { trouble: 'die' } : {});
    expect(await forget()).toMatchObject({ itops: [{ error: 'ITOP_UNREACHABLE' }] });
    expect(isHers()).toBe(true);
    ring.itop.behave = () => ({});
    const both = await Promise.all([forget(), forget()]);
    for (const { itops } of both) expect(itops).toMatchObject([{ left: [] }]);
    expect(isHers()).toBe(false);
    expect(topics()).toHaveLength(1);
  });

  test('when the delivery that has locked the chat has finished, or is dead', async () => {
    await start();
    const [chat] = chats().filter(({ visitor_email }) => visitor_email === CLAUDE.email);
    const property = ring.config.properties[0] as PropertyConfig;
    const dead = { event: { id: -1 }, lease: 'dead' };
    expect(await store.lock(chatLock(property, String(chat?.tawkto_id)), dead, 4000)).toBe(true);
    const told: string[] = [];
    await new Person(store, ring.config.properties, CLAUDE.email, (text) => told.push(text)).forget();
    expect(told).toContain(`waiting for TawkChat::${chat?.id}: the bridge, or a run that was killed, is using it`);
    expect(isHers()).toBe(false);
  });

  test('and what iTop does not do is told by its name, the rest is done', async () => {
    await start();
    await deliver(chatEnd('c3', CLAUDE, at(4)));
    const [first, second] = chats().filter(({ visitor_email }) => visitor_email === CLAUDE.email);
    model().rules = (className, values) =>
      className === 'TawkChat' && values.tawkto_id === first?.tawkto_id ? 'a rule of this iTop' : undefined;
    ring.itop.readable.add('TawkChatTopic');
    const { itops } = await forget();
    expect(itops).toMatchObject([
      {
        erased: 1,
        deleted: 0,
        left: [
          { name: `TawkChat::${first?.id}`, code: 'ITOP_REJECTED' },
          { name: expect.stringMatching(/^TawkChatTopic::/), code: 'ITOP_CREDENTIALS' },
          { name: expect.stringMatching(/^TawkChatTopic::/), code: 'ITOP_CREDENTIALS' },
        ],
      },
    ]);
    expect(chats().find(({ id }) => id === second?.id)).toMatchObject({ visitor_email: '' });
  });

  test('in an iTop without the modules too, and where the bridge may not read the classes that is told', async () => {
    await start();
    model().lacks.add('TawkChat').add('lnkTawkChatToTicket').add('TawkChatTopic');
    expect(await forget()).toMatchObject({ events: { erased: 4 }, itops: [{ left: [] }] });
    model().lacks.clear();
    ring.itop.hidden.add('TawkChat');
    expect((await known()).itops).toMatchObject([{ found: { hidden: ['TawkChat'] } }]);
    expect(await forget()).toMatchObject({ itops: [{ left: [{ name: 'TawkChat', code: 'ITOP_CREDENTIALS' }] }] });
  });
});

test('whose an event is, is told by its own fields and by no text in it', () => {
  const messages = [{ msg: 'bob@example.com', email: 'bob@example.com' }];
  expect(emailsIn({ chat: { visitor: { email: ' Jane@Example.com' }, messages } })).toEqual(['jane@example.com']);
  expect(emailsIn({ visitor: { email: 'a@x' }, requester: { email: 'b@x' }, email: 'c@x' })).toEqual([
    'a@x',
    'b@x',
    'c@x',
  ]);
  for (const odd of [null, 7, 'a@x', [{ email: 'a@x' }], { email: 7, visitor: ['a@x'] }, { visitor: { email: ' ' } }]) {
    expect(emailsIn(odd)).toEqual([]);
  }
});
