import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Words of this module as XML and PHP name them, and iTop looks them up. */
const USED = /(?<=['">])(?:TawkChat|Menu|Brick:Portal):[\w:+]+(?=['"<])/g;

test('each word that the module asks for is in its dictionary, and each menu has its heading', async () => {
  const files = (await readdir('extension-chats', { recursive: true })).filter((file) => /\.(xml|php)$/.test(file));
  const sources = files.filter((file) => !file.includes('.dict.'));
  const texts = await Promise.all(sources.map((file) => readFile(join('extension-chats', file), 'utf8')));
  const dictionary = await readFile('extension-chats/en.dict.itop-tawk-chats.php', 'utf8');
  const ids = texts.flatMap((text) => [...text.matchAll(/<menu id="([^"]+)"/g)].map(([, id]) => id));
  const menus = ids.map((id) => `Menu:${id}`);
  const used = texts.flatMap((text) => text.match(USED) ?? []).filter((word) => !ids.includes(word));
  const fieldsets = texts.flatMap((text) => [...text.matchAll(/"fieldset:([^"]+)"/g)].map(([, name]) => name));
  const words = new Set([...used, ...fieldsets, ...menus, ...menus.map((menu) => `${menu}+`)]);
  expect(words.size).toBeGreaterThan(30);
  expect([...words].filter((word) => !dictionary.includes(`'${word}' =>`))).toEqual([]);
});
