import { loadPHPRuntime, PHP, type PHPLoaderModule, setPhpIniEntries } from '@php-wasm/universal';

/** The PHP versions that are available as WebAssembly; iTop 2.7 supports 7.1, of which there is no build. */
export const PHP_VERSIONS = ['7.2', '7.4', '8.1', '8.3', '8.4'] as const;
export type PhpVersion = (typeof PHP_VERSIONS)[number];

const LOADERS: Record<PhpVersion, () => Promise<{ getPHPLoaderModule(): Promise<PHPLoaderModule> }>> = {
  '7.2': () => import('@php-wasm/node-7-2'),
  '7.4': () => import('@php-wasm/node-7-4'),
  '8.1': () => import('@php-wasm/node-8-1'),
  '8.3': () => import('@php-wasm/node-8-3'),
  '8.4': () => import('@php-wasm/node-8-4'),
};

const started = new Map<PhpVersion, Promise<PHP>>();

/** The PHP of that version, one per process: starting takes about a second, a run about ten milliseconds. */
export function phpRuntime(version: PhpVersion): Promise<PHP> {
  let php = started.get(version);
  if (!php) {
    php = start(version);
    started.set(version, php);
  }
  return php;
}

async function start(version: PhpVersion): Promise<PHP> {
  const { getPHPLoaderModule } = await LOADERS[version]();
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule()));
  // PHP caches compiled code only behind a server that it knows, such as iTop's.
  await php.setSapiName('fpm-fcgi');
  // A file that changes on disk is used at the next request.
  await setPhpIniEntries(php, { 'opcache.revalidate_freq': '0' });
  return php;
}

/** Makes a folder of this machine visible to PHP. @returns a function that removes it again */
export function mountFolder(php: PHP, folder: string, at: string): Promise<() => unknown> {
  return php.mount(at, (_php, fileSystem, mountPoint) => {
    fileSystem.mkdirTree(mountPoint);
    // biome-ignore lint/style/noNonNullAssertion: part of every build for Node
    fileSystem.mount(fileSystem.filesystems.NODEFS!, { root: folder }, mountPoint);
    return () => fileSystem.unmount(mountPoint);
  });
}
