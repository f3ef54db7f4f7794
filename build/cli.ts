import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Bundles our own code of the `itop-tawk` command into one file that Node runs. Packages stay outside: libsql brings
 * native code, and npm installs them beside the command anyway.
 */
export async function buildCli(outfile = 'dist/itop-tawk.js'): Promise<void> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  await build({
    entryPoints: ['src/cli/main.ts'],
    outfile,
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
