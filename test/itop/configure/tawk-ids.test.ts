import { expect, test } from 'vitest';
import { readTawkIds } from '../../../src/itop/configure/tawk-ids';

const PROPERTY = '58ca8453b8a7e060cd3b1ecb';
const BOTH = { property: PROPERTY, widget: '1j87jtnt0' };
const SNIPPET = `<!--Start of Tawk.to Script-->
<script type="text/javascript">
var Tawk_API=Tawk_API||{}, Tawk_LoadStart=new Date();
(function(){
var s1=document.createElement("script"),s0=document.getElementsByTagName("script")[0];
s1.async=true;
s1.src='https://embed.tawk.to/${PROPERTY}/1j87jtnt0';
s1.charset='UTF-8';
s1.setAttribute('crossorigin','*');
s0.parentNode.insertBefore(s1,s0);
})();
</script>
<!--End of Tawk.to Script-->`;

test.each([
  ['the whole snippet', SNIPPET],
  ['the snippet in one line', SNIPPET.replaceAll('\n', '')],
  ['the snippet with Windows line ends', SNIPPET.replaceAll('\n', '\r\n')],
  ['quotes of a word processor', SNIPPET.replaceAll("'", '’').replaceAll('"', '“')],
  ['a snippet as JSON', JSON.stringify(SNIPPET).replaceAll('/', '\\/')],
  ['a snippet as HTML', SNIPPET.replaceAll('/', '&#x2F;').replaceAll('<', '&lt;')],
  ['its address in an address', encodeURIComponent(`https://embed.tawk.to/${PROPERTY}/1j87jtnt0`)],
  ['the direct chat link', `https://tawk.to/chat/${PROPERTY}/1j87jtnt0`],
  ['the link with what a mail adds', `<https://tawk.to/chat/${PROPERTY}/1j87jtnt0?utm=x#y>.`],
  ['the ids alone', `${PROPERTY}/1j87jtnt0`],
  ['the ids with a blank', ` ${PROPERTY}  1j87jtnt0 `],
  ['an invisible character in the middle', `https://tawk.to/chat/\u200b${PROPERTY}/1j87jtnt0\ufeff`],
])('the ids are read from %s', (_name, text) => expect(readTawkIds(text)).toEqual(BOTH));

test.each([
  ['an address of the dashboard', `https://dashboard.tawk.to/#/admin/${PROPERTY}/chat-widget`],
  ['the property id alone', PROPERTY.toUpperCase()],
  ['a quoted one', `'${PROPERTY}',`],
])('of %s the property is known, and not the widget', (_name, text) =>
  expect(readTawkIds(text)).toEqual({ property: PROPERTY }),
);

test('two widgets or two properties are not guessed between', () => {
  expect(readTawkIds(`${SNIPPET}${SNIPPET.replace('1j87jtnt0', 'default')}`)).toBe('several');
  expect(readTawkIds(`${PROPERTY} ${'a'.repeat(24)}`)).toBe('several');
});

test.each(['', 'default', 'https://www.tawk.to/', 'f'.repeat(25), 'PUT_YOUR_PROPERTY_ID_HERE', "'; system('x'); //"])(
  '%j holds none',
  (text) => expect(readTawkIds(text)).toBeUndefined(),
);
