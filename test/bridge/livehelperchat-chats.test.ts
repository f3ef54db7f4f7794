import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { type ChatRing, type ChatSettings, startChatRing, tokenOf } from './livehelperchat-ring';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});

const stores: [string, () => string | undefined][] = [
  ['SQLite', () => undefined],
  ['PostgreSQL', () => postgres.newDatabase()],
];

describe.each(stores)('chats of Live Helper Chat, with the store in %s:', (_name, newDatabase) => {
  let ring: ChatRing;
  afterEach(() => ring.stop());

  const start = async (settings: ChatSettings = {}) => {
    const database = newDatabase();
    ring = await startChatRing({ ...(database !== undefined && { database }), ...settings });
    return ring;
  };
  const tickets = () => ring.itop.model.all('UserRequest');
  const objects = () => ring.itop.model.all('TawkChat');
  const logOf = (ticket: Record<string, unknown> | undefined) =>
    ((ticket?.private_log ?? []) as { message_html: string }[]).map(({ message_html }) => message_html);
  const kinds = async () => (await ring.events()).map(({ kind }) => kind).sort();

  test('a proved visitor is the caller of the ticket, and the chat in iTop is verified', async () => {
    const { chats, person } = await start();
    const chat = chats.begin(
      'My printer burns',
      { nick: 'Somebody', email: 'other@example.com' },
      { itop_token: tokenOf(person) },
    );
    await ring.seen();
    expect(objects()).toMatchObject([
      { status: 'ongoing', caller_id: person, verified: 'yes', visitor_name: 'Claude Monet' },
    ]);
    chats.operatorSays(chat, 'Is it [b]hot[/b]?');
    chats.close(chat);
    await ring.seen();
    expect(objects()).toMatchObject([
      { tawkto_id: `1-${chat.time}`, status: 'answered', caller_id: person, property_name: 'Service desk' },
    ]);
    expect(tickets()).toMatchObject([{ caller_id: person, tawkto_id: `${ring.property}/1-${chat.time}` }]);
    expect(tickets()[0]?.description).toContain('The caller proved who they are');
    const [log] = logOf(tickets()[0]);
    expect(log).toContain('Is it hot?');
    expect(log).toContain(`Live Helper Chat chat 1-${chat.time}`);
    expect(log).toContain('E-mail, verified: claude@example.com');
    expect(JSON.stringify([tickets(), objects()]).replaceAll('tawk.to/', '')).not.toContain('tawk.to');
    expect(await kinds()).toEqual(['chat:end', 'chat:start', 'chat:transcript_created']);
  });

  test('an e-mail alone proves nothing: the fallback is the caller, and references that the visitor writes do not count', async () => {
    const { chats, person } = await start({
      fill: (model) => model.put('UserRequest', { ref: 'R-000001', org_id: '1', caller_id: '1' }),
    });
    const chat = chats.begin(
      'About R-000001',
      { nick: 'Claude', email: 'claude@example.com' },
      { itop_token: tokenOf(person, {}, 'x'.repeat(40)) },
    );
    chats.close(chat);
    await ring.seen();
    const [named, made] = tickets();
    expect(logOf(named)).toEqual([]);
    expect(made?.caller_id).not.toBe(person);
    expect(made?.description).toContain('who did not prove to be a user of iTop');
    expect(made?.description).toContain('E-mail, not verified: claude@example.com');
    expect(objects()).toMatchObject([{ status: 'missed' }]);
    expect(objects()[0]?.caller_id ?? '0').not.toBe(person);
    expect(objects()[0]?.verified ?? 'no').toBe('no');
  });

  test('several persons with one e-mail are no problem if one of them is proved', async () => {
    let twin = '';
    const { chats } = await start({
      fill: (model) => {
        twin = model.put('Person', { name: 'Twin', email: 'claude@example.com', status: 'active', org_id: '1' });
      },
    });
    chats.close(chats.begin('Help', {}, { itop_token: tokenOf(twin) }));
    await ring.seen();
    expect(tickets()).toMatchObject([{ caller_id: twin }]);
  });

  test('the token of the next user of the browser does not change the visitor of the chat', async () => {
    let next = '';
    const { chats, person } = await start({
      fill: (model) => {
        next = model.put('Person', { name: 'Next', email: 'next@example.com', status: 'active', org_id: '1' });
      },
    });
    const chat = chats.begin('Help', {}, { itop_token: tokenOf(person) });
    await ring.seen();
    chat.chat_variables = JSON.stringify({ itop_token: tokenOf(next) });
    chats.close(chat);
    await ring.seen();
    expect(objects()).toMatchObject([{ caller_id: person }]);
    expect(tickets()[0]?.caller_id).not.toBe(next);
  });

  test.each([3, 9])(
    'a chat is over when its visitor has left for good, though the server keeps it open (%i)',
    async (sub) => {
      const { chats, person } = await start();
      const chat = chats.begin('My printer burns', {}, { itop_token: tokenOf(person) });
      chats.operatorSays(chat, 'Is it hot?');
      chats.leave(chat, sub);
      await ring.seen();
      expect(tickets()).toMatchObject([{ caller_id: person }]);
      expect(objects()).toMatchObject([{ status: 'answered', message_count: 2 }]);
      // an operator may still write, and invite the visitor back
      chats.operatorSays(chat, 'Are you there?');
      await ring.seen();
      chat.status_sub = 0;
      chats.visitorSays(chat, 'Here I am again');
      chats.operatorSays(chat, 'Welcome back');
      chats.close(chat);
      await ring.seen();
      expect(tickets()).toHaveLength(1);
      expect(objects()).toMatchObject([{ status: 'answered', message_count: 5 }]);
      const said = /Is it hot|Are you there|Here I am again|Welcome back/g;
      expect(logOf(tickets()[0]).join('\n').match(said)).toHaveLength(4);
    },
  );

  test('whispers and system messages are in no log; a bot is not an agent', async () => {
    const { chats } = await start();
    const chat = chats.begin('Hello?');
    chats.operatorSays(chat, 'This one is odd', { isWhisper: true });
    chats.systemSays(chat, 'Visitor has been redirected');
    chats.botSays(chat, 'Nobody is here yet');
    chats.close(chat);
    await ring.seen();
    const [log] = logOf(tickets()[0]);
    expect(log).not.toMatch(/odd|redirected|closed the chat/);
    expect(log).toMatch(/<b>System<\/b>[\s\S]*Nobody is here yet/);
    expect(objects()).toMatchObject([{ status: 'missed' }]);
  });

  test('HTML from visitors is text, and a file is a link with its name', async () => {
    const { chats } = await start();
    const chat = chats.begin('<img src=x onerror=alert(1)> [url=javascript:alert(1)]x[/url]');
    const media = [
      { url: 'https://chat.example.com/file/downloadfile/7/abc', upload_name: 'bill.pdf', type: 'application/pdf' },
    ];
    chats.visitorSays(chat, '[file=7_abc]', { media });
    chats.close(chat);
    await ring.seen();
    const [log] = logOf(tickets()[0]);
    expect(log).not.toMatch(/<img|href="javascript/);
    expect(log).toContain('<a href="https://chat.example.com/file/downloadfile/7/abc">bill.pdf</a>');
  });

  test('a chat that is reopened and closed again adds only the new messages', async () => {
    const { chats, person } = await start();
    const chat = chats.begin('First question', {}, { itop_token: tokenOf(person) });
    chats.operatorSays(chat, 'First answer');
    chats.close(chat);
    await ring.seen();
    chats.reopen(chat);
    chats.operatorSays(chat, 'One more thing');
    await ring.seen();
    chats.close(chat);
    await ring.seen();
    expect(tickets()).toHaveLength(1);
    const [first, second] = logOf(tickets()[0]);
    expect(first).toContain('First answer');
    expect(second).toContain('One more thing');
    expect(second).not.toContain('First');
    expect(objects()).toMatchObject([{ message_count: 3 }]);
  });

  test('an open chat is over after half an hour without a message; later messages are added', async () => {
    const { chats } = await start();
    const chat = chats.begin('Anybody?', { time: chats.now() - 3600 });
    await ring.seen();
    expect(objects()).toMatchObject([{ status: 'missed' }]);
    chats.operatorSays(chat, 'Here I am');
    await ring.seen();
    expect(logOf(tickets()[0])).toHaveLength(1);
    chat.last_op_msg_time = chats.now() - 1801;
    await ring.seen();
    expect(logOf(tickets()[0])[1]).toContain('Here I am');
    expect(objects()).toMatchObject([{ status: 'answered' }]);
  });

  test('a chat that is deleted on the server before its end is over', async () => {
    const { chats } = await start();
    const chat = chats.begin('Hello');
    await ring.seen();
    chats.delete(chat);
    await ring.seen();
    expect(objects()).toMatchObject([{ status: 'ended' }]);
    expect(tickets()).toEqual([]);
  });

  test('after days without the bridge, every chat arrives once', async () => {
    const { chats, person } = await start();
    const days = (count: number) => chats.now() - count * 86_400;
    const early = chats.begin('Begun before', { time: days(0) });
    await ring.seen();
    await ring.halt();
    chats.close(early);
    // as if five days had passed since
    await ring.store.setPosition(ring.property, JSON.stringify({ at: days(5), id: 1 }));
    const token = tokenOf(person, { iat: days(4), exp: days(4) + 3600 });
    const missed = Array.from({ length: 30 }, (_, index) =>
      chats.begin(
        `Question ${index}`,
        { time: days(4) + index, last_user_msg_time: days(4) + index },
        { itop_token: token },
      ),
    );
    for (const chat of missed) Object.assign(chat, { status: 2, cls_time: chat.time + 60 });
    await ring.restart();
    await ring.seen();
    await ring.halt();
    await ring.restart();
    await ring.seen();
    expect(tickets()).toHaveLength(31);
    expect(tickets().filter(({ caller_id }) => caller_id === person)).toHaveLength(30);
    expect(objects()).toHaveLength(31);
    expect(await ring.events()).toHaveLength(31 * 3);
  });

  test('a new bridge brings in the last day, not the whole history', async () => {
    const begin = (ring: ChatRing['chats'], age: number) => {
      const chat = ring.begin(`${age} hours ago`, { time: ring.now() - age * 3600 });
      Object.assign(chat, { status: 2, cls_time: chat.time });
    };
    await start({
      chatsBefore: (chats) => {
        for (const age of [100, 50, 30, 20, 1]) begin(chats, age);
      },
    });
    await ring.seen();
    expect(tickets().map(({ title }) => title)).toEqual(['Chat: 20 hours ago', 'Chat: 1 hours ago']);
  });

  test.each([-7200, 7200])(
    'a clock of the server that is set by %i seconds loses nothing and doubles nothing',
    async (seconds) => {
      const { chats } = await start();
      const before = chats.begin('Before');
      await ring.seen();
      chats.clock = seconds;
      chats.operatorSays(before, 'After the clock was set');
      chats.close(before);
      chats.close(chats.begin('After'));
      await ring.seen();
      await ring.halt();
      chats.clock = 0;
      chats.close(chats.begin('And right again'));
      await ring.restart();
      await ring.seen();
      expect(tickets()).toHaveLength(3);
      expect(logOf(tickets()[0]).join()).toContain('After the clock was set');
    },
  );

  test('after a new installation of the server, chats with the same ids are other chats', async () => {
    const { chats } = await start();
    for (let index = 0; index < 3; index++) chats.close(chats.begin(`Old ${index}`, { time: chats.now() - 100 }));
    await ring.seen();
    chats.installAnew();
    chats.close(chats.begin('New'));
    await ring.seen();
    expect(tickets()).toHaveLength(4);
    expect(objects()).toHaveLength(4);
  });

  test('a message that comes while the chat is read is not lost', async () => {
    const { chats } = await start();
    let isFirst = true;
    ring.server.before = ({ operation }) => {
      if (operation !== 'fetchchatmessages' || !isFirst) return;
      isFirst = false;
      chats.operatorSays(chat, 'In the last moment');
    };
    const chat = chats.begin('Hello');
    chats.close(chat);
    await ring.seen();
    expect(logOf(tickets()[0]).join().split('In the last moment')).toHaveLength(2);
    expect(tickets()).toHaveLength(1);
  });

  test('only chats of the department count', async () => {
    const { chats } = await start({ department: 3 });
    chats.close(chats.begin('Ours', { dep_id: 3 }));
    chats.close(chats.begin('Theirs'));
    await ring.seen();
    expect(tickets().map(({ title }) => title)).toEqual(['Chat: Ours']);
  });

  test('chats between operators are ignored', async () => {
    const { chats } = await start();
    chats.begin('Shall we?', { status: 4 });
    await ring.seen();
    expect(await ring.events()).toEqual([]);
  });

  test('an unreadable chat stops no other chat, and arrives when it can be read', async () => {
    const { chats } = await start();
    ring.server.hidden.add(1);
    chats.close(chats.begin('Hidden'));
    chats.close(chats.begin('Seen'));
    await ring.seen();
    expect(tickets().map(({ title }) => title)).toEqual(['Chat: Seen']);
    expect(ring.logged()).toContain('a chat cannot be read');
    expect(await ring.metrics()).toContain(`itop_tawk_chats_unreadable{property="${ring.property}"} 1`);
    await ring.halt();
    ring.server.hidden.clear();
    await ring.restart();
    await ring.seen();
    expect(tickets()).toHaveLength(2);
    expect(ring.logged()).not.toMatch(/Hidden|Seen/);
  });

  test('if a server without its database refuses everything, the chat does not count as unreadable', async () => {
    const { chats, server } = await start();
    let isAway = false;
    server.before = ({ operation }) => {
      if (operation === 'fetchchatmessages' && !isAway) {
        isAway = true;
        server.trouble = 'credentials';
      }
    };
    chats.close(chats.begin('Hello'));
    await waitFor(() => ring.logged().includes('trying again'));
    server.trouble = undefined;
    await ring.seen();
    expect(tickets()).toHaveLength(1);
    expect(ring.logged()).not.toContain('a chat cannot be read');
  });

  test('trouble of a server is logged once, and once more at its end, and nothing is lost', async () => {
    const { chats, server } = await start();
    chats.begin('Before');
    await ring.seen();
    for (const trouble of ['refuse', 'html', 'credentials'] as const) {
      server.trouble = trouble;
      const failed = ring.logged().split('trying again').length;
      await waitFor(() => ring.logged().split('trying again').length > failed);
      chats.close(chats.begin(`During ${trouble}`));
    }
    server.trouble = undefined;
    await ring.seen();
    expect(tickets()).toHaveLength(3);
    expect(ring.logged().match(/SOURCE_UNREACHABLE/g)).toHaveLength(1);
    expect(ring.logged().match(/chats can be read again/g)).toHaveLength(1);
    expect(ring.logged()).not.toContain('k3y-of-the-rest-api');
    expect(await ring.metrics()).toMatch(/itop_tawk_polls_failed_total\{[^}]*code="SOURCE_REFUSED"\} [1-9]/);
  });

  test('an old chat that is lively again does not make the bridge read all chats since then', async () => {
    const { chats } = await start();
    const long = chats.now() - 30 * 86_400;
    const chat = chats.begin('Long ago', { time: long });
    chats.operatorSays(chat, 'Still there?');
    await ring.seen();
    const { at } = JSON.parse((await ring.store.position(ring.property)) ?? '{}');
    expect(at).toBeGreaterThan(chats.now() - 2 * 86_400);
    chats.close(chat);
    await ring.seen();
    expect(tickets()).toHaveLength(1);
  });

  test('two hundred open chats cost one request per poll', async () => {
    const { chats, server } = await start();
    for (let index = 0; index < 200; index++) chats.begin('Hello');
    await ring.seen();
    server.calls.splice(0);
    await ring.seen();
    const looks = server.calls.filter(({ query }) => !query.has('ignore_fields'));
    expect(looks).toEqual([]);
  });
});

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
