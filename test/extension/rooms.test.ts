import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Of each module, its namespace and its rooms; each room may import from those before it. */
const MODULES: [module: string, namespace: string, rooms: string[]][] = [
  [
    'extension',
    'ItopTawk\\',
    [
      ...['Helper', 'Service/Place', 'Service/Desk', 'Service/Topic', 'Service/Visitor', 'Service/Panel'],
      ...['Service/Page', 'Service/Dashboard', 'Hook'],
    ],
  ],
  ['extension-chats', 'ItopTawk\\Chats\\', ['Helper', 'Service', 'Hook', 'Portal', 'Dashlet']],
];

const roomOf = (path: string) => path.split('/').slice(0, -1).join('/');

describe.each(MODULES)('%s', (module, namespace, rooms) => {
  const files = (readdirSync(`${module}/src`, { recursive: true }) as string[]).filter((file) => file.endsWith('.php'));
  const sourceOf = (file: string) => readFileSync(`${module}/src/${file}`, 'utf8');

  test('each room imports only from the rooms above it', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(['', ...rooms].sort());
    const upward = files
      .filter((file) => roomOf(file) !== '')
      .flatMap((file) =>
        [...sourceOf(file).matchAll(/\bItopTawk\\(?:\w+\\)+\w+/g)]
          .map(([name]) => name.slice(namespace.length).replaceAll('\\', '/'))
          .filter((name) => files.includes(`${name}.php`) && rooms.indexOf(roomOf(name)) > rooms.indexOf(roomOf(file)))
          .map((name) => `${file} imports ${name}.php`),
      );
    expect(upward).toEqual([]);
  });

  test('the namespace of each class is its folder', () => {
    const wrong = files.filter((file) => {
      const [, found] = /^namespace (.*);$/m.exec(sourceOf(file)) ?? [];
      return found !== undefined && found !== namespace + roomOf(file).replaceAll('/', '\\');
    });
    expect(wrong).toEqual([]);
  });
});

test('no module imports from the other: each may be there alone', () => {
  const importing = MODULES.flatMap(([module, namespace]) =>
    (readdirSync(`${module}/src`, { recursive: true }) as string[])
      .filter((file) => file.endsWith('.php'))
      .filter((file) =>
        [...readFileSync(`${module}/src/${file}`, 'utf8').matchAll(/\bItopTawk\\(?:\w+\\)+/g)].some(
          ([found]) => found.startsWith('ItopTawk\\Chats\\') !== namespace.includes('Chats'),
        ),
      ),
  );
  expect(importing).toEqual([]);
});
