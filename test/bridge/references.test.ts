import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ITOP_REFERENCE } from '../../src/bridge/config/reference-pattern';
import type { Transcript } from '../../src/bridge/payload/payload';
import { ticketReferences as referencesIn } from '../../src/bridge/tickets/references';

const chat = (...messages: [t: string, msg: string | undefined][]): Transcript => ({
  time: undefined,
  domain: undefined,
  referrer: undefined,
  property: undefined,
  chat: {
    id: 'c1',
    visitor: { name: undefined, email: undefined },
    messages: [],
    all: messages.map(([t, msg]) => ({ sender: { t, n: undefined }, msg, time: undefined })),
  },
});
const NONE = { commanded: [], byAgents: [], byVisitor: [], inLinks: [], notUnderstood: 0 };
const ticketReferences = (event: Transcript, pattern = ITOP_REFERENCE) => referencesIn(event, pattern);

describe('the references in a chat', () => {
  test('are told apart by who wrote them, each under the strongest way', () => {
    const event = chat(
      ['v', 'R-000001, R-000002 and r-000003, or https://x.example/R-000004'],
      ['a', 'R-000002?\n/ticket r-000003\nno, INC-000005'],
      ['s', 'R-000006'],
      ['v', undefined],
    );
    expect(ticketReferences(event)).toEqual({
      commanded: ['R-000003'],
      byAgents: ['R-000002', 'INC-000005'],
      byVisitor: ['R-000001'],
      inLinks: ['R-000004'],
      notUnderstood: 0,
    });
  });

  test.each([
    ['/ticket R-000001', true],
    ['Well,\n  /TICKET  r-000001  \nthere', true],
    ['/ticket R-000001 please', false],
    ['I write /ticket R-000001', false],
    ['/ticket R-000001 R-000002', false],
    ['/ticket https://x.example/R-000001', false],
  ])('are outright only on a line of their own: %j', (msg, outright) => {
    expect(ticketReferences(chat(['a', msg])).commanded).toEqual(outright ? ['R-000001'] : []);
  });

  test('are never outright in the words of a visitor', () => {
    expect(ticketReferences(chat(['v', '/ticket R-000001']))).toEqual({ ...NONE, byVisitor: ['R-000001'] });
  });

  test('are twenty of each kind at the most, however many there are', () => {
    const many = (first: number) => Array.from({ length: 50_000 }, (_, i) => `R-${first + i}`).join(' ');
    const { byAgents, byVisitor, inLinks } = ticketReferences(
      chat(
        ['a', many(1_000_000)],
        ['v', many(2_000_000)],
        ['v', `https://x.example/?${many(3_000_000).replaceAll(' ', '&')}`],
      ),
    );
    expect([byAgents.length, byVisitor.length, inLinks.length]).toEqual([20, 20, 20]);
  });

  test('that a visitor writes count for nobody else, whatever is around them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('\n', '/ticket ', 'R-000001', ' '))), (parts) => {
        const { commanded, byAgents } = ticketReferences(chat(['v', parts.join('')], ['s', parts.join('')]));
        expect([...commanded, ...byAgents]).toEqual([]);
      }),
    );
  });

  test.each([
    '_R-000042_',
    '**R-000042**',
    '`R-000042`',
    '~~R-000042~~',
    '(R-000042).',
    '«R-000042»',
    '"R-000042",',
    '#R-000042',
    '№R-000042',
    ':R-000042!',
    'R-000042²',
    'R\u2011000042',
    'R\u2013000042',
    'R\u2212000042',
    'Ｒ－００００４２',
    'R-٠٠٠٠٤٢',
    'R-\u200b0000\u00ad42',
    '\u2060R-000042\ufe0f',
  ])('are found however people and clients write them: %s', (msg) => {
    expect(ticketReferences(chat(['a', `That is ${msg} I think`])).byAgents).toEqual(['R-000042']);
    expect(ticketReferences(chat(['a', `/ticket ${msg}`])).commanded).toEqual(['R-000042']);
  });

  test.each([
    'R-0000424242',
    'R-000042\u200b4242',
    'R-000042４２４２',
    'R-000042.5',
    'R-000042-7',
    'PR-R-000042',
    'éR-000042',
    'R-000042é',
    'scan_R-000042.pdf',
    'R-000042_scan',
  ])('are no half of a longer number or name: %s', (msg) => {
    const { byAgents, commanded } = ticketReferences(chat(['a', `That is ${msg} I think\n/ticket ${msg}`]));
    expect([...byAgents, ...commanded]).toEqual([]);
  });

  test('are both ends of a range', () => {
    expect(ticketReferences(chat(['a', 'R-000042–R-000045, R-000047/R-000048'])).byAgents).toEqual([
      'R-000042',
      'R-000045',
      'R-000047',
      'R-000048',
    ]);
  });

  test.each([
    ['/ticket', 1],
    ['/ticket 42', 1],
    ['/tickets R-000042', 1],
    ['/ticketR-000042', 1],
    ['/ticket R-000042 please\n*/ticket R-000042 and R-000043*', 2],
    ['/ticket https://x.example/R-000042', 1],
    [`/ticket ${'*'.repeat(100_000)}x`, 1],
    ['> /ticket R-000042', 0],
    ['I write /ticket R-000042', 0],
    ['*/Ticket: R-000042.*', 0],
    ['／ｔｉｃｋｅｔ R-000042', 0],
  ])('that an agent meant outright and nobody understands are counted: %#', (msg, count) => {
    expect(ticketReferences(chat(['a', msg], ['v', msg], ['s', msg])).notUnderstood).toBe(count);
  });

  /** What clients put around a reference, and into it. */
  const around = fc.constantFrom(
    '',
    ' ',
    '*',
    '_',
    '**',
    '`',
    '(',
    ')',
    '"',
    '“',
    '.',
    ',',
    '\u200b',
    '\u200e',
    '🙂',
    '…',
  );
  const dash = fc.constantFrom('-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '\uff0d', '\ufe63');
  const unseen = fc.constantFrom('', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\ufe0f', '\u034f');
  const digit = fc
    .nat({ max: 9 })
    .chain((value) =>
      fc
        .constantFrom(0x30, 0xff10, 0x660, 0x6f0, 0x966)
        .map((zero) => ({ value, text: String.fromCodePoint(zero + value) })),
    );

  test('read the same in every form of their letters, digits and dashes, whatever stands around', () => {
    fc.assert(
      fc.property(
        around,
        around,
        dash,
        fc.array(fc.tuple(digit, unseen), { minLength: 6, maxLength: 9 }),
        fc.constantFrom('R', 'r', 'Ｒ', 'INC'),
        (before, after, hyphen, digits, letters) => {
          const written = `${before}${letters}${hyphen}${digits.map(([each, no]) => each.text + no).join('')}${after}`;
          const meant = `${letters.normalize('NFKC').toUpperCase()}-${digits.map(([each]) => each.value).join('')}`;
          const found = ticketReferences(chat(['a', `x ${written} y`], ['a', `/ticket ${written}`]));
          expect(found).toEqual({ ...NONE, commanded: [meant] });
        },
      ),
    );
  });

  test('are never found where a digit or letter goes on', () => {
    fc.assert(
      fc.property(digit, fc.boolean(), unseen, (more, inFront, no) => {
        const written = inFront ? `${more.text}${no}R-000042` : `R-000042424${no}${more.text}`;
        expect(ticketReferences(chat(['a', written]))).toEqual(NONE);
      }),
    );
  });

  test('of another form are those of the setting', () => {
    const event = chat(['a', 'R-000042, inc0000042 and SD/2026/0042_7\n/ticket _REQ0000007_']);
    expect(ticketReferences(event, String.raw`INC\d{7}|REQ\d{7}`)).toEqual({
      ...NONE,
      commanded: ['REQ0000007'],
      byAgents: ['INC0000042'],
    });
    expect(ticketReferences(chat(['a', 'see SD/2026/0042.']), String.raw`SD/20\d{2}/\d{4,6}`).byAgents).toEqual([
      'SD/2026/0042',
    ]);
  });
});
