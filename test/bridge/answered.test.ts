import { describe, expect, test } from 'vitest';
import type { TranscriptMessage } from '../../src/bridge/payload/payload';
import { judge } from '../../src/bridge/tickets/answered';

type Said = [sender: string, msg: string | undefined, minute?: number, files?: number];

const chat = (...said: Said[]): TranscriptMessage[] =>
  said.map(([t, msg, minute = 0, files = 0]) => ({
    sender: { t, n: undefined },
    msg,
    time: new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString(),
    attchs: Array.from({ length: files }, () => ({ url: 'https://tawk.link/a.png', name: 'a.png' })),
  }));

const HOURS = 300;

describe('whether a chat was answered is judged by its end', () => {
  test.each<[string, 'answered' | 'missed' | 'silent', Said[]]>([
    [
      'a question and an answer',
      'answered',
      [
        ['v', 'It burns'],
        ['a', 'Water comes'],
      ],
    ],
    ['a question, and nobody', 'missed', [['v', 'It burns']]],
    [
      'a greeting before the question is no answer',
      'missed',
      [
        ['a', 'Hello, how can I help?'],
        ['v', 'It burns'],
      ],
    ],
    [
      'a greeting after a hello is no answer to what comes then',
      'missed',
      [
        ['v', 'hi'],
        ['a', 'Hello, how can I help?'],
        ['v', 'My printer is on fire'],
      ],
    ],
    [
      'a visitor who writes again hours later and gets none',
      'missed',
      [
        ['v', 'It burns'],
        ['a', 'Water comes'],
        ['v', 'It burns again', HOURS],
      ],
    ],
    [
      'a question of the morning that was missed, and one of the evening that was answered',
      'answered',
      [
        ['v', 'It burns'],
        ['v', 'Hello', HOURS],
        ['a', 'Sorry, here I am', HOURS],
      ],
    ],
    [
      'a closing thank you',
      'answered',
      [
        ['v', 'It burns'],
        ['a', 'Water comes'],
        ['v', 'Thank you very much!'],
      ],
    ],
    [
      'the same hours later',
      'answered',
      [
        ['v', 'It burns'],
        ['a', 'Water comes'],
        ['v', 'thanks :)', HOURS],
      ],
    ],
    [
      'thanks in another language, in two messages',
      'answered',
      [
        ['v', 'Feuer'],
        ['a', 'Wasser'],
        ['v', 'Vielen Dank!'],
        ['v', 'Tschüss'],
      ],
    ],
    [
      'thanks with a decomposed letter',
      'answered',
      [
        ['v', 'Q'],
        ['a', 'A'],
        ['v', 'de\u030Ckuji'],
      ],
    ],
    [
      'thanks without blanks between words',
      'answered',
      [
        ['v', 'Q'],
        ['a', 'A'],
        ['v', 'ありがとうございます！'],
      ],
    ],
    [
      'a thumb',
      'answered',
      [
        ['v', 'It burns'],
        ['a', 'Water comes'],
        ['v', '👍'],
      ],
    ],
    [
      'thanks, and more',
      'missed',
      [
        ['v', 'Q'],
        ['a', 'A'],
        ['v', 'Thanks, but it still burns'],
      ],
    ],
    [
      'thanks, with a question',
      'missed',
      [
        ['v', 'Q'],
        ['a', 'A'],
        ['v', 'Thanks. Ok?'],
      ],
    ],
    [
      'thanks, with a file',
      'missed',
      [
        ['v', 'Q'],
        ['a', 'A'],
        ['v', 'Thanks', 1, 1],
      ],
    ],
    [
      'a request that ends with thanks',
      'missed',
      [
        ['v', 'Q'],
        ['a', 'A'],
        ['v', 'Please call me, thanks'],
      ],
    ],
    [
      'words that only stand beside thanks',
      'missed',
      [
        ['v', 'Q'],
        ['a', 'A'],
        ['v', 'no help'],
      ],
    ],
    ['a file as a question', 'missed', [['v', undefined, 0, 1]]],
    [
      'a file as an answer',
      'answered',
      [
        ['v', 'It burns'],
        ['a', undefined, 1, 1],
      ],
    ],
    [
      'system messages are nobody’s words',
      'missed',
      [
        ['v', 'It burns'],
        ['s', 'Ann joined the chat'],
      ],
    ],
    [
      'nor do they end what waits',
      'missed',
      [
        ['v', 'Q'],
        ['a', 'A'],
        ['v', 'It burns'],
        ['s', 'Chat ended'],
      ],
    ],
    [
      'nor those of unknown senders',
      'missed',
      [
        ['v', 'It burns'],
        ['bot', 'I am a robot'],
      ],
    ],
    [
      'blank messages are no words',
      'missed',
      [
        ['v', 'It burns'],
        ['a', '  '],
      ],
    ],
    [
      'a visitor who said nothing',
      'silent',
      [
        ['a', 'Hello, can I help?'],
        ['s', 'The visitor left'],
      ],
    ],
    [
      'a visitor who sent blanks',
      'silent',
      [
        ['v', ' \n'],
        ['a', 'Hello?'],
      ],
    ],
    ['nothing at all', 'silent', []],
  ])('%s: %s', (_name, ending, said) => {
    expect(judge(chat(...said)).ending).toBe(ending);
  });

  test('the first answer is the first word of an agent after the visitor’s first', () => {
    const said = chat(
      ['a', 'Hello'],
      ['v', 'It burns', 1],
      ['s', 'Ann joined', 2],
      ['a', 'Water', 3],
      ['a', 'More', 4],
    );
    expect(judge(said).firstAnswer?.msg).toBe('Water');
    expect(judge(chat(['a', 'Hello'], ['v', 'It burns'])).firstAnswer).toBeUndefined();
  });

  test('messages count in the order in which they are told, whatever their times', () => {
    expect(judge(chat(['v', 'It burns', 9], ['a', 'Water', 1])).ending).toBe('answered');
  });
});
