import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles our own code of the `itop-tawk` command for Node, in parts: one command does not load the packages of the
 * others. Packages stay outside: libsql brings native code, and npm installs them beside the command anyway.
 */
export async function buildCli(outfile = 'dist/itop-tawk.js'): Promise<void> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  rmSync(join(dirname(outfile), 'parts'), { recursive: true, force: true });
  await build({
    entryPoints: [{ in: 'src/cli/main.ts', out: basename(outfile, '.js') }],
    outdir: dirname(outfile),
    chunkNames: 'parts/[name]-[hash]',
    splitting: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    define: { VERSION: JSON.stringify(version) },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
