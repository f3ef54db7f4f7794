import { afterEach, describe, expect, test } from 'vitest';
import { chatTranscript, type TranscriptMessage, ticketCreate } from '../../sandbox/tawk/webhooks';
import { BridgeError } from '../../src/bridge/base/errors';
import { parseJson } from '../../src/bridge/base/json';
import { messageHtml } from '../../src/bridge/markup/message';
import { decideRetry } from '../../src/bridge/outbox/retry-decision';
import { readTicketCreate, readTranscript } from '../../src/bridge/payload/payload';
import { ticketText } from '../../src/bridge/tickets/description';
import { ItopError } from '../../src/itop/rest/error';
import { type Ring, startRing, until } from './ring';

/** A quarter of what the webhook handler takes: enough to tell whether something takes time with the square of its length. */
const BODY = 512 * 1024;
const full = (piece: string) => piece.repeat(BODY / piece.length);

const CLAUDE = { name: 'Claude', email: 'claude@example.com', type: 'visitor' as const };
const say = (msg: string | null, more: object = {}): TranscriptMessage => ({
  sender: { t: 'v' },
  type: 'msg',
  msg,
  time: '2026-01-01T10:00:00.000Z',
  ...more,
});
const read = (messages: unknown[]) =>
  readTranscript(JSON.stringify(chatTranscript('c-1', CLAUDE, messages as TranscriptMessage[])));
const detailOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(BridgeError);
    return `${(error as BridgeError).code} ${(error as BridgeError).detail}`;
  }
  return '';
};

describe('half a million characters from a stranger', () => {
  const shapes = [
    ...[
      '<a',
      '<b>',
      '<table><tr><td>',
      '<table><tr><td>x</td></tr></table>',
      '<b></b>',
      '</b>',
      '<x-y>',
      '<',
      '</',
      '>',
    ],
    ...['<!--', '<!-- -', '<!---->', '<![CDATA[', '<?', '<!x>', '<script>', '<script></script>', '<title>', '<style>'],
    ...['&#0;', '&amp;amp', '&', '&#x', '&nbsp;', '"', "'", '\n', ' ', '\u0301', '\ud800', '\u202e', '👩‍👩‍👧'],
    ...['<a href=https://e.example/é>x</a>', '<img src=https://e.example/>', '<p title="', '<p a=\'b" c="\'>'],
  ];
  test.each(shapes)(
    'of %j are made into HTML of a bounded length, and others have their turn meanwhile',
    async (shape) => {
      let turns = 0;
      let isMaking = true;
      const turn = () => {
        turns += 1;
        if (isMaking) {
          setImmediate(turn);
        }
      };
      setImmediate(turn);
      for (const message of [full(shape), `<br>${full(shape)}`]) {
        const { html } = await messageHtml(message, 60_000);
        expect(Buffer.byteLength(html)).toBeLessThanOrEqual(60_000);
      }
      isMaking = false;
      // a piece of work is 16,384 characters
      expect(turns).toBeGreaterThan(60);
    },
  );

  test('as a subject and a message fit a description and a log entry', async () => {
    const { title, description, log = '' } = await ticketText(full('é '), full('<b> "'));
    expect(Buffer.byteLength(title)).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(description)).toBeLessThanOrEqual(61_000);
    expect(Buffer.byteLength(log)).toBeLessThanOrEqual(501_000);
    expect(description).toContain('[Shortened. More of it is in the log.]');
    expect(log).toContain('[Shortened. The rest is in tawk.to.]');
  });

  test('as a name, an e-mail or a domain are cut, and say so', async () => {
    const { requester } = readTicketCreate(
      JSON.stringify(
        ticketCreate({ humanId: 1, subject: 's', message: 'm' }, { ...CLAUDE, name: full('n'), email: full('e') }),
      ),
    );
    expect(requester).toMatchObject({ name: `${'n'.repeat(254)}…`, email: `${'e'.repeat(254)}…` });
  });
});

