import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TranscriptMessage } from '../../src/bridge/payload/payload';
import { type Choice, choicesOf } from '../../src/bridge/tickets/choices';

const DAY = Date.parse('2026-03-02T00:00:00Z');
const ms = (time: string) => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000;
};
/** `v 10:00` is a message of the visitor's at ten. */
const says = (...all: string[]): TranscriptMessage[] =>
  all.map((each) => {
    const [t = '', time = ''] = each.split(' ');
    return { sender: { t, n: undefined }, msg: 'x', time: new Date(ms(time)).toISOString(), attchs: undefined };
  });
/** `1 09:59` is the choice of ticket 1, `- 09:59` that of nothing in particular; `1 09:59 b` is person b's. */
const chose = (...all: string[]): Choice[] =>
  all.map((each) => {
    const [id = '', time = '', person = 'a'] = each.split(' ');
    return { person, at: ms(time), item: id === '-' ? undefined : { class: 'UserRequest', id } };
  });
const about = (messages: TranscriptMessage[], choices: Choice[]) =>
  choicesOf(messages, choices).map(({ item }) => item?.id ?? '-');

const CHAT = says('v 10:00', 'a 10:01', 'v 10:20');

describe('a chat is about', () => {
  test.each<[string, TranscriptMessage[], string[], string[]]>([
    ['what was chosen last before it', CHAT, ['1 09:50', '2 09:59'], ['2']],
    ['what was chosen up to half an hour before', CHAT, ['1 09:30'], ['1']],
    ['nothing that was chosen earlier', CHAT, ['1 09:29:59'], []],
    ['nothing, where that was chosen last', CHAT, ['1 09:50', '- 09:59'], ['-']],
    ['each that was chosen during it: another tab', CHAT, ['1 09:59', '2 10:05', '3 10:19'], ['1', '2', '3']],
    ['what was chosen at its first and its last moment', CHAT, ['1 10:00', '2 10:20'], ['1', '2']],
    ['not what was chosen after it, for the next', CHAT, ['1 09:59', '2 10:22'], ['1']],
    ['nothing, where something else is chosen after it', CHAT, ['- 09:59', '2 10:22'], ['-']],
    ["its ticket, with iTop's clock 3 minutes ahead", CHAT, ['1 10:02'], ['1']],
    ['its ticket, so, where the chat was short', says('v 10:00', 'v 10:01'), ['1 10:03'], ['1']],
    ["its ticket, with iTop's clock 3 minutes behind", CHAT, ['1 09:56'], ['1']],
    ['only the first, with a clock ahead', says('v 10:00'), ['1 10:03', '2 10:04'], ['1']],
    ['nothing that was chosen long after it', CHAT, ['1 10:25:01'], []],
    [
      'what was chosen before the visitor began to write, though an agent was first',
      says('a 09:58', 'v 10:00'),
      ['1 09:57', '2 09:59'],
      ['2'],
    ],
    ['what was chosen before an agent wrote alone', says('a 10:00'), ['1 09:59'], ['1']],
    ['what was said, not what the system notes', says('s 08:00', 'v 10:00', 's 11:00'), ['1 08:10', '2 10:30'], []],
    ['the same, in whatever order messages and choices come', [...CHAT].reverse(), ['2 10:05', '1 09:59'], ['1', '2']],
    ["each person's own, of persons with one e-mail", CHAT, ['1 09:58', '2 09:59 b'], ['1', '2']],
    ['nothing that has no time', [{ ...says('v 10:00')[0], time: 'soon' } as TranscriptMessage], ['1 09:59'], []],
  ])('%s', (_, messages, choices, tickets) => {
    expect(about(messages, chose(...choices))).toEqual(tickets);
  });
});

test('of two chats at one time, in two browsers, the one that began first is about both choices', () => {
  const choices = chose('1 09:59', '2 10:05');
  expect(about(says('v 10:00', 'v 10:20'), choices)).toEqual(['1', '2']);
  expect(about(says('v 10:06', 'v 10:15'), choices)).toEqual(['2']);
});

test('a longer transcript of a chat is about all that a shorter one was about', () => {
  const minute = fc.integer({ min: 0, max: 120 });
  const message = fc.record({ t: fc.constantFrom('a', 'v', 's'), minute });
  fc.assert(
    fc.property(fc.array(message), fc.array(minute), fc.nat(), (all, choices, count) => {
      const inOrder = [...all].sort((a, b) => a.minute - b.minute);
      // the visitor's first word is in both: before it a chat has hardly begun
      const shortest = inOrder.findIndex(({ t }) => t === 'v') + 1;
      fc.pre(shortest > 0);
      const messages = says(...inOrder.map((each) => `${each.t} 10:${each.minute}`));
      const chosen = chose(...choices.map((each, index) => `${index + 1} 10:${each}`));
      const longer = about(messages, chosen);
      const shorter = about(messages.slice(0, shortest + (count % (messages.length - shortest + 1))), chosen);
      expect(longer).toEqual(expect.arrayContaining(shorter));
    }),
  );
});
