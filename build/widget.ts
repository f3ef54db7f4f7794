import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';

/** Where the extension serves the widget from: the script of each page, the one that comes with tawk.to, and the panel's. */
export const WIDGET_FILES = {
  page: 'extension/asset/js/widget.js',
  chat: 'extension/asset/js/chat.js',
  panel: 'extension/asset/js/panel.js',
};

/** Bundles src/widget into the extension; browsers as old as iTop 3.0 supports. */
export async function buildWidget(files = WIDGET_FILES): Promise<void> {
  await Promise.all(Object.entries(files).map(([part, file]) => bundle(part, file)));
}

/** The panel is a module that its importer gets something from; the others also run as plain scripts. */
async function bundle(part: string, file: string): Promise<void> {
  const isModule = part === 'panel';
  const { outputFiles } = await build({
    entryPoints: [`src/widget/${part}/main.ts`],
    bundle: true,
    write: false,
    format: isModule ? 'esm' : 'iife',
    target: ['es2022'],
    tsconfigRaw: { compilerOptions: { alwaysStrict: false, strict: false } },
    logLevel: 'warning',
  });
  const { code = '' } = await minify(outputFiles[0]?.text ?? '', {
    compress: { passes: 3, ecma: 2020, unsafe_arrows: true, pure_getters: true, keep_fargs: false, hoist_funs: true },
    mangle: { toplevel: true },
    module: isModule,
    format: { comments: false },
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
}
