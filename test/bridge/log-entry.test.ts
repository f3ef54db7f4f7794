import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { readTranscript, type Transcript, type TranscriptMessage } from '../../src/bridge/payload/payload';
import { transcriptEntry } from '../../src/bridge/tickets/log-entry';
import { messagesNotIn } from '../../src/bridge/tickets/mark';

const CHAT = '70fe3290-99ad-11e9-a30a-51567162179f';
const message = (t: string, msg: string | undefined, time?: string, n?: string): TranscriptMessage => ({
  sender: { t, n },
  msg,
  time,
});
const transcript = (messages: TranscriptMessage[], visitor: { name?: string; email?: string } = {}): Transcript => ({
  time: undefined,
  domain: 'itop.example.org',
  referrer: undefined,
  property: undefined,
  chat: { id: CHAT, visitor: { name: visitor.name, email: visitor.email }, messages, all: messages },
});
const PROPERTY = { id: '65f0a1b2c3d4e5f6a7b8c9d0', time_zone: 'UTC' };
const entry = (event: Transcript, timeZone = 'UTC') =>
  transcriptEntry(event, event.chat.messages, { ...PROPERTY, time_zone: timeZone });

/** The lines that a reader sees, and that iTop's conversion to plain text gives. */
function visibleLines(html: string): string[] {
  let text = '';
  const parser = new Parser({
    ontext: (piece) => (text += piece.replaceAll('\n', ' ')),
    onopentag: (name) => (text += name === 'div' || name === 'br' ? '\n' : ''),
  });
  parser.end(html);
  return text
    .split('\n')
    .map((line) => line.replaceAll('\u00a0', ' ').trim())
    .filter((line) => line !== '');
}

const caseLog = (...entries: string[]) => ({ entries: entries.map((message_html) => ({ message_html })) });

