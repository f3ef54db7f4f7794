import fc from 'fast-check';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { messageHtml } from '../../src/bridge/markup/message';
import { titleOf } from '../../src/bridge/markup/title';
import { ticketText } from '../../src/bridge/tickets/description';

const LIMIT = 60_000;
const html = async (message: string) => (await messageHtml(message, LIMIT)).html;

/** What a browser shows of HTML, by another reader than the bridge's. */
const shown = (html: string) => DomUtils.textContent(parseDocument(html.replaceAll('<br>', '\n')));
/** Without what is not seen; half a surrogate pair is shown as U+FFFD. */
const visible = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\p{C}\p{Z}\s]/gu, '');

/** Text that looks like markup here and there, and is none. */
const pieces = [
  ...[
    '<bob@example.com>',
    'List<String>',
    '<script>',
    '</script>',
    '<b>',
    '<p',
    '</',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?php',
  ],
  ...[
    '&amp;',
    '&amp;amp',
    '&#0;',
    '&lt;b&gt;',
    '&',
    '"',
    "'",
    '<a href="',
    '\ud800',
    '\udc00',
    '\u0000',
    '\u202e',
    '👩‍👩‍👧',
    'é',
  ],
  ...[
    ' ',
    '\n',
    '\r\n',
    '\t',
    'word',
    '<word>',
    '<Word attribute="1"/>',
    'a<b && c>d',
    '<<',
    '>>',
    '<style>',
    '<title>',
    '<p>',
  ],
];
const plain = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary' })), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

