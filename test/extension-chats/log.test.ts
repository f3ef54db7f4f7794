import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('both modules, each of which may be there alone, have the same log: only the namespace differs', () => {
  const chats = readFileSync('extension-chats/src/Helper/Log.php', 'utf8');
  expect(chats.replace('ItopTawk\\Chats\\Helper', 'ItopTawk\\Helper')).toBe(
    readFileSync('extension/src/Helper/Log.php', 'utf8'),
  );
});
