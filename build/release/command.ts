import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { buildCli, OUTSIDE } from '../cli';
import { npm } from '../npm';
import { licences } from './licences';
import { shrinkwrap } from './shrinkwrap';

/** What goes along with the command as it stands in the repository. */
const ALONG = ['LICENSE', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'bridge.example.yaml', 'deploy', 'docs'];

/**
 * Packs the command as an npm package, `itop-tawk-<version>.tgz`: the bundle, the extension that `itop-tawk install`
 * lays in, documentation. Nothing is built and no script of ours runs when it is installed.
 *
 * @param zip the built extension
 * @param folder where the package goes
 */
export async function packCommand(zip: string, folder: string): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), 'itop-tawk-package-'));
  try {
    const bundled = await buildCli(join(stage, 'dist', 'itop-tawk.js'));
    cpSync(zip, join(stage, 'dist', basename(zip)));
    for (const name of ALONG) cpSync(name, join(stage, name), { recursive: true });
    const packed = packageJson();
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
    writeFileSync(join(stage, 'npm-shrinkwrap.json'), `${JSON.stringify(shrinkwrap(packed), null, 2)}\n`);
    writeFileSync(join(stage, 'THIRD-PARTY-LICENSES'), licences(bundled));
    sameRights(stage);
    npm(['pack', '--ignore-scripts', '--pack-destination', resolve(folder)], stage);
  } finally {
    rmSync(stage, { recursive: true });
  }
}

/** Ours without what only the repository has: scripts, build tools, and the packages that are in the bundle. */
function packageJson() {
  const { name, version, description, license, type, engines, bin, dependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const outside = Object.fromEntries(OUTSIDE.map((each) => [each, dependencies[each]]));
  // "private": nobody sends it to the registry by mistake.
  return { name, version, description, license, private: true, type, engines, bin, dependencies: outside };
}

/** Rights come from whoever checked out and built; in the package they are everywhere the same. */
function sameRights(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}
