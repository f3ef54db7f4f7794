import { fileURLToPath } from 'node:url';
import type { PHP } from '@php-wasm/universal';
import { mountFolder, type PhpVersion, phpRuntime } from '../../sandbox/itop/php-runtime';

const mounted = new Map<PhpVersion, Promise<PHP>>();

/** PHP with the module as /chats and the stand-ins of its tests as /chats-test; the files that a worker runs share it. */
export function chatsPhp(version: PhpVersion): Promise<PHP> {
  let php = mounted.get(version);
  if (php === undefined) {
    php = mountBoth(version);
    mounted.set(version, php);
  }
  return php;
}

async function mountBoth(version: PhpVersion): Promise<PHP> {
  const php = await phpRuntime(version);
  await mountFolder(php, fileURLToPath(new URL('../../extension-chats', import.meta.url)), '/chats');
  await mountFolder(php, fileURLToPath(new URL('./php', import.meta.url)), '/chats-test');
  return php;
}