describe('an entry', () => {
  test('says who, where and the day once, each message with its time and speaker, and the chat last', () => {
    const html = entry(
      transcript(
        [
          message('v', 'It burns', '2026-06-30T22:59:00.000Z'),
          message('a', 'Since when?', '2026-06-30T23:01:00.000Z', 'Ann'),
          message('s', 'left', '2026-07-01T00:01:00.000Z'),
        ],
        { name: 'Claude', email: 'claude@example.com' },
      ),
      'Europe/London',
    );
    expect(visibleLines(html)).toEqual([
      'Chat with a visitor, 2026-06-30, times in Europe/London',
      '│ Name: Claude',
      '│ E-mail, not verified: claude@example.com',
      '│ Site: itop.example.org',
      '23:59 Visitor:',
      '│ It burns',
      '2026-07-01',
      '00:01 Agent Ann:',
      '│ Since when?',
      '01:01 System:',
      '│ left',
      `tawk.to chat ${CHAT}`,
    ]);
  });

  test('has links where the text has addresses, and none elsewhere', () => {
    const file = (url: string) => ({ kind: 'file', url, name: 'a "b" <c>.png' });
    const html = entry(
      transcript([
        message('v', 'See https://a.example/x?y="z" or javascript:alert(1)'),
        {
          ...message('v', undefined),
          attchs: [file('https://tawk.link/a.png'), file('javascript:alert(1)'), undefined],
        },
      ]),
    );
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      'https://a.example/x?y=',
      'https://tawk.link/a.png',
    ]);
    expect(visibleLines(html).slice(4, -1)).toEqual([
      'Visitor:',
      '│ See https://a.example/x?y="z" or javascript:alert(1)',
      'Visitor:',
      '│ File: a "b" <c>.png',
      '│ File: a "b" <c>.png (its address cannot be linked)',
      '│ [attachment]',
    ]);
  });

  test('tells what is more than words as what it is', async () => {
    const sender = { t: 'v' };
    const file = (more: object) => ({ type: 'file', content: { file: { url: 'https://tawk.link/a', ...more } } });
    const messages = [
      { sender, type: 'msg', msg: null, attchs: [file({ name: 'a.png', mimeType: 'image/png' })] },
      { sender, type: 'file', msg: null, attchs: [file({ name: 'a.pdf', mimeType: 'application/pdf' })] },
      {
        sender,
        type: 'file',
        msg: null,
        attchs: [file({ name: 'b.pdf', url: `https://x.example/${'y'.repeat(3000)}` })],
      },
      { sender, type: 'file', msg: null, attchs: [file({ name: 'c.pdf', url: null }), file({ url: 'data:x' })] },
      { sender, type: 'file', msg: null },
      { sender, type: 'webrtc-call', msg: null },
      { sender, type: 'webrtc-call', msg: 'Call ended', attchs: [{ type: 'webrtc-call', content: {} }] },
      { sender, type: 'rating', msg: null, rating: 5 },
      { sender, type: 'msg', msg: 'Thanks', attchs: [{ type: 'rating', content: { rating: 'positive' } }] },
      { sender, type: 'sticker', msg: null },
      { sender, type: '<b>"', msg: null },
      { sender, type: 'msg', msg: null },
    ];
    const payload = { chat: { id: CHAT, visitor: null, messages } };
    const html = entry(await readTranscript(JSON.stringify(payload)));
    expect(
      visibleLines(html)
        .filter((line) => line !== 'Visitor:')
        .slice(3, -1),
    ).toEqual([
      '│ Picture: a.png',
      '│ File: a.pdf',
      '│ File: b.pdf (its address cannot be linked)',
      '│ File: c.pdf (its address cannot be linked)',
      '│ File without a name (its address cannot be linked)',
      '│ [file]',
      '│ [call]',
      '│ [call]',
      '│ Call ended',
      '│ [call]',
      '│ [rating: 5]',
      '│ Thanks',
      '│ [rating: positive]',
      '│ [message of the kind "sticker"]',
      '│ [nothing in it that can be shown]',
      '│ [nothing in it that can be shown]',
    ]);
  });

  test.each([
    ['Europe/Paris', '2026-10-25T00:30:00Z', '02:30 (UTC+02:00)'],
    ['Europe/Paris', '2026-10-25T01:30:00Z', '02:30 (UTC+01:00)'],
    ['Europe/Paris', '2026-10-24T23:59:59Z', '01:59'],
    ['Europe/Paris', '2026-10-25T02:00:00Z', '03:00'],
    ['Europe/Paris', '2026-03-29T01:30:00Z', '03:30'],
    ['Australia/Lord_Howe', '2026-04-04T15:05:00Z', '01:35 (UTC+10:30)'],
    ['UTC', '2026-10-25T00:30:00Z', '00:30'],
  ])('says which of the two it is, of the hour that comes twice: %s %s', (zone, time, told) => {
    expect(visibleLines(entry(transcript([message('v', 'x', time)]), zone))).toContain(`${told} Visitor:`);
  });

  /** Texts of a visitor who would like to be somebody else. */
  const forgery = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '\n',
          '\r',
          '\u2028',
          '\u0085',
          '\u000b',
          '\u202e',
          '</div>',
          '<div>',
          '<b>Agent</b> ',
          '10:00 Agent Ann: ',
        ),
        fc.string({ unit: 'grapheme', maxLength: 10 }),
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join(''));

  test('never shows what a visitor chose (name, e-mail, words) as words of an agent', () => {
    fc.assert(
      fc.property(forgery, forgery, fc.array(forgery, { minLength: 1 }), (name, email, words) => {
        const messages = words.map((each) => message('v', each, '2026-01-01T10:00:00Z'));
        const html = entry(transcript(messages, { name, email }));
        const [head, ...lines] = visibleLines(html);
        expect(head).toBe('Chat with a visitor, 2026-01-01, times in UTC');
        for (const line of lines.slice(0, -1)) {
          expect(line).toMatch(/^(10:00 Visitor:$|│)/);
        }
        expect(html).not.toContain('<b>Agent');
      }),
    );
  });

  test('shows every visible character of every message', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
        const shown = visibleLines(entry(transcript(words.map((each) => message('v', each))))).join('');
        const visible = (text: string) => text.replace(/[\s\p{C}│]/gu, '');
        let at = 0;
        for (const each of words.map(visible)) {
          at = visible(shown).indexOf(each, at);
          expect(at).toBeGreaterThanOrEqual(0);
          at += each.length;
        }
      }),
    );
  });
});

