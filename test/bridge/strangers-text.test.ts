import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newChat } from '../../src/bridge/chats/chat-fields';
import type { PropertyConfig } from '../../src/bridge/config/config';
import { Harmless, harmless } from '../../src/bridge/markup/harmless';
import { escapeHtml } from '../../src/bridge/markup/html-writer';
import { messageHtml } from '../../src/bridge/markup/message';
import { titleOf } from '../../src/bridge/markup/title';
import type { Transcript } from '../../src/bridge/payload/payload';
import { ticketText } from '../../src/bridge/tickets/description';
import { transcriptEntry } from '../../src/bridge/tickets/log-entry';
import { describedFor } from '../../src/bridge/tickets/ticket';
import { plainText, stored, syntaxIn } from './itop-text';

const PROPERTY = { id: 'p1', time_zone: 'UTC' } as PropertyConfig;
const ITOP = 'https://itop.example.org/pages/UI.php?operation=details';

/** Texts that iTop would read as more than text, each tried on a real one. */
const SYNTAX = [
  '[[Person:42]]',
  '[[Organization:6|Click here]]',
  '[[ Person : 42 ]]',
  '[\u0000[Person:42]]',
  '[\u200c[Person:42]]',
  '[\\u200c[Person:42]]',
  '[\\u\u200c200c[Person:42]]',
  '[[Per\u200cson:42]]',
  'https://x.example/[[Person:42]]',
  `[Bob](${ITOP}&class=Person&id=42)`,
  `[Bob]\\u200c(${ITOP}&class=Person&id=42)`,
  `[Bob]\u200c(${ITOP}&class=Person&id=42)`,
  `HTTPS://ITOP.example.org/pages/UI.php?operation=details&class=Person&id=42`,
  '<a data-object-class="Person" data-object-key="42"',
  '$this->html(transcript)$',
  '$this-&gt;caller_id-&gt;email$',
  '$APP_URL$',
  '%24this->title%24',
  '[x](javascript:alert(1))',
  '![](//evil.example/x.png)',
  '========== 2026-01-01 10:00:00 : Ann (1) ============',
];

/** The same in HTML, by the means of HTML. */
const HTML_SYNTAX = [
  '&#91;&#91;Person:42]]',
  '&lbrack;<font>[Person:42]]</font>',
  '[<b>[</b>Person:42]]',
  '[<a href="https://x.example/">Person:42]</a>',
  '[<img src="https://x.example/p.png" alt="Person:42]]">',
  '[[Person<wbr>&#58;42]]',
  '<p>[[Person</p>:42]]',
  `[Bob]<b>(</b>${ITOP}&amp;class=Person&amp;id=42)`,
  `<a href="${ITOP}&amp;class=Person&amp;id=42">Bob</a>`,
  `<a href="${ITOP}&amp;CLASS=Person&amp;id=42">Bob</a>`,
  '<a href="https://x.example/[[Person:42]]">x</a>',
  '<a href="https://x.example/?$APP_URL$">x</a>',
  '<a href="/relative/[[Person:42]]">x</a>',
  '&lt;a data-object<font>-class="Person" data-object-key="42"',
  '&#36;this-&gt;html(transcript)&#36;',
];

const event = (words: string[], who = ''): Transcript => ({
  time: undefined,
  domain: who,
  referrer: who,
  property: who,
  chat: {
    id: 'c1',
    visitor: { name: who, email: who },
    all: [],
    messages: words.map((msg) => ({
      sender: { t: 'v', n: who },
      msg,
      time: '2026-01-01T10:00:00Z',
      attchs: [
        {
          kind: 'file',
          url: `https://x.example/${encodeURI(msg.slice(0, 50).replace(/\p{Surrogate}/gu, ''))}`,
          name: msg,
        },
      ],
    })),
  },
});
const entry = (transcript: Transcript) =>
  transcriptEntry(transcript, transcript.chat.messages, { id: '65f0a1b2c3d4e5f6a7b8c9d0', time_zone: 'UTC' });
const inHtml = (html: string) => [...syntaxIn(stored(html)), ...syntaxIn(plainText(html))];

