import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Transcript } from '../../src/bridge/payload/payload';
import { ticketReferences } from '../../src/bridge/tickets/references';

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
const NONE = { commanded: [], byAgents: [], byVisitor: [], inLinks: [] };

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
});
