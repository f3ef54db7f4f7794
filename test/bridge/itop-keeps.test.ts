import fc from 'fast-check';
import { DomUtils, parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import { phpRuntime } from '../../sandbox/itop/php-runtime';
import { chatTranscript } from '../../sandbox/tawk/webhooks';
import { transcriptEntry } from '../../src/bridge/deliver/log-entry';
import { messageHtml } from '../../src/bridge/deliver/message';
import { readTranscript } from '../../src/bridge/deliver/payload';

/**
 * What iTop 2.7 to 3.2 do to HTML from REST (core/htmlsanitizer.class.inc.php): PHP's own reader of HTML, then every
 * element that is not in the list goes, with all that is in it.
 */
const SANITIZER = `<?php
$aKept = array_flip(explode(' ', 'html body a p blockquote br span div b i u em strong img ul ol li h1 h2 h3 h4 nav section'
  .' code table thead tbody tr td th fieldset legend font big small tt kbd samp var del s ins cite q hr pre center'));
function Sanitize(DOMNode $oNode, array $aKept): void {
  foreach (iterator_to_array($oNode->childNodes) as $oChild) {
    if ($oChild instanceof DOMComment || ($oChild instanceof DOMElement && !isset($aKept[$oChild->tagName]))) {
      $oNode->removeChild($oChild);
    } elseif ($oChild->hasChildNodes()) {
      Sanitize($oChild, $aKept);
    }
  }
}
$aStored = [];
foreach (json_decode(file_get_contents('/html.json')) as $sHtml) {
  $oDoc = new DOMDocument();
  @$oDoc->loadHTML('<?xml encoding="UTF-8"?>'.$sHtml);
  Sanitize($oDoc, $aKept);
  $aStored[] = $oDoc->saveHTML($oDoc->getElementsByTagName('body')->item(0));
}
echo json_encode($aStored);`;

async function stored(html: string[]): Promise<string[]> {
  const php = await phpRuntime('8.3');
  php.writeFile('/html.json', JSON.stringify(html));
  return JSON.parse((await php.run({ code: SANITIZER })).text);
}

const visible = (html: string) =>
  DomUtils.textContent(parseDocument(html.replaceAll('<br>', '\n'))).replace(/[\p{C}\p{Z}\s]/gu, '');

const LIMIT = 60_000;
const make = async (message: string) => (await messageHtml(message, LIMIT)).html;

test('iTop keeps every character of what is made of a message', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<b>',
        '</b>',
        '<div>',
        '</div>',
        '<table>',
        '<tr>',
        '<td>',
        '</table>',
        '<ul>',
        '<li>',
        '</ul>',
      ],
      ...[
        '<h5>',
        '</h5>',
        '<pre>',
        '</pre>',
        '<a href="https://e.example/é?a=1&b">',
        '</a>',
        '<img src="https://e.example/x">',
      ],
      ...[
        '<br>',
        '<hr>',
        '<body>',
        '</html>',
        '<title>',
        '<script>',
        '<x-y>',
        '<sub>',
        '<dl>',
        '<!--',
        '<![CDATA[',
        '<?xml',
      ],
      ...[
        '&nbsp;',
        '&#x202e;',
        '&#xFFFE;',
        '&#128;',
        '\ud800',
        '\ufdd0',
        '\u{1fffe}',
        '\u0001',
        '\n',
        ' ',
        'word',
        '&',
        '"',
      ],
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const samples = fc
    .sample(fc.array(piece, { maxLength: 40 }), { seed: 1, numRuns: 150 })
    .map((parts) => parts.join(''));
  const deep = `${'<div>'.repeat(1000)}deep${'</div>'.repeat(1000)}after`;
  const made = await Promise.all([...samples, deep, '<b>'.repeat(1000)].map(make));
  expect((await stored(made)).map(visible)).toEqual(made.map(visible));
});

test('what is made of a message is not longer in iTop than it may be', async () => {
  const shapes = [
    '<p>x</p>',
    'x<div>y</div>',
    '&nbsp;',
    'a\u00a0<br>',
    '<li>x</li>',
    '<a href="https://e.example/é">x</a>',
  ];
  shapes.push(
    '漢',
    '"',
    '\n',
    'x<br>',
    '<table><tr><td>x</td></tr></table>',
    '<hr>',
    '<pre>\nx</pre>',
    '  ',
    '<h1></h1>x',
  );
  const made = await Promise.all(shapes.map((shape) => make(shape.repeat(60_000))));
  for (const html of await stored(made)) {
    expect(Buffer.byteLength(html)).toBeLessThan(65_000);
  }
});

test('iTop keeps every character of a transcript', async () => {
  const words = fc.sample(fc.string({ unit: 'binary' }), { seed: 1, numRuns: 200 });
  const messages = words.map((msg) => ({
    sender: { t: 'v' as const },
    type: 'msg' as const,
    msg,
    time: '2026-01-01T10:00:00Z',
  }));
  const event = await readTranscript(JSON.stringify(chatTranscript('c-1', { name: '<b>' }, messages)));
  const entry = transcriptEntry(event, event.chat.messages, 'UTC');
  expect((await stored([entry])).map(visible)).toEqual([visible(entry)]);
});

test('the stand-in of the sanitizer loses what iTop loses: unknown elements, and what is deeper than 256', async () => {
  const lost = ['a<h5>b</h5>', `${'<div>'.repeat(300)}b`];
  expect((await stored(lost)).map(visible)).toEqual(['a', '']);
});
