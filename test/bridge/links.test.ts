import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLinks, withoutLinks } from '../../src/bridge/markup/links';

const links = (text: string) => splitLinks(text).flatMap(({ href }) => href ?? []);

/** Texts with pieces in them that links are made of. */
const linkish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'https://',
        'http://',
        'a.example',
        '/',
        '(',
        ')',
        '.',
        ' ',
        '\n',
        '[',
        '](',
        '@',
        'www.',
        '"',
        '<a ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.webUrl(),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe('addresses in a text', () => {
  test.each([
    ['see https://a.example/x?y=1#z.', ['https://a.example/x?y=1#z']],
    ['(https://a.example/x_(y)), and https://b.example!', ['https://a.example/x_(y)', 'https://b.example/']],
    ['<https://a.example/>"https://b.example/"', ['https://a.example/', 'https://b.example/']],
    ['https://a.example/\u202egpj.exe', ['https://a.example/']],
    ['javascript:alert(1) data:text/html,x file:///etc/passwd ftp://a.example', []],
    ['https://bank.example@evil.example/ https://u:p@evil.example/ https:// http://%', []],
  ])('that may be links: %j', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test('are cut out without a change to the text', () => {
    fc.assert(
      fc.property(linkish, (text) => {
        expect(
          splitLinks(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('are of http or https only, and never name a user', () => {
    fc.assert(
      fc.property(linkish, (text) => {
        for (const href of links(text)) {
          expect(new URL(href)).toMatchObject({
            protocol: expect.stringMatching(/^https?:$/),
            username: '',
            password: '',
          });
        }
      }),
    );
  });
});

describe('what stands in a link', () => {
  test.each([
    'https://itop.example.com/pages/UI.php?id=R-000004',
    'https://itop.example.com/R-000004.',
    'itop.example.com/R-000004',
    'localhost.example:8080/R-000004',
    'www.example.com?R-000004',
    'mailto:desk@example.com?subject=R-000004',
    'R-000004@tickets.example.com',
    'ftp://x/R-000004',
    '<a href="https://x" target="_blank">R-000004</a>',
    '[your ticket R-000004 of today](https://x.example)',
    '[R-000004](/relative)',
  ])('is left out: %s', (text) => {
    expect(withoutLinks(`Look: ${text} please`)).not.toContain('R-000004');
  });

  test.each([
    'R-000004',
    '(R-000004)',
    'R-000004/R-000005',
    'it is R-000004.',
    'R-000004? Look at https://a.example',
    '"R-000004"',
    '[R-000004]',
  ])('is not taken for more than it is: %s', (text) => {
    expect(withoutLinks(text)).toContain('R-000004');
  });
});
