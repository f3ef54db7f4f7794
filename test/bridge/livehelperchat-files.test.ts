import { afterEach, describe, expect, test } from 'vitest';
import { tagOf } from '../../sandbox/livehelperchat/model';
import { type ChatRing, type ChatSettings, startChatRing, tokenOf } from './livehelperchat-ring';
import { until } from './ring';

let ring: ChatRing;
afterEach(() => ring.stop());

const start = async (settings: ChatSettings = {}) => {
  ring = await startChatRing(settings);
  return ring;
};
const begin = (text = 'My printer burns') => ring.chats.begin(text, {}, { itop_token: tokenOf(ring.person) });
const tickets = () => ring.itop.model.all('UserRequest');
const attachments = () =>
  ring.itop.model.all('Attachment') as { item_id: string; contents: { data: string; filename: string } }[];
const names = () => attachments().map(({ contents }) => contents.filename);
const logs = () =>
  tickets()
    .flatMap(({ private_log }) => (private_log ?? []) as { message_html: string }[])
    .map(({ message_html }) => message_html)
    .join('\n');
const outcome = async () => {
  const events = await ring.events();
  return events.find(({ kind }) => kind === 'chat:transcript_created')?.outcome ?? '';
};
const asked = () => ring.server.calls.filter(({ operation }) => operation === 'file').length;

test('files of the visitor and of the agent become attachments of the ticket, named and filled as sent', async () => {
  const { chats, itop } = await start();
  const chat = begin();
  chats.visitorSends(chat, 'smoke.png', 'a picture');
  chats.operatorSends(chat, 'Manual (1).pdf', 'a manual');
  chats.close(chat);
  await ring.seen();
  const [ticket] = tickets();
  expect(attachments()).toMatchObject([
    {
      item_class: 'UserRequest',
      item_id: Number(ticket?.id),
      item_org_id: Number(ticket?.org_id),
      temp_id: `tawk.to/${ring.property}/1-${chat.time}/1`,
      contents: { filename: 'smoke.png', mimetype: 'image/png', data: Buffer.from('a picture').toString('base64') },
    },
    { contents: { filename: 'Manual (1).pdf', mimetype: 'application/pdf' } },
  ]);
  expect(await outcome()).toContain('attached 2 files to R-');
  expect(logs()).toContain('File: <a href=');
  expect(itop.calls.filter((call) => call.class === 'Attachment' && call.operation === 'core/get')).toMatchObject([
    { output_fields: 'id,temp_id' },
  ]);
});

test('a longer transcript attaches only what is new', async () => {
  const { chats } = await start();
  const chat = begin();
  chats.visitorSends(chat, 'one.txt', '1');
  chats.close(chat);
  await ring.seen();
  chats.reopen(chat);
  chats.visitorSends(chat, 'two.txt', '2');
  chats.close(chat);
  await ring.seen();
  expect(names()).toEqual(['one.txt', 'two.txt']);
  expect(tickets()).toHaveLength(1);
});

test('a file that was sent twice is one attachment', async () => {
  const { chats } = await start();
  const chat = begin();
  const file = chats.visitorSends(chat, 'one.txt', '1');
  chats.visitorSays(chat, `again ${tagOf(file)}`);
  chats.close(chat);
  await ring.seen();
  expect(names()).toEqual(['one.txt']);
});

test('a chat that goes into no ticket leaves its files where they are, and asks for none', async () => {
  const { chats } = await start({ transcripts: 'log' });
  const chat = begin();
  chats.visitorSends(chat, 'one.txt', '1');
  chats.close(chat);
  await ring.seen();
  expect([attachments(), asked()]).toEqual([[], 0]);
  expect(String(ring.itop.model.all('TawkChat')[0]?.transcript)).toContain('one.txt');
});

test('what operators whisper to each other, what they only uploaded and what bots send is no attachment', async () => {
  const { chats } = await start();
  const chat = begin();
  chats.operatorSends(chat, 'secret.txt', 's', { isWhisper: true });
  chats.store(chat, 'not-sent.txt', 'n', { user_id: 2 });
  chats.systemSays(chat, tagOf(chats.store(chat, 'system.txt', 's')));
  chats.botSays(chat, tagOf(chats.store(chat, 'welcome.pdf', 'w')));
  chats.close(chat);
  await ring.seen();
  expect(tickets()).toHaveLength(1);
  expect([names(), asked()]).toEqual([[], 0]);
});

