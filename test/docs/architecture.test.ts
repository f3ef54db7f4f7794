import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/architecture.md', 'utf8');

test('each file of the map in docs/architecture.md is there', () => {
  const [, map = ''] = /### What I want to change, and where it is\n([\s\S]*?)\n##/.exec(page) ?? [];
  const named = [...map.matchAll(/`((?:src|extension|extension-chats|sandbox|build)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
