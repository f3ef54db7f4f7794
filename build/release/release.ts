import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packExtension } from '../extension';
import { packCommand } from './command';
import { sbom } from './sbom';

/**
 * Makes what is given to users: the extension's zip, the command as an npm package, an SBOM, and the checksums of the
 * three. The same sources give the same bytes with the same Node and npm. The widget has to be built (build/widget.ts).
 *
 * @param folder emptied first
 * @returns names of the files in it
 */
export async function makeRelease(folder = 'dist/release'): Promise<string[]> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const zip = await packExtension(version, folder);
  await packCommand(zip, folder);
  writeFileSync(join(folder, `itop-tawk-${version}.cdx.json`), sbom());

  const files = readdirSync(folder).sort();
  const sums = files.map((file) => `${sha256(join(folder, file))}  ${file}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
  return [...files, 'SHA256SUMS'];
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
