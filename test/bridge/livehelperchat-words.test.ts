import { expect, test } from 'vitest';
import { wordsOf } from '../../src/bridge/sources/livehelperchat/words';

test.each([
  ['Hello [b]bold[/b] and [i]slanted[/i] :)', 'Hello bold and slanted :)'],
  ['[url=https://example.com/a?b=1]the page[/url]', 'the page (https://example.com/a?b=1)'],
  ['[url="https://example.com"]https://example.com[/url]', 'https://example.com'],
  ['[url]https://example.com[/url]', 'https://example.com'],
  ['[img]https://example.com/a.png[/img]', 'https://example.com/a.png'],
  ['[list][*]one\n[*]two[/list]', '• one\n• two'],
  ['[color=ff0000]red[/color] [fs14]large[/fs]', 'red large'],
  ['Look: [file=7_0123456789abcdef]', 'Look:'],
  ['[html]<b>x</b>[/html]', '<b>x</b>'],
  ['[quote=12]before[/quote] after', 'before after'],
  // nothing is removed from unknown tags
  ['an array a[b] and [ref 1] [x=2] [R-000012]', 'an array a and [ref 1] [x=2] [R-000012]'],
  ['<script>alert(1)</script> 😀 Łódź', '<script>alert(1)</script> 😀 Łódź'],
  ['[url=javascript:alert(1)]x[/url]', 'x (javascript:alert(1))'],
  ['[/url] [url=', '[url='],
])('%j reads %j', (message, words) => {
  expect(wordsOf(message)).toBe(words);
});

test.each(['[', '[a=', '[url=x]', '[url='])('a megabyte of %s is read to its end', (piece) => {
  const long = piece.repeat(1_000_000 / piece.length);
  expect(wordsOf(`${long}the end`).endsWith('the end')).toBe(true);
});
