import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/code-map.md', 'utf8');

test('each file that docs/code-map.md names is there', () => {
  const named = [...page.matchAll(/`((?:src|extension|extension-chats|sandbox|build)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