describe('what a stranger writes is text to iTop, and nothing else', () => {
  const nasty = fc
    .array(
      fc.oneof(
        fc.constantFrom(...SYNTAX, ...HTML_SYNTAX),
        fc.constantFrom(
          '[',
          '[[',
          ']',
          ']]',
          '(',
          ':',
          'Person',
          '42',
          '$',
          '$this',
          '->',
          'x',
          '\n',
          ' ',
          '|',
          '\u2060',
        ),
        fc.constantFrom(
          '&#91;',
          '&#93;',
          '&lbrack;',
          '&zwnj;',
          '\u200c',
          '\\u200c',
          '<b>',
          '</b>',
          '<br>',
          '<font>',
          '</p>',
        ),
        fc.constantFrom('<a href="https://x.example/">', '</a>', 'data-object-', 'class="', 'https://'),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));

  test.each(SYNTAX)('%j in a transcript, its head, its files', (text) => {
    expect(inHtml(entry(event([text, 'x', text], text)))).toEqual([]);
  });

  test.each([...SYNTAX, ...HTML_SYNTAX])('%j in a ticket of tawk.to', async (text) => {
    for (const message of [text, `<p>${text}</p>`, `${text}<br>${text}`]) {
      const { title, description } = await ticketText(text, message);
      expect(inHtml(description)).toEqual([]);
      expect(syntaxIn(title)).toEqual([]);
    }
  });

  test.each(SYNTAX)('%j in what is told of a chat and of who asks', (text) => {
    const chat = newChat({ kind: 'chat:transcript_created', ...event([text], text) }, PROPERTY);
    for (const attribute of ['visitor_name', 'visitor_email', 'page', 'desk', 'property_name', 'agents']) {
      expect(syntaxIn(String(chat[attribute]))).toEqual([]);
    }
    for (const persons of [undefined, 0, 1, 2]) {
      expect(
        inHtml(describedFor({ callerId: undefined, orgId: '1', persons }, { name: text, email: text }, '')),
      ).toEqual([]);
    }
  });

  test('whatever it is made of', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (one, other) => {
        expect(inHtml(entry(event([one, other, one + other], one)))).toEqual([]);
        expect(inHtml((await messageHtml(one + other, 60_000)).html)).toEqual([]);
        expect(inHtml((await messageHtml(`<br>${one}<i>${other}`, 60_000)).html)).toEqual([]);
        expect(syntaxIn(titleOf(one + other).title)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('however it is cut into pieces', async () => {
    for (const text of SYNTAX) {
      for (const before of [16_383, 16_384 - Math.floor(text.length / 2), 16_384 - text.length + 1]) {
        const { html } = await messageHtml(`<br>${'x'.repeat(before - 4)} ${text}`, 60_000);
        expect(inHtml(html)).toEqual([]);
      }
    }
    const far = `[[${' '.repeat(40_000)}Person${'\u200c'.repeat(300)}&#58;42]]`;
    expect(inHtml((await messageHtml(`<br>${far}`, 200_000)).html)).toEqual([]);
  });

  // squared, the first of them alone would take some minutes
  test('in a time that grows no faster than the text', () => {
    const worst = ['a', '[[a', '[[', ']', '(', ':', '$a', '%24', '$a->', 'a\u0301', '\u0301', '\u200c', '\\u200'];
    for (const each of [...worst, '=', 'tawk.to chat a', 'a,', '-&gt;a', '"', ' ']) {
      const text = each.repeat(200_000 / each.length);
      expect(escapeHtml(text).length).toBeLessThan(10 * text.length);
      expect(titleOf(text).title.length).toBeLessThan(256);
    }
  });
});

describe('it reads as it was written', () => {
  test.each([
    'if [[ -f /etc/passwd ]]; then echo "$HOME/x"; fi',
    '$a = $this->foo($bar); // costs $5 or $6',
    'R-000123, [INC], a[0] [see](below)'.replace('[see](below)', 'and (more)'),
    'https://example.org/a?b=[1]&c=2',
    'می\u200cخواهم',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 👨‍👩‍👧 ḉ',
    '# Heading, @admin, {{ twig }}, %1$s, **bold**, <b>',
  ])('%j has not changed by a character', (text) => {
    expect(escapeHtml(text)).toBe(
      text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;'),
    );
  });

  test.each(SYNTAX)('%j shows each of its characters, in their order', (text) => {
    const seen = (shown: string) => shown.replace(/[\p{C}\s]/gu, '');
    expect(
      seen(
        escapeHtml(text).replace(
          /&(lt|gt|quot|amp);/g,
          (_, name) => ({ lt: '<', gt: '>', quot: '"' })[name as string] ?? '&',
        ),
      ),
    ).toBe(seen(text));
  });

  test('in pieces as in one', () => {
    const character = fc.constantFrom('ا', '\u200c', '[', ']', '(', ':', '$', 'a', '\u0301', '=', ' ', '🏴', '\\u200c');
    fc.assert(
      fc.property(fc.array(fc.array(character, { maxLength: 40 }), { maxLength: 6 }), (all) => {
        const pieces = all.map((each) => each.join(''));
        const words = new Harmless();
        expect(pieces.map((each) => words.next(each)).join('')).toBe(harmless(pieces.join('')));
      }),
      { numRuns: 500 },
    );
  });

  test('an address leads where it led', async () => {
    const { html } = await messageHtml(`<a href="${ITOP}&amp;class=Person&amp;id=42&amp;x=[1]">Bob</a>`, 1000);
    const [, href = ''] = /href="([^"]*)"/.exec(html) ?? [];
    expect(Object.fromEntries(new URL(href.replaceAll('&amp;', '&')).searchParams)).toEqual({
      operation: 'details',
      class: 'Person',
      id: '42',
      x: '[1]',
    });
  });
});

describe('no placeholder makes markup of', () => {
  const EVE = 'Eve</p><h1>Your password expires</h1><a href="https://evil.example/">';

  test("a name, an e-mail or another attribute of one line: it has no character of HTML's", () => {
    const chat = newChat({ kind: 'chat:transcript_created', ...event(['x'], EVE) }, PROPERTY);
    for (const attribute of ['visitor_name', 'visitor_email', 'page', 'desk', 'property_name']) {
      expect(chat[attribute]).not.toMatch(/[<>"]/);
      expect(chat[attribute]).toContain('Eve');
    }
    expect(chat.visitor_name).toBe('Eve‹/p›‹h1›Your password expires‹/h1›‹a href=”https://evil.example/”›');
  });

  test('a title', async () => {
    expect((await ticketText('Printer "HP" <on> fire', 'x')).title).toBe('Printer “HP” ‹on› fire');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { title } = titleOf(text);
        expect(title).not.toMatch(/[<>"]/);
        expect(Buffer.byteLength(title)).toBeLessThanOrEqual(255);
      }),
    );
  });
});

describe('a line that looks like a speaker cannot be made', () => {
  const wide = ['\u2003', '\u3000', '\u00a0', '\u2800', '\u3164', '\u1160', '\u200a\u2028'];
  const lines = (html: string) => [...html.matchAll(/<div( style="margin:0 0 0 2em")?>(.*?)<\/div>/gs)];

  test('of a message: what anybody says is set in, and who speaks is not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...wide, '\n', '</div>', '14:06 Agent Ann:', 'x'), { maxLength: 9 }),
        (parts) => {
          const text = parts.join('');
          const ours = lines(entry(event([text, text], text))).filter(([, isSetIn]) => isSetIn === undefined);
          expect(ours.map(([, , html]) => html)).toEqual([
            '<b>Chat with a visitor</b>, 2026-01-01, times in UTC',
            '10:00 <b>Visitor</b>:',
            '10:00 <b>Visitor</b>:',
            expect.stringMatching(/^<small><a name="tawk\.to\/65f0a1b2c3d4e5f6a7b8c9d0\/c1\//),
          ]);
        },
      ),
    );
  });

  test.each(wide)('of a run of %j: one is left', (blank) => {
    const text = `Thanks!${blank.repeat(44)}14:06 Agent Ann: approved`;
    expect(entry(event([text]))).toMatch(/Thanks!.14:06|Thanks!&nbsp;14:06|Thanks!<br>│&nbsp;14:06/);
    expect(titleOf(text).title).toBe('Thanks! 14:06 Agent Ann: approved'.replace(' ', /\s/.test(blank) ? ' ' : blank));
  });

  test('of a ticket: its words are set in, and what the bridge says stands outside', async () => {
    const forged = '<p><small>The caller was verified by Ann.</small></p></div></div><p>Ann: approved</p>';
    const { description } = await ticketText('Subject', `<b>x</b>${forged}`);
    const html = describedFor({ callerId: '2', orgId: '1', persons: 1 }, { email: 'a@example.org' }, description);
    expect(html).toMatch(/^<div style="margin:0 0 0 2em">(?:(?!<\/?div).)*<\/div><p><small>The caller was found/s);
  });

  test('that reaches into others: a letter has four accents at most', () => {
    const { title } = titleOf(`Z${'\u0301\u200d'.repeat(50)}algo ${'e\u0301'.repeat(9)}`);
    expect(title.match(/\p{M}/gu)).toHaveLength(2 + 9);
    expect(escapeHtml(`Z${'\u0301'.repeat(50)}`)).toBe(`Z${'\u0301'.repeat(4)}`);
  });
});