test('a file of another chat is not attached, whoever writes its tag; a file that agents have ready is', async () => {
  const { chats } = await start();
  const other = chats.store(begin('Another chat'), 'salary.pdf', 'much', {});
  const chat = begin();
  const ready = chats.store(chat, 'how-to.pdf', 'so', { chat_id: 0, user_id: 2 });
  const shared = chats.store(chat, 'shared.pdf', 'so', { chat_id: 0, user_id: 2 });
  chats.visitorSays(chat, tagOf(other));
  chats.visitorSays(chat, tagOf(shared));
  chats.operatorSays(chat, tagOf(ready));
  chats.close(chat);
  await ring.seen();
  expect(names()).toEqual(['how-to.pdf']);
  expect(await outcome()).toContain('it belongs to another chat');
});

describe('nobody but the visitor sees files that the caller of a ticket would see:', () => {
  const others = (ticket: object = {}) =>
    start({
      transcripts: 'log',
      fill: (model) => model.put('UserRequest', { ref: 'R-000001', org_id: '1', caller_id: '3' }),
      ticket: { fallback: { caller: 'desk@example.com' }, ...ticket },
    });
  const link = async () => {
    const chat = begin();
    ring.chats.visitorSends(chat, 'mine.txt', 'm');
    ring.chats.operatorSays(chat, '/ticket R-000001');
    ring.chats.close(chat);
    await ring.seen();
  };

  test('an agent puts a chat into the private log of the ticket of somebody else', async () => {
    await others();
    await link();
    expect(logs()).toContain('mine.txt');
    expect(names()).toEqual([]);
    expect(await outcome()).toContain('not attached to R-000001, file 1: its caller is not the visitor');
  });

  test('in a public log the caller sees the chat anyway', async () => {
    await others({ log: 'public_log' });
    await link();
    expect(names()).toEqual(['mine.txt']);
  });
});

describe('a file that cannot be had stays a link, which says so, and the transcript is delivered:', () => {
  const deliver = async (prepare: (chat: ReturnType<typeof begin>) => void) => {
    await start();
    const chat = begin();
    prepare(chat);
    ring.chats.close(chat);
    await ring.seen();
    expect(tickets()).toHaveLength(1);
    expect(await ring.events('delivered')).toHaveLength(3);
    expect(names()).toEqual([]);
  };

  test('larger than 10 MB', async () => {
    await deliver((chat) => ring.chats.visitorSends(chat, 'film.mp4', Buffer.alloc(10 * 1024 * 1024 + 1)));
    expect(logs()).toContain('film.mp4</a> (not attached: it is larger than 10 MB)');
    expect(await outcome()).toContain('file 1: it is larger than 10 MB');
  });

  test('empty', async () => {
    await deliver((chat) => ring.chats.visitorSends(chat, 'empty.txt', ''));
    expect(logs()).toContain('(not attached: it is empty)');
  });

  test('deleted before iTop could get it', async () => {
    await deliver((chat) => {
      const file = ring.chats.visitorSends(chat, 'gone.txt', 'g');
      ring.server.before = ({ operation }) => {
        if (operation === 'file') ring.chats.files.delete(file.id);
      };
    });
    expect(logs()).toContain('(not attached: it was deleted before iTop could get it)');
  });

  test.each(['off the disk', 'denied', 'endless'] as const)('not what its facts say: %s', async (trouble) => {
    await deliver((chat) => {
      ring.server.fileTroubles.set(ring.chats.visitorSends(chat, 'odd.png', 'odd').id, trouble);
    });
    expect(await outcome()).toContain('the server sends something else than this file');
  });

  test('the key has no right to download: the log of the bridge says it, too', async () => {
    await start();
    ring.server.mayReadFiles = false;
    const chat = begin();
    ring.chats.visitorSends(chat, 'one.txt', '1');
    ring.chats.close(chat);
    await ring.seen();
    expect([names(), tickets().length]).toEqual([[], 1]);
    expect(logs()).toContain('has no right to download files');
  });

  test('the server fails on this file again and again', async () => {
    await deliver((chat) => {
      ring.server.fileTroubles.set(ring.chats.visitorSends(chat, 'odd.png', 'odd').id, 'error');
    });
    expect(await outcome()).toContain('the server cannot send it');
    expect((await ring.events()).find(({ kind }) => kind === 'chat:transcript_created')?.attempts).toBe(20);
  });

  test.each(['too large', 'credentials', 'html'] as const)('iTop refuses it: %s', async (trouble) => {
    await start();
    ring.itop.behave = ({ operation, class: of }) =>
      of === 'Attachment' && operation === 'core/create' ? { trouble } : {};
    const chat = begin();
    ring.chats.visitorSends(chat, 'one.txt', '1');
    ring.chats.close(chat);
    await ring.seen();
    expect(await ring.events('delivered')).toHaveLength(3);
    expect(await outcome()).toContain('iTop does not take it');
  });
});

