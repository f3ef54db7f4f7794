import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** Packages that stay outside the bundle, because they bring native code: whoever runs the command installs them. */
export const OUTSIDE = ['libsql'];

/**
 * Bundles the `itop-tawk` command for Node, packages included, in parts: it starts in half the time that it takes to
 * find and read the packages one by one, and one command does not load those of the others.
 *
 * @returns paths of the files that are in the bundle, from here
 */
export async function buildCli(outfile = 'dist/itop-tawk.js'): Promise<string[]> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  rmSync(join(dirname(outfile), 'parts'), { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: [{ in: 'src/cli/main.ts', out: basename(outfile, '.js') }],
    outdir: dirname(outfile),
    chunkNames: 'parts/[name]-[hash]',
    splitting: true,
    bundle: true,
    external: [...OUTSIDE, 'pg-native'],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Packages in CommonJS ask for Node's own modules with require, which an ES module has not.
    banner: { js: `#!/usr/bin/env node\n${REQUIRE}` },
    define: { VERSION: JSON.stringify(version) },
    metafile: true,
    logLevel: 'warning',
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
}
