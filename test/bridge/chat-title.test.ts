import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Transcript } from '../../src/bridge/payload/payload';
import { chatTitle } from '../../src/bridge/tickets/chat-title';

const chat = (messages: [t: string, msg: string | undefined, n?: string][], name: string | undefined = 'Claude') =>
  chatTitle(
    {
      time: '2026-01-31T13:20:00Z',
      domain: undefined,
      referrer: undefined,
      property: undefined,
      chat: {
        id: 'c1',
        visitor: { name, email: undefined },
        messages: messages.map(([t, msg, n]) => ({ sender: { t, n }, msg, time: '2026-01-31T13:05:00Z' })),
        all: [],
      },
    } satisfies Transcript,
    'Europe/Paris',
  );
const NOTHING_SAID = 'Chat with Claude, 2026-01-31 14:05';

describe('the title of the ticket that a chat becomes', () => {
  test.each([
    ['hi', 'My printer burns'],
    ['Hello!!', 'My printer burns'],
    ['👋', 'My printer burns'],
    ['', 'My printer burns'],
    ['Hi Ann', 'My printer burns'],
    ['Good morning, can you help me please?', 'My printer burns'],
    ['Bonjour, j’ai besoin d’aide', "L'imprimante brûle"],
    ['Guten Tag!', 'Der Drucker brennt'],
    ['¡Buenos días!', 'La impresora arde'],
    ['Здравствуйте', 'Принтер горит'],
    ['Dobrý den', 'Tiskárna hoří'],
    ['Günaydın', 'Yazıcı yanıyor'],
    ['こんにちは', 'プリンターが燃えています'],
    ['你好！', '打印机着火了'],
  ])('is the first thing the visitor said that says something: %s', (greeting, matter) => {
    expect(
      chat([
        ['s', 'Claude joined'],
        ['v', greeting],
        ['a', 'Hello, how can I help?', 'Ann'],
        ['v', matter],
        ['v', 'And the house'],
      ]),
    ).toBe(`Chat: ${matter}`);
  });

  test.each(['Hi, my printer burns', 'R-000042', '503', 'https://itop.example.com/'])(
    'is what says something at once: %s',
    (msg) => {
      expect(chat([['v', msg]])).toBe(`Chat: ${msg}`);
    },
  );

  test('is name, date and time where nothing does', () => {
    expect(
      chat([
        ['v', 'hi'],
        ['v', undefined],
        ['v', '   \u200b'],
        ['a', 'The printer burns', 'Ann'],
      ]),
    ).toBe(NOTHING_SAID);
    expect(chat([['v', 'hi']], '')).toBe('Chat with a visitor, 2026-01-31 14:05');
  });

  test('fits iTop and shows something, whatever is said and whoever says it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), text, (said, name) => {
        const title = chat(
          said.map((each) => ['v', each]),
          name,
        );
        expect(Buffer.byteLength(title)).toBeLessThanOrEqual(255);
        expect(title).toMatch(/^Chat(:| with) ./);
        expect(title).not.toMatch(/[<>"\n]/);
      }),
    );
  });
});
