import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  chatEnd,
  chatStart,
  chatTranscript,
  type TranscriptMessage,
  ticketCreate,
  type Visitor,
  type WebhookPayload,
} from '../../sandbox/tawk/webhooks';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { ofSecond, PROPERTY, type Ring, SECOND, type Settings, startRing } from './ring';

let postgres: TestPostgres;
let ring: Ring;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterEach(() => ring.stop());

const CLAUDE = { name: 'Claude', email: 'claude@example.com' };
const BERTHE = { name: 'Berthe', email: 'berthe@example.com' };
const CLAUDES_ID = '2';
const CHAT = 'chat-1';
const begin = Date.now() - 3_600_000;
const at = (minutes: number) => new Date(begin + minutes * 60_000);
const say = (t: 'a' | 'v', minutes: number, msg: string): TranscriptMessage => ({
  sender: { t },
  type: 'msg',
  msg,
  time: at(minutes).toISOString(),
});

const start = async (settings: Settings = {}) => {
  ring = await startRing({
    chats: 'on',
    second: () => ({}),
    ticket: { fallback: { organization: 'Demo' } },
    ...settings,
  });
};
const deliver = async (...payloads: WebhookPayload[]) => {
  for (const payload of payloads) {
    await ring.send(payload);
    await ring.settled();
  }
};
const chats = () => ring.itop.model.all('TawkChat');
const chatOf = (property: string) => chats().find(({ property_id }) => property_id === property) ?? {};
const tickets = () => ring.itop.model.all('UserRequest');
const ticketOf = (property: string, id: string) => tickets().find(({ tawkto_id }) => tawkto_id === `${property}/${id}`);
const log = (ticket: Record<string, unknown> | undefined) =>
  ((ticket?.private_log ?? []) as { message_html: string }[]).map(({ message_html }) => message_html);

const story = (visitor: Visitor, words: string) => [
  chatStart(CHAT, visitor, words, 'visitor', at(0)),
  chatEnd(CHAT, visitor, at(5)),
  chatTranscript(CHAT, visitor, [say('v', 0, words), say('a', 1, 'Oh')], at(8)),
];
const FIRST = story(CLAUDE, 'It burns');
const OTHER = story(BERTHE, 'It rains').map(ofSecond);

describe.each(['SQLite', 'PostgreSQL'])('two properties with one iTop, %s', (name) => {
  const startOn = (settings: Settings = {}) =>
    start({ ...settings, ...(name === 'SQLite' ? {} : { database: postgres.newDatabase() }) });

  test.each([
    ['the first one comes first', [...FIRST, ...OTHER]],
    ['the second one comes first', [...OTHER, ...FIRST]],
    ['their events come by turns', FIRST.flatMap((each, index) => [each, OTHER[index] as WebhookPayload])],
  ])('have a chat each under one id: %s', async (_name, events) => {
    await startOn();
    await deliver(...events);
    expect(chats()).toHaveLength(2);
    expect(chatOf(PROPERTY)).toMatchObject({
      tawkto_id: CHAT,
      status: 'answered',
      caller_id: CLAUDES_ID,
      visitor_email: CLAUDE.email,
      transcript: expect.stringContaining('It burns'),
    });
    expect(chatOf(SECOND.id)).toMatchObject({
      tawkto_id: CHAT,
      status: 'answered',
      visitor_email: BERTHE.email,
      transcript: expect.stringContaining('It rains'),
    });
    expect(chatOf(SECOND.id).caller_id).toBeUndefined();
  });

  test('have a chat each where all of it comes at one moment, under one event id', async () => {
    await startOn();
    ring.itop.behave = () => ({ before: 10 });
    const sent = [...FIRST, ...OTHER].map((each, index) => ring.post(each, `event-${index % 3}`));
    expect(new Set(await Promise.all(sent))).toEqual(new Set([200]));
    await ring.settled();
    expect(chatOf(PROPERTY)).toMatchObject({ status: 'answered', visitor_email: CLAUDE.email });
    expect(chatOf(SECOND.id)).toMatchObject({ status: 'answered', visitor_email: BERTHE.email });
    expect(chats()).toHaveLength(2);
  });

  test('make a ticket each of chats and tickets with one id, which take what is said later', async () => {
    await startOn({ transcripts: 'ticket' });
    const ticket = { id: 'tk-1', humanId: 7, subject: 'Fire', message: 'm' };
    const asked = [ticketCreate(ticket, { name: 'X', type: 'visitor' }, at(-300))];
    const longer = (words: string, visitor: Visitor) =>
      chatTranscript(CHAT, visitor, [say('v', 0, words), say('a', 1, 'Oh'), say('v', 9, `${words} more`)], at(10));
    await deliver(
      ...asked,
      ...asked.map(ofSecond),
      ...FIRST,
      ...OTHER,
      longer('It burns', CLAUDE),
      ofSecond(longer('It rains', BERTHE)),
    );
    expect(tickets()).toHaveLength(4);
    expect([ticketOf(PROPERTY, 'tk-1')?.tawkto_ref, ticketOf(SECOND.id, 'tk-1')?.tawkto_ref]).toEqual(['7', '7']);
    expect(log(ticketOf(PROPERTY, CHAT))).toMatchObject([
      expect.stringContaining('It burns'),
      expect.stringContaining('It burns more'),
    ]);
    expect(log(ticketOf(SECOND.id, CHAT))).toMatchObject([
      expect.stringContaining('It rains'),
      expect.stringContaining('It rains more'),
    ]);
  });
});