describe('plain text', () => {
  test.each([
    ['Cannot send to <bob@example.com>\nWhy?', '<p>Cannot send to &lt;bob@example.com&gt;<br>Why?</p>'],
    ['A List<String> and a Map<K, V>', '<p>A List&lt;String&gt; and a Map&lt;K, V&gt;</p>'],
    ['type <script> into the box', '<p>type &lt;script&gt; into the box</p>'],
    ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['press <b> for bold', '<p>press &lt;b&gt; for bold</p>'],
    ['if (a<b && c>d) 1 < 2', '<p>if (a&lt;b &amp;&amp; c&gt;d) 1 &lt; 2</p>'],
    ['a &amp; b &nbsp;', '<p>a &amp;amp; b &amp;nbsp;</p>'],
    ['at x\r\n  at y\r\tat  z', '<p>at x<br>&nbsp; at y<br>&nbsp;&nbsp;&nbsp; at&nbsp; z</p>'],
    ['a\u2028b\u202ec\u0007', '<p>a<br>bc</p>'],
  ])('%j is shown as it was written', async (message, expected) => {
    expect(await html(message)).toBe(expected);
  });

  test('is shown whole, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(plain, async (message) => {
        const made = await html(message);
        fc.pre(made.startsWith('<p>') && !/<(?!\/?p>|br>)/.test(made));
        expect(visible(shown(made))).toBe(visible(message));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('HTML', () => {
  test.each([
    ['formatting stays', '<div>It <b>burns</b><br/>now</div>', '<div>It <b>burns</b><br>now</div>'],
    [
      'unknown tags are shown',
      '<p>to <bob@example.com> in <x-y z="1">a</x-y></p>',
      '<p>to &lt;bob@example.com&gt; in &lt;x-y z=&quot;1&quot;&gt;a&lt;/x-y&gt;</p>',
    ],
    [
      'what is no tag is shown',
      '<br>a<b && c>d <b &quot;</p>',
      '<br>a&lt;b &amp;&amp; c&gt;d &lt;b &amp;quot;&lt;/p&gt;',
    ],
    ['a script without an end is shown', '<br>type <script> into</p>', '<br>type &lt;script&gt; into&lt;/p&gt;'],
    ['scripts, styles and comments are not', '<p>a<script>1</script><style>2</style><!-- 3 --></p>b', '<p>a</p>b'],
    [
      'frames are shown as they were written',
      '<p>a</p><iframe src="//e"></iframe>',
      '<p>a</p>&lt;iframe src=&quot;//e&quot;&gt;&lt;/iframe&gt;',
    ],
    [
      'what iTop would drop becomes what it keeps',
      '<h5>a</h5><dl><dt>b</dt></dl><sup>c</sup>',
      '<h4>a</h4><div><div>b</div></div>c',
    ],
    ['line ends stay where no tag makes any', 'a\nb <b>c</b>', 'a<br>b <b>c</b>'],
    ['a relative link is none, and told', '<p><a href="/pages/UI.php?x=1">a</a></p>', '<p>a [/pages/UI.php?x=1]</p>'],
    ['an address without a scheme is told', '<p><a href="//evil.example/">a</a></p>', '<p>a [//evil.example/]</p>'],
    [
      "a link with a user's name is told",
      '<p><a href="https://bank@evil.example">a</a></p>',
      '<p>a [https://bank@evil.example]</p>',
    ],
    ['a program is no link', '<p><a href=" java&#10;script:x()">a</a></p>', '<p>a</p>'],
    [
      'mails are linked',
      '<p><a href="mailto:a.b@example.com">a</a></p>',
      '<p><a href="mailto:a.b@example.com">a</a></p>',
    ],
    [
      'pictures become links',
      '<p><img src="https://e.example/x.png" alt="A &lt; B"></p>',
      '<p><a href="https://e.example/x.png">[image\u2060: A &lt; B]</a></p>',
    ],
    ['pictures in the text itself are told', '<p><img src="data:image/png;base64,AA"></p>', '<p>[image, left out]</p>'],
    ['entities are read once', '<p>&amp;amp; &lt;b&gt; &#x202e;x &#0;</p>', '<p>&amp;amp; &lt;b&gt; x \ufffd</p>'],
    [
      'what mail programs leave goes',
      '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><p>a<o:p></o:p></p><![endif]></body></html>',
      '<p>a</p>',
    ],
    ['what is not closed is closed', '<ul><li>a<li><b>b</ul>', '<ul><li>a<li><b>b</b></li></li></ul>'],
  ])('%s', async (_promise, message, expected) => {
    expect(await html(message)).toBe(expected);
  });

  const tags = fc.constantFrom(
    'p',
    'b',
    'table',
    'tr',
    'td',
    'li',
    'h6',
    'dl',
    'font',
    'a',
    'x-unknown',
    'section',
    'pre',
  );
  const { tree } = fc.letrec<{ tree: { html: string; text: string } }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.string({ unit: 'grapheme' }).map((text) => ({
        html: text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`),
        text,
      })),
      fc.tuple(tags, fc.array(tie('tree'), { maxLength: 4 }), fc.boolean()).map(([tag, inside, closed]) => ({
        html: `<${tag} title='"'>${inside.map(({ html }) => html).join('')}${closed ? `</${tag}>` : ''}`,
        text: inside.map(({ text }) => text).join(''),
      })),
    ),
  }));

  test('shows every text of every element, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (message) => {
        const made = visible(shown(await html(`<p></p>${message.html}`)));
        let at = 0;
        for (const character of visible(message.text)) {
          at = made.indexOf(character, at) + character.length;
          expect(at).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('has no tag and no attribute but those of the list, whatever comes in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            plain,
            tree.map(({ html }) => html),
          ),
        ),
        async (parts) => {
          const made = await html(`<br>${parts.join('')}`);
          const rest = made.replace(/<\/?[a-z]+[1-4]?>|<a href="(?:https?:|mailto:)[^"<>]*">/g, '');
          expect(rest).not.toMatch(/[<>]/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** With what a title has in place of markup, and without joiners. */
const alike = (text: string) =>
  text.replaceAll('\u2060', '').replaceAll('<', '‹').replaceAll('>', '›').replace(/[“”]/g, '"');

describe('a title', () => {
  const subject = fc.oneof(plain, fc.string({ unit: 'grapheme', maxLength: 400 }));

  test('is one line of at most 255 bytes, and shows the subject whole where it is not cut', () => {
    fc.assert(
      fc.property(subject, (text) => {
        const { title, cut } = titleOf(text);
        expect(Buffer.byteLength(title)).toBeLessThanOrEqual(255);
        expect(title).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        if (cut) {
          expect(visible(alike(text)).startsWith(visible(alike(title.slice(0, -1))))).toBe(true);
        } else if (title !== '') {
          expect(visible(alike(title))).toBe(visible(alike(text)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('is cut between graphemes, and the whole subject is in the description then', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 90, maxLength: 400 }).map((text) => `a${text}`),
        async (text) => {
          const { title, description } = await ticketText(text, 'the message');
          const { cut } = titleOf(text);
          expect(description.endsWith('<p>the message</p></div>')).toBe(true);
          expect(visible(shown(description))).toBe(cut ? visible(`${text}the message`) : 'themessage');
          const graphemes = [...new Intl.Segmenter().segment(alike(title))].map(({ segment }) => segment);
          const all = [...new Intl.Segmenter().segment(alike(text.replace(/\s+/g, ' ').trim()))].map(
            ({ segment }) => segment,
          );
          expect(all.slice(0, graphemes.length - Number(cut))).toEqual(graphemes.slice(0, cut ? -1 : undefined));
        },
      ),
    );
  });

  test.each([
    ['👩‍👩‍👧'.repeat(20), 14],
    ['e\u0301'.repeat(200), 84],
    ['🇫🇷'.repeat(60), 31],
  ])('does not tear %s', (text, count) => {
    expect([...new Intl.Segmenter().segment(titleOf(text).title)]).toHaveLength(count + 1);
  });
});