describe('JSON', () => {
  test.each([
    ['brackets', '['.repeat(1e6)],
    ['objects', '{"a":'.repeat(4e5)],
    ['values', `[${'null,'.repeat(4e5)}1]`],
    ['names', `{${Array.from({ length: 1001 }, (_, name) => `"${name}":1`).join(',')}}`],
  ])('of very many %s is refused before it is read', async (_name, text) => {
    expect(await detailOf(() => parseJson(text))).toContain('TOO_COMPLEX');
  });

  test.each(['{"a":["[[[[",{"b\\"[":"\\\\"}]}', `"${'['.repeat(1e6)}"`, `"${',\\"'.repeat(5e5)}"`, ' 1 ', '"\\u005b"'])(
    'is read as JSON.parse reads it, whatever is in its texts',
    (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    },
  );

  test.each(['', '{', '"', '"\\', '[1,]', 'nul'])('that is none (%j) is NOT_JSON', async (text) => {
    expect(await detailOf(() => parseJson(text))).toContain('NOT_JSON');
  });
});

describe('a transcript', () => {
  test('of thousands of malformed messages is told in a short text that names the first', async () => {
    const detail = await detailOf(() => read(Array.from({ length: 30_000 }, () => ({}))));
    expect(detail).toContain('UNEXPECTED_SHAPE chat.messages.0.sender: ');
    expect(detail.length).toBeLessThan(500);
  });

  test('with a message that is too long has its beginning, and says how much there is more', async () => {
    const { chat } = await read([say(`${'a'.repeat(19_999)}👩‍👩‍👧${'b'.repeat(1000)}`), say('next')]);
    expect(chat.messages.map(({ msg }) => msg)).toEqual([
      `${'a'.repeat(19_999)}\n[1008 more characters are in tawk.to]`,
      'next',
    ]);
  });

  test('of more than a log entry takes has the first messages, and says how many there are more', async () => {
    const { chat } = await read(Array.from({ length: 12_000 }, (_, index) => say(`message ${index}`)));
    const last = chat.messages.at(-1);
    expect(chat.messages.at(-2)?.msg).toBe(`message ${chat.messages.length - 2}`);
    expect(last).toMatchObject({
      sender: { t: 's' },
      msg: `[${12_001 - chat.messages.length} more messages are in tawk.to]`,
    });
    expect(chat.messages.length).toBeGreaterThan(5000);
  });

  test('with a message of very many attachments has the first, and says how many there are more', async () => {
    const file = { url: 'https://tawk.link/a.png', name: 'a.png' };
    const attchs = Array.from({ length: 500 }, () => ({ type: 'file', content: { file } }));
    const { chat } = await read([say('look', { attchs }), say(null, { attchs })]);
    expect(chat.messages.map(({ msg, attchs }) => [msg, attchs?.length])).toEqual([
      ['look\n[480 more attachments are in tawk.to]', 20],
      ['[480 more attachments are in tawk.to]', 20],
    ]);
  });
});

test.each([
  new BridgeError('NO_CALLER', full('x')),
  new ItopError('ITOP_REJECTED', full('x'), false),
  new Error(full('x')),
])('of an error, a short text is kept', (error) => {
  const event = { attempts: 1, waitingSince: 0 };
  const { verdict } = decideRetry(error, event, { first: 1, longest: 1, for: 1 }, 0, 0, false);
  expect(JSON.stringify(verdict).length).toBeLessThan(1500);
});

describe('in the whole bridge', () => {
  let ring: Ring;
  afterEach(() => ring.stop());

  test('an event of 2 MiB holds up no other, and both become tickets', async () => {
    ring = await startRing();
    const message = '<a'.repeat(1_000_000);
    await Promise.all([
      ring.send(ticketCreate({ humanId: 1, subject: 'long', message }, CLAUDE)),
      ring.send(ticketCreate({ humanId: 2, subject: 'short', message: 'x' }, CLAUDE)),
    ]);
    await ring.settled();
    const titles = ring.itop.model.all('UserRequest').map(({ title }) => title);
    expect(titles.sort()).toEqual(['long', 'short']);
  });

  test("of iTop's message to a refused ticket, the beginning is kept", async () => {
    ring = await startRing({ ticket: { defaults: { impact: 'x'.repeat(1e6) } } });
    await ring.send(ticketCreate({ humanId: 1, subject: 's', message: 'm' }, CLAUDE));
    await until(async () => (await ring.events('set_aside')).length === 1);
    const [event] = await ring.events();
    expect(event?.errorDetail).toContain('iTop code 100: Error: Unexpected value');
    expect(event?.errorDetail?.length).toBeLessThan(1100);
  });
});
