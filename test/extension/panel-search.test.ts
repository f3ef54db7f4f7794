import { expect, test } from 'vitest';
import { EACH_ONCE, inEachItop, VALID } from './itop';

inEachItop((itop) => {
  const found = async (q: string) =>
    (await itop.panel({ q })).json.faq.map(([title]: [string, string]) => title.replace(/^.*? the /, ''));

  test('finds entries that have each word in any of their texts, with their address in the portal', async () => {
    expect(await itop.panel({ q: 'PRINTER vpn' })).toMatchObject({
      status: 200,
      json: {
        faq: [['How do I set up the printer at home?', expect.stringContaining('/pages/exec.php/object/view/FAQ/2?')]],
      },
      queries: 1,
    });
    expect(await found('printer laptop')).toEqual([]);
    expect(await found('  ')).toEqual([]);
    expect(await found('')).toEqual([]);
  });

  test('shows three at most', async () => {
    expect(await found('o')).toHaveLength(3);
  });

  test.each([
    ['100%', ['printer is 100% busy?']],
    ['%', ['printer is 100% busy?']],
    ['_', []],
    ['\\', []],
    ["' OR 1=1 --", []],
    ['") OR 1 OR ("', []],
    [':word0', []],
    ['ñ'.repeat(5000), []],
    ['printer '.repeat(500), ['printer at home?', 'printer is 100% busy?']],
  ])('takes %j literally', async (words, titles) => {
    expect((await found(words)).sort()).toEqual(titles);
    expect(itop.itop.log).toEqual([]);
  });

  test('is not there without the module', async () => {
    itop.itop.absentClasses = ['FAQ'];
    expect(await found('printer')).toEqual([]);
    expect((await itop.panel()).json.faq).toBe(false);
  });

  test('finds nothing where the portal shows no FAQ', async () => {
    await itop.configure({ ...VALID, enabled_portals: ['my-portal'] });
    expect((await itop.panel({ q: 'printer' }, { portal: 'my-portal' })).json).toEqual({ faq: [] });
  });
}, EACH_ONCE);
