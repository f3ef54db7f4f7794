import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';

/** Where the extension serves the widget from: the script of each page, and the one that comes with tawk.to. */
export const WIDGET_FILES = { page: 'extension/asset/js/widget.js', chat: 'extension/asset/js/chat.js' };

/** Bundles src/widget into the extension; browsers as old as iTop 3.0 supports. */
export async function buildWidget(files = WIDGET_FILES): Promise<void> {
  await Promise.all(Object.entries(files).map(([part, file]) => bundle(`src/widget/${part}/main.ts`, file)));
}

async function bundle(entry: string, file: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: ['es2022'],
    tsconfigRaw: { compilerOptions: { alwaysStrict: false, strict: false } },
    logLevel: 'warning',
  });
  const { code = '' } = await minify(outputFiles[0]?.text ?? '', {
    compress: { passes: 3, ecma: 2020, unsafe_arrows: true, pure_getters: true, keep_fargs: false, hoist_funs: true },
    mangle: { toplevel: true },
    format: { comments: false },
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
}
