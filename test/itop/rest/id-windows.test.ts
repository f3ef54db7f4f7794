import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inWindows } from '../../../src/itop/rest/id-windows';

const MOST = 5;

test('gives each object once, whatever order iTop gives them in and whichever go meanwhile', async () => {
  const id = fc.integer({ min: 1, max: 2 ** 31 - 1 });
  const near = fc.integer({ min: 1, max: 60 });
  const objects = fc.uniqueArray(fc.tuple(fc.oneof(near, id), fc.boolean()), {
    selector: ([key]) => key,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(objects, async (all) => {
      const there = new Map(all);
      const given: number[] = [];
      let asked = 0;
      const windows = inWindows(async ({ after, upTo }) => {
        asked += 1;
        const inside = [...there.keys()].filter((key) => key > after && key <= upTo);
        return inside.slice(0, MOST).map((key) => ({ class: 'TawkChat', key: String(key), fields: {} }));
      }, MOST);
      for await (const { found } of windows) {
        for (const { key } of found) {
          given.push(Number(key));
          if (there.get(Number(key))) there.delete(Number(key));
        }
      }
      expect(given.sort((a, b) => a - b)).toEqual(all.map(([key]) => key).sort((a, b) => a - b));
      expect(asked).toBeLessThanOrEqual(1 + 64 * (1 + all.length));
    }),
    { numRuns: 200 },
  );
});

test('asks once where there is nothing, or little', async () => {
  const asked: object[] = [];
  for await (const _ of inWindows(async (ids) => {
    asked.push(ids);
    return [{ class: 'TawkChat', key: '7', fields: {} }];
  }, MOST)) {
    // nothing to do
  }
  expect(asked).toEqual([{ after: 0, upTo: 2 ** 31 - 1 }]);
});