test('a chat of each of two properties with one id goes whole into one ticket that both name', async () => {
  await start();
  ring.itop.model.put('UserRequest', { ref: 'R-000042', title: 't', org_id: '1' });
  const named = [say('a', 1, '/ticket R-000042')];
  await deliver(chatTranscript(CHAT, CLAUDE, named, at(8)), ofSecond(chatTranscript(CHAT, BERTHE, named, at(8))));
  expect(log(tickets()[0])).toMatchObject([
    expect.stringContaining(CLAUDE.email),
    expect.stringContaining(BERTHE.email),
  ]);
});

test('of two transcripts for one ticket at one moment none is lost, however the address of iTop is written', async () => {
  await start({ second: ({ itop }) => ({ itop: { ...itop, url: itop.url.replace(/\/$/, '') } }) });
  expect(new Set(ring.config.properties.map(({ itop }) => itop.url)).size).toBe(2);
  ring.itop.behave = () => ({ before: 20 });
  ring.itop.model.put('UserRequest', { ref: 'R-000042', title: 't', org_id: '1' });
  const named = (id: string) => chatTranscript(id, CLAUDE, [say('a', 1, '/ticket R-000042')], at(8));
  const sent = [1, 2, 3, 4].flatMap((number) => [named(`a-${number}`), ofSecond(named(`b-${number}`))]);
  await Promise.all(sent.map((each) => ring.send(each)));
  await ring.settled();
  expect(log(tickets()[0])).toHaveLength(8);
});

describe('an id that is taken is said, and nothing is overwritten or made twice', () => {
  const setAside = async () => (await ring.events('set_aside')).map(({ error, errorDetail }) => [error, errorDetail]);

  test('where a chat in iTop does not say whose it is; its ticket gets the transcript', async () => {
    await start();
    ring.itop.model.put('TawkChat', { tawkto_id: CHAT, property_id: '', visitor_name: 'X', started_at: '2026-01-01' });
    ring.itop.model.put('UserRequest', { ref: 'R-000042', title: 't', org_id: '1' });
    await deliver(chatTranscript(CHAT, CLAUDE, [say('a', 1, '/ticket R-000042')], at(8)));
    expect(chats()).toMatchObject([{ visitor_name: 'X' }]);
    expect(log(tickets()[0])).toHaveLength(1);
    expect(await setAside()).toEqual([
      ['ID_TAKEN', expect.stringMatching(/^TawkChat::\d+ has the id chat-1, and no /)],
    ]);
  });

  test('where iTop finds the id with a chat that the bridge does not see, whatever language it says so in', async () => {
    await start();
    ring.itop.model.rules = (className) =>
      className === 'TawkChat' ? "La règle d'unicité 'tawkto_id' renvoie une erreur" : undefined;
    await deliver(...FIRST.slice(0, 1));
    expect((await setAside()).map(([code]) => code)).toEqual(['ID_TAKEN']);
  });

  test('where two ids differ only in case, which the database takes for one', async () => {
    await start();
    await deliver(
      chatStart('chat-1', CLAUDE, 'x', 'visitor', at(0)),
      chatStart('CHAT-1', BERTHE, 'y', 'visitor', at(0)),
    );
    expect(chats()).toMatchObject([{ visitor_email: CLAUDE.email }]);
    expect((await setAside()).map(([code]) => code)).toEqual(['ID_TAKEN']);
  });

  describe('and a ticket that was made before its id told the property', () => {
    const ticket = { id: 'tk-1', humanId: 7, subject: 'Fire', message: 'm' };
    const asked = ticketCreate(ticket, { ...CLAUDE, type: 'visitor' }, at(0));
    /** As version 2.0.0 made it, or the module. */
    const put = (fields: object) =>
      ring.itop.model.put('UserRequest', { ref: 'R-000099', title: 't', org_id: '1', ...fields });
    const marked = (id: string, fingerprints: string) => ({
      private_log: [{ message_html: `<a name="tawk.to/${id}/${fingerprints}"></a>` }],
    });

    test('is found by its own event', async () => {
      await start();
      put({ tawkto_id: 'tk-1', tawkto_ref: '7' });
      await deliver(asked);
      expect(tickets()).toHaveLength(1);
      expect((await ring.events())[0]?.outcome).toMatch(/^found UserRequest::\d+ R-000099/);
    });

    test('is found by its own chat, which goes on in it', async () => {
      await start({ transcripts: 'ticket' });
      await deliver(...FIRST);
      const [made] = tickets();
      const logged = log(made).map((html) => ({ message_html: html.replace(`tawk.to/${PROPERTY}/`, 'tawk.to/') }));
      ring.itop.model.put('UserRequest', { ...made, tawkto_id: CHAT, private_log: logged }, String(made?.id));
      const more = [say('v', 0, 'It burns'), say('a', 1, 'Oh'), say('v', 9, 'Still')];
      await deliver(chatTranscript(CHAT, CLAUDE, more, at(10)));
      expect(tickets()).toHaveLength(1);
      expect(log(tickets()[0])[1]).toContain('Still');
      expect(log(tickets()[0])[1]).not.toContain('It burns');
    });

    test('is not taken by a ticket with another number', async () => {
      await start();
      put({ tawkto_id: 'tk-1', tawkto_ref: '8' });
      await deliver(asked);
      expect(tickets()).toHaveLength(1);
      expect(await setAside()).toEqual([['ID_TAKEN', expect.stringContaining('R-000099')]]);
    });

    test('is not taken by a chat of which it holds nothing', async () => {
      await start({ transcripts: 'ticket' });
      put({ tawkto_id: CHAT, ...marked(CHAT, 'AAAAAAAABBBBBBBB') });
      await deliver(...OTHER);
      expect(tickets()).toHaveLength(1);
      expect(log(tickets()[0])).toHaveLength(1);
      expect((await setAside()).map(([code]) => code)).toEqual(['ID_TAKEN']);
    });
  });
});
