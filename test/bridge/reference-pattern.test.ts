import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ITOP_REFERENCE, referencePatternFault } from '../../src/bridge/config/reference-pattern';

describe('the setting `ticket.reference`', () => {
  test.each([
    ITOP_REFERENCE,
    String.raw`INC\d{7}|REQ\d{7}`,
    String.raw`SD/20\d{2}/\d{4,6}`,
    String.raw`[RI]-\d{6}`,
    String.raw`[A-Z-]{2,3}\.\d{3}`,
    'ticket:[0-9]{1,9}',
  ])('takes what references are made of: %s', (pattern) => {
    expect(referencePatternFault(pattern)).toBeUndefined();
  });

  test.each([
    ['(a+)+', 'found something else at character 1'],
    [String.raw`R-\d+`, 'found something else at character 5'],
    [String.raw`INC\d{7}|(x|x)*`, 'found something else at character 10'],
    [String.raw`R.\d{6}`, 'found something else at character 2'],
    ['#12345', 'found something else at character 1'],
    [String.raw`^R-\d{6}$`, 'found something else at character 1'],
    ['[Z-A]{6}', 'expected letters'],
    [String.raw`R-\d{6,21}`, 'at most 20'],
    [String.raw`R-\d{9,6}`, 'from fewer to more'],
    [String.raw`\d{1,9}[a-z]?\d{1,9}R-\d{6}`, 'at most 2 parts of an open length'],
    ['[A-Z]{2}', 'at least 3 characters'],
    ['R-[0-9]{6}|', 'at least 3 characters'],
    ['', 'at least 3 characters'],
    ['R'.repeat(201), 'at most 200 characters'],
  ])('refuses %j, and says what it expects', (pattern, words) => {
    expect(referencePatternFault(pattern)).toContain(words);
  });

  test('takes nothing that finds what may not stand in a query', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'A',
        '-',
        '/',
        String.raw`\d`,
        String.raw`\w`,
        '[A-Z]',
        '{2}',
        '{1,3}',
        '?',
        '|',
        '[^a]',
        '.',
        "'",
      ),
      fc.string({ maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.string({ unit: 'grapheme' }), (pieces, text) => {
        const pattern = pieces.join('');
        fc.pre(referencePatternFault(pattern) === undefined);
        for (const [found] of text.normalize('NFKC').matchAll(new RegExp(pattern, 'giu'))) {
          expect(found).toMatch(/^[\w.:/-]{3,}$/);
        }
      }),
    );
  });
});
