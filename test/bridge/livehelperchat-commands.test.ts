import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../../sandbox/livehelperchat/model';
import { commandIn } from '../../src/bridge/sources/livehelperchat/commands';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { type ChatRing, type ChatSettings, startChatRing, tokenOf } from './livehelperchat-ring';
import { until } from './ring';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});

const stores: [string, () => string | undefined][] = [
  ['SQLite', () => undefined],
  ['PostgreSQL', () => postgres.newDatabase()],
];

const WHISPER = { isWhisper: true };

describe.each(stores)("agents' commands in Live Helper Chat, with the store in %s:", (_name, newDatabase) => {
  let ring: ChatRing;
  afterEach(() => ring.stop());

  const start = async (settings: ChatSettings = {}) => {
    const database = newDatabase();
    ring = await startChatRing({ ...(database !== undefined && { database }), transcripts: 'log', ...settings });
    return ring;
  };
  const begin = (text = 'My printer burns') =>
    ring.chats.begin(text, {}, { itop_token: tokenOf(ring.person, { share: [] }) });
  const tickets = () => ring.itop.model.all('UserRequest');
  const logOf = (ticket: Record<string, unknown> | undefined, log = 'private_log') =>
    ((ticket?.[log] ?? []) as { message_html: string }[]).map(({ message_html }) => message_html);
  /** What the bridge told in a chat, to whom. */
  const told = (chat: Chat) =>
    ring.chats.messages
      .filter(({ chat_id, name_support }) => chat_id === chat.id && name_support === 'iTop')
      .map(({ user_id, msg }) => ({ to: user_id === -1 ? 'agents' : 'visitor', msg }));
  const answers = (chat: Chat) =>
    told(chat)
      .filter(({ to, msg }) => to === 'agents' && !/is logged in to iTop/.test(msg))
      .map(({ msg }) => msg);
  const answered = async (chat: Chat, count = 1) => {
    await until(() => answers(chat).length >= count);
    await ring.seen();
    return answers(chat);
  };
  const addTicket = (fields: object = {}) =>
    ring.itop.model.put('UserRequest', {
      ...{ ref: 'R-000777', title: 'Salaries of the board', operational_status: 'ongoing', org_id: '1' },
      ...{ caller_id: ring.person, private_log: [], public_log: [], ...fields },
    });
  const ticket = (id: string) => tickets().find((each) => each.id === id);

  test('/ticket makes one request of the chat so far; the rest of the chat is added when it is over', async () => {
    await start();
    const chat = begin();
    ring.chats.operatorSays(chat, 'I come');
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    const [answer] = await answered(chat);
    expect(tickets()).toMatchObject([{ caller_id: ring.person, title: 'Chat: My printer burns' }]);
    const [made] = tickets();
    expect(answer).toContain(`Request ${made?.ref} `);
    expect(answer).toContain(`/pages/UI.php?operation=details&class=UserRequest&id=${made?.id}`);
    const toVisitor = () => told(chat).filter(({ to }) => to === 'visitor');
    await until(() => toVisitor().length > 0);
    ring.chats.visitorSays(chat, 'Thanks!');
    ring.chats.close(chat);
    await ring.seen();
    expect(tickets()).toHaveLength(1);
    const [first, second, ...more] = logOf(tickets()[0]);
    expect(first).toContain('I come');
    expect(second).toContain('Thanks!');
    expect(second).not.toContain('I come');
    expect(`${first}${second}`).not.toContain('/ticket');
    expect(more).toEqual([]);
    expect(ring.itop.model.all('TawkChat')).toMatchObject([{ status: 'answered' }]);
    expect(toVisitor()).toMatchObject([{ msg: expect.stringContaining(`Your request ${made?.ref} was made.`) }]);
  });

  test('of two agents who write /ticket at once, the second is told the request of the first', async () => {
    await start();
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    ring.chats.operatorSays(chat, '/TICKET ', { ...WHISPER, name: 'Otto Other' });
    const [one, two] = await answered(chat, 2);
    expect(tickets()).toHaveLength(1);
    expect(one).toContain('was made');
    expect(two).toContain(`already has a request: ${tickets()[0]?.ref} `);
  });

  test('/ticket with a reference links the chat, whose messages go into the log when it is over', async () => {
    await start();
    const id = addTicket();
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket r-000777', WHISPER);
    const [answer] = await answered(chat);
    expect(answer).toMatch(/^This chat goes into R-000777 when it is over\. http/);
    expect(ring.itop.model.all('lnkTawkChatToTicket')).toMatchObject([{ ticket_id: id }]);
    expect(logOf(ticket(id))).toEqual([]);
    ring.chats.close(chat);
    await ring.seen();
    expect(logOf(ticket(id))).toMatchObject([expect.stringContaining('My printer burns')]);
    expect(tickets()).toHaveLength(1);
  });

  test('of a ticket of somebody else, the answer has the reference and nothing else', async () => {
    await start();
    addTicket({ caller_id: '99', operational_status: 'closed' });
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket R-000777', WHISPER);
    const [answer] = await answered(chat);
    expect(answer).toContain('The visitor is not its caller.');
    expect(answer).not.toMatch(/Salaries|closed/);
  });

  test('without chats in iTop, a whispered reference and a made request get the rest of the chat too', async () => {
    await start({ chats: 'off' });
    const id = addTicket();
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket R-000777', WHISPER);
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    await answered(chat, 2);
    ring.chats.operatorSays(chat, 'All is well');
    ring.chats.close(chat);
    await ring.seen();
    expect(tickets()).toHaveLength(2);
    for (const each of tickets()) expect(logOf(each).join()).toContain('All is well');
    expect(logOf(ticket(id))).toHaveLength(1);
  });

  test('what is refused is said, and nothing is written', async () => {
    await start();
    const chat = begin();
    for (const text of ['/ticket R-999999', '/ticket about the printer', '/note', '/note Nothing is known']) {
      ring.chats.operatorSays(chat, text, WHISPER);
    }
    const [missing, noReference, empty, none] = await answered(chat, 4);
    expect(missing).toBe("Nothing was done: the bridge's user finds no UserRequest or Incident R-999999 in iTop.");
    expect(noReference).toMatch(/^Nothing was done: behind \/ticket goes one reference/);
    expect(empty).toBe('Nothing was done: write the text behind /note.');
    expect(none).toBe('Nothing was done: this chat has no request yet. /ticket makes one.');
    expect(tickets()).toEqual([]);
  });

  test('where chats do not go into tickets, commands are refused', async () => {
    await start({ transcripts: 'off' });
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    expect(await answered(chat)).toEqual([expect.stringContaining('`transcripts: off`')]);
    expect(tickets()).toEqual([]);
  });

  test('/note writes into the private log only, once, and is in no transcript', async () => {
    await start({ ticket: { log: 'public_log', fallback: { caller: 'desk@example.com' } } });
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    ring.chats.operatorSays(chat, '/note Is rude: <b>careful</b>\n[[Person:1]] line two', WHISPER);
    const [, answer] = await answered(chat, 2);
    const [made] = tickets();
    expect(answer).toContain(`Written into the private log of ${made?.ref}.`);
    const [note, ...more] = logOf(made);
    expect(more).toEqual([]);
    expect(note).toContain('Note of an agent from the chat');
    expect(note).toContain('Agnes Agent');
    expect(note).toContain('&lt;b&gt;careful&lt;/b&gt;');
    expect(note).toContain('line two');
    expect(note).not.toContain('[[Person:1');
    ring.chats.close(chat);
    await ring.seen();
    expect(logOf(tickets()[0], 'public_log').join()).not.toContain('rude');
    expect(JSON.stringify(ring.itop.model.all('TawkChat'))).not.toContain('rude');
    expect(ring.logged()).not.toContain('rude');
  });

  test('if the chat has several requests, /note says which, and takes the one that is named first', async () => {
    await start();
    const id = addTicket();
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    ring.chats.operatorSays(chat, '/ticket R-000777', WHISPER);
    ring.chats.operatorSays(chat, '/note R-000778 is like this', WHISPER);
    ring.chats.operatorSays(chat, '/note R-000777 R-000778 is like this', WHISPER);
    const [, , which, done] = await answered(chat, 4);
    expect(which).toMatch(/this chat has several requests.*R-000777/);
    expect(done).toContain('private log of R-000777');
    expect(logOf(ticket(id))).toMatchObject([expect.stringContaining('R-000778 is like this')]);
    expect(logOf(ticket(id))[0]).not.toContain('R-000777 R-000778');
  });

  test("a note for a ticket that the bridge's user may only read is refused", async () => {
    await start();
    ring.itop.readable.add('Incident');
    ring.itop.model.put('Incident', { ref: 'I-000050', caller_id: ring.person, operational_status: 'ongoing' });
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket I-000050', WHISPER);
    ring.chats.operatorSays(chat, '/note Not for me', WHISPER);
    const [, answer] = await answered(chat, 2);
    expect(answer).toBe("Nothing was done: the bridge's user may not change Incident.");
  });

  test('a long note is shortened, and says so', async () => {
    await start();
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    ring.chats.operatorSays(chat, `/note ${'x'.repeat(200_000)}`, WHISPER);
    await answered(chat, 2);
    const note = logOf(tickets()[0]).at(-1) ?? '';
    expect(note).toContain('180000 more characters are in Live Helper Chat');
    expect(note.length).toBeLessThan(25_000);
  });

  test('an openly written command works too, and the answer says that the visitor has read it', async () => {
    await start();
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket');
    ring.chats.operatorSays(chat, '/note Be quick');
    const [made, noted] = await answered(chat, 2);
    expect(made).toMatch(/was made\. .* The visitor can read what you wrote: write commands as a whisper\.$/);
    expect(noted).toMatch(/^Written into .* write commands as a whisper\.$/);
    ring.chats.close(chat);
    await ring.seen();
    expect(tickets()).toHaveLength(1);
    const [event] = (await ring.events()).filter(({ kind }) => kind === 'chat:transcript_created');
    expect(event?.outcome).not.toContain('not understood');
  });

  test('nobody but an operator commands', async () => {
    await start();
    const chat = begin('/ticket');
    ring.chats.visitorSays(chat, '/note secret');
    ring.chats.visitorSays(chat, '[whisper]/ticket[/whisper]', WHISPER);
    ring.chats.botSays(chat, '/ticket');
    ring.chats.systemSays(chat, '/ticket');
    await ring.seen();
    ring.chats.close(chat);
    await ring.seen();
    expect((await ring.events()).map(({ kind }) => kind)).not.toContain('chat:command');
    expect(tickets()).toEqual([]);
  });

  test('while iTop is down, the agent is told that the command waits; then it is done, once', async () => {
    await start();
    const chat = begin();
    await ring.seen();
    ring.itop.behave = () => ({ trouble: 'maintenance' });
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    await until(() => answers(chat).length > 0);
    expect(answers(chat)).toEqual(['iTop does not take /ticket now. It is tried again, and you get an answer here.']);
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    await until(() => answers(chat).length > 1);
    ring.itop.behave = () => ({});
    const all = await answered(chat, 4);
    expect(all).toHaveLength(4);
    expect(all[2]).toContain('was made');
    expect(tickets()).toHaveLength(1);
  });

  test('a command that cannot succeed is answered with the reason and the number of its event', async () => {
    await start({ ticket: {} });
    const chat = ring.chats.begin('Nobody knows me');
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    const [answer] = await answered(chat);
    const [event] = await ring.events('set_aside');
    expect(answer).toMatch(/^\/ticket failed: nobody is the caller/);
    expect(answer).toContain(`event ${event?.id}`);
  });

  test('commands of a chat that is over by the time the bridge reads it are done too', async () => {
    await start();
    await ring.halt();
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    ring.chats.operatorSays(chat, '/note Late', WHISPER);
    ring.chats.close(chat);
    await ring.restart();
    await until(async () => (await ring.events('delivered')).length === 5);
    expect(tickets()).toHaveLength(1);
    expect(logOf(tickets()[0]).join()).toContain('Late');
    expect(logOf(tickets()[0]).filter((entry) => entry.includes('My printer burns'))).toHaveLength(1);
  });

  test('a restart repeats no command and no answer', async () => {
    await start();
    const chat = begin();
    ring.chats.operatorSays(chat, '/ticket', WHISPER);
    ring.chats.operatorSays(chat, '/note Once', WHISPER);
    await answered(chat, 2);
    await ring.halt();
    await ring.restart();
    await ring.seen();
    ring.chats.visitorSays(chat, 'And now?');
    await ring.seen();
    expect(answers(chat)).toHaveLength(2);
    expect(tickets()).toHaveLength(1);
    expect(logOf(tickets()[0]).join().split('Once')).toHaveLength(2);
  });

  test('a chat whose messages cannot be read stops no command in another chat', async () => {
    await start();
    const bad = begin();
    ring.server.hidden.add(bad.id);
    const good = begin();
    ring.chats.operatorSays(bad, '/ticket', WHISPER);
    ring.chats.operatorSays(good, '/ticket', WHISPER);
    await answered(good);
    expect(tickets()).toHaveLength(1);
    ring.server.hidden.delete(bad.id);
    await until(() => tickets().length === 2);
  });
});

describe('a command is', () => {
  const message = (msg: string, fields: object = {}) => ({
    ...{ id: 7, msg, meta_msg: '', time: 1_790_000_000, user_id: 2, name_support: 'Agnes', media: [] },
    ...fields,
  });
  test.each([
    ['/ticket', 'ticket', ''],
    ['/Ticket: R-000123', 'ticket', 'R-000123'],
    ['[b]/ticket[/b] R-000123', 'ticket', 'R-000123'],
    ['/note  two\nlines ', 'note', 'two\nlines'],
    ['/note', 'note', ''],
  ])('%j', (text, name, argument) => {
    expect(commandIn(message(text))).toMatchObject({ name, argument });
  });

  test.each(['/tickets', '/ticketing', '/notes', '/note/x', 'see /ticket', '!ticket', '//ticket', '', '/ note'])(
    'not %j',
    (text) => {
      expect(commandIn(message(text))).toBeUndefined();
    },
  );

  test.each([0, -1, -2])('nothing that the user %i wrote', (user_id) => {
    expect(commandIn(message('/ticket', { user_id }))).toBeUndefined();
  });
});