test('only the first 20 files become attachments', async () => {
  const { chats } = await start();
  const chat = begin();
  for (let i = 1; i <= 22; i++) chats.visitorSends(chat, `${i}.txt`, `${i}`);
  chats.close(chat);
  await ring.seen();
  expect(names()).toEqual(Array.from({ length: 20 }, (_, i) => `${i + 1}.txt`));
  expect(await outcome()).toContain('file 21, 22: a chat has at most 20 attachments');
});

test.each(['refuse', 'error', 'html', 'redirect'] as const)(
  'while the chat server is in trouble (%s), the transcript is in the ticket already; later its files come, once each',
  async (trouble) => {
    const { chats, server } = await start();
    const chat = begin();
    chats.visitorSends(chat, 'one.txt', '1');
    let isFirst = true;
    server.before = ({ operation }) => {
      if (operation === 'file' && isFirst) {
        isFirst = false;
        server.trouble = trouble;
      }
    };
    chats.close(chat);
    await until(() => tickets().length === 1);
    expect(names()).toEqual([]);
    server.trouble = undefined;
    await ring.seen();
    expect(names()).toEqual(['one.txt']);
    expect(tickets()).toHaveLength(1);
    expect(logs().match(/one\.txt<\/a>/g)).toHaveLength(1);
  },
);

test.each(['die', 'gateway', 'refuse', 'database'] as const)(
  'an unclear answer of iTop (%s) neither loses nor doubles a file',
  async (trouble) => {
    const { chats, itop } = await start();
    let times = 0;
    itop.behave = ({ operation, class: of }) =>
      of === 'Attachment' && operation === 'core/create' && ++times % 2 === 1 ? { trouble } : {};
    const chat = begin();
    for (const name of ['one.txt', 'two.txt', 'three.txt']) chats.visitorSends(chat, name, name);
    chats.close(chat);
    await ring.seen();
    expect(names().sort()).toEqual(['one.txt', 'three.txt', 'two.txt']);
  },
);

test.each(['absent', 'forbidden'] as const)(
  'an iTop without attachments gets the transcript alone: %s',
  async (why) => {
    const { chats, itop } = await start();
    if (why === 'absent') itop.model.lacks.add('Attachment');
    else itop.readable.add('Attachment');
    const chat = begin();
    chats.visitorSends(chat, 'one.txt', '1');
    chats.close(chat);
    await ring.seen();
    expect(await ring.events('delivered')).toHaveLength(3);
    expect(await outcome()).toContain(why === 'absent' ? 'this iTop has no Attachment' : 'may not read and create');
    if (why === 'forbidden') expect(ring.logged()).toContain('may not read and create Attachment');
  },
);

test('the bridge follows no address in a message, and asks the server by the number alone', async () => {
  const { chats, server } = await start();
  const chat = begin();
  const url = 'http://169.254.169.254/latest/meta-data';
  chats.visitorSays(chat, '[file=999_x] [img]http://169.254.169.254/[/img]', {
    media: [{ url, upload_name: 'x.png', type: 'image/png' }],
  });
  chats.close(chat);
  await ring.seen();
  expect([names(), asked()]).toEqual([[], 0]);
  expect(server.calls.every(({ operation }) => operation !== 'file')).toBe(true);
});