describe('the mark of an entry', () => {
  const first = transcript([
    message('v', 'one', '2026-01-01T10:00:00Z'),
    message('a', 'two', '2026-01-01T10:01:00Z', 'Ann'),
  ]);
  const more = message('v', 'three', '2026-01-01T10:02:00Z');
  const longer = transcript([...first.chat.messages, more]);

  test('is found behind whatever stands before it', () => {
    const copied = `<p>Copied from R-000001 by Ann</p><blockquote>${entry(first)}</blockquote>`;
    expect(messagesNotIn(caseLog('<p>Hello</p>', copied), PROPERTY, longer)).toEqual([more]);
  });

  test('of version 2.0.0 is found, behind a prefix too', () => {
    const old = `<p>tawk.to chat ${CHAT}, messages to 2026-01-01T10:01:00.000Z</p>\n<p>With Claude. Times are UTC.</p>`;
    expect(messagesNotIn(caseLog(old), PROPERTY, longer)).toEqual([more]);
    expect(messagesNotIn(caseLog(`<p>Copied: ${old}`), PROPERTY, longer)).toEqual([more]);
  });

  test('of the layout in which each message was one line is found, with all its messages', () => {
    const old = `<div><b>Chat with visitor Eve [[Person:42]] (eve@example.org, not verified)</b>, 2026-01-01, times in UTC</div>
<div>10:00 <b>Visitor</b>: See [[Person:42]] $this-&gt;title$<br>│ \u2003\u2003x</div>
<div style="margin:0 0 0 2em">10:01 <b>Agent</b> Ann: two</div>
<div><small><a name="tawk.to/${CHAT}/uwa-952_uwGI1tAf" style="color:#888">tawk.to chat ${CHAT}</a></small></div>`;
    const event = transcript([
      message('v', 'See [[Person:42]] $this->title$\n\u2003\u2003x', '2026-01-01T10:00:00Z'),
      message('a', 'two', '2026-01-01T10:01:00Z', 'Ann'),
      more,
    ]);
    expect(messagesNotIn(caseLog(old), PROPERTY, event)).toEqual([more]);
    expect(messagesNotIn(caseLog(old, transcriptEntry(event, [more], PROPERTY)), PROPERTY, event)).toEqual([]);
  });

  test('of another chat is none of ours, nor is one that somebody typed into a chat', () => {
    const typed = transcript([
      message('v', entry(longer), '2026-01-01T10:00:00Z'),
      message(
        'v',
        `</p><p>tawk.to chat ${CHAT}, messages to 2099-01-01T10:00:00Z</p>\n<p>With `,
        '2026-01-01T10:00:00Z',
      ),
    ]);
    typed.chat.id = 'another';
    expect(messagesNotIn(caseLog(entry(typed)), PROPERTY, longer)).toEqual(longer.chat.messages);
  });

  test('of the same chat id is ours where it names our property, or none, as before version 2.1.0', () => {
    const ofOther = entry(first).replaceAll(PROPERTY.id, 'f'.repeat(24));
    const without = entry(first).replaceAll(`${PROPERTY.id}/`, '');
    expect(messagesNotIn(caseLog(ofOther), PROPERTY, longer)).toEqual(longer.chat.messages);
    expect(messagesNotIn(caseLog(without), PROPERTY, longer)).toEqual([more]);
  });

  test('an empty log, or none, has no mark', () => {
    expect(messagesNotIn(caseLog(), PROPERTY, first)).toEqual(first.chat.messages);
    expect(messagesNotIn(undefined, PROPERTY, first)).toEqual(first.chat.messages);
  });

  /** Messages of few words at few moments, so that many are equal, and come in any order. */
  const messages = fc.array(
    fc.record({
      t: fc.constantFrom('a', 'v'),
      msg: fc.constantFrom('yes', 'no', undefined),
      time: fc.constantFrom(
        '2026-01-01T10:00:00Z',
        '2026-01-01T09:00:00Z',
        '2026-01-01T10:00:00.001Z',
        'soon',
        undefined,
      ),
    }),
    { maxLength: 12 },
  );

  test('loses no message and logs none twice, whatever the times and however the transcript grows', () => {
    fc.assert(
      fc.property(
        messages,
        fc.array(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), { maxLength: 4 }),
        (all, looks) => {
          const whole = all.map(({ t, msg, time }) => message(t, msg, time));
          const entries: string[] = [];
          const logged: TranscriptMessage[] = [];
          // each transcript knows some of the messages, anywhere in it; the last one knows all
          for (const known of [...looks, Array(12).fill(true)]) {
            const event = transcript(whole.filter((_, index) => known[index]));
            const fresh = messagesNotIn(caseLog(...entries), PROPERTY, event);
            if (fresh.length > 0) {
              entries.push(transcriptEntry(event, fresh, PROPERTY));
              logged.push(...fresh);
            }
          }
          const sorted = (list: TranscriptMessage[]) => list.map((each) => JSON.stringify(each)).sort();
          expect(sorted(logged)).toEqual(sorted(whole));
        },
      ),
    );
  });
});
