import { build } from 'esbuild';

/** Where the extension serves the widget from. */
export const WIDGET_FILE = 'extension/asset/js/widget.js';

/** Bundles src/widget into the extension; browsers as old as iTop 3.0 supports. */
export async function buildWidget(outfile = WIDGET_FILE): Promise<void> {
  await build({
    entryPoints: ['src/widget/page/main.ts'],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    legalComments: 'none',
    logLevel: 'warning',
  });
}
