import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SOURCES = 'extension/src';
/** Each may import from those before it. */
const ROOMS = [
  'Helper',
  'Service/Place',
  'Service/Desk',
  'Service/Topic',
  'Service/Visitor',
  'Service/Panel',
  'Service/Page',
  'Hook',
];

const roomOf = (path: string) => path.split('/').slice(0, -1).join('/');
const files = (readdirSync(SOURCES, { recursive: true }) as string[]).filter((file) => file.endsWith('.php'));

test('each room of the extension imports only from the rooms above it', () => {
  expect([...new Set(files.map(roomOf))].sort()).toEqual(['', ...ROOMS].sort());
  const upward = files.flatMap((file) =>
    [...readFileSync(`${SOURCES}/${file}`, 'utf8').matchAll(/\bItopTawk\\((?:\w+\\)+\w+)/g)]
      .map(([, name = '']) => name.replaceAll('\\', '/'))
      .filter((name) => roomOf(file) !== '' && files.includes(`${name}.php`))
      .filter((name) => ROOMS.indexOf(roomOf(name)) > ROOMS.indexOf(roomOf(file)))
      .map((name) => `${file} imports ${name}.php`),
  );
  expect(upward).toEqual([]);
});

test('the namespace of each class is its folder', () => {
  const wrong = files.filter((file) => {
    const [, namespace] = /^namespace (.*);$/m.exec(readFileSync(`${SOURCES}/${file}`, 'utf8')) ?? [];
    return namespace !== undefined && namespace !== `ItopTawk\\${roomOf(file).replaceAll('/', '\\')}`;
  });
  expect(wrong).toEqual([]);
});
