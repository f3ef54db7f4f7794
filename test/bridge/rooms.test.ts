import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const BRIDGE = 'src/bridge';
/** Each may import from those before it. */
const ROOMS = [
  'base',
  'markup',
  'payload',
  'store',
  'config',
  'ops',
  'delivery',
  'tickets',
  'chats',
  'handlers',
  'outbox',
  'jobs',
  'sources',
  'http',
  'doctor',
];

const roomOf = (file: string) => file.slice(BRIDGE.length + 1).split('/')[0] as string;
const rank = (file: string) => ROOMS.indexOf(roomOf(file));

test('each room of the bridge imports only from the rooms above it', () => {
  const files = (readdirSync(BRIDGE, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
  expect([...new Set(files.map((file) => roomOf(join(BRIDGE, file))))].sort()).toEqual(['bridge.ts', ...ROOMS].sort());
  const upward = files
    .map((file) => join(BRIDGE, file))
    .filter((file) => file !== join(BRIDGE, 'bridge.ts'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)]
        .map(([, path]) => join(dirname(file), path as string))
        .filter((target) => target.startsWith(BRIDGE) && rank(target) > rank(file))
        .map((target) => `${file} imports ${target}`),
    );
  expect(upward).toEqual([]);
});
