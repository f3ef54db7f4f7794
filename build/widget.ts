import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, context, type OutputFile } from 'esbuild';
import { minify } from 'terser';

/** The extension's paths of the widget's scripts: of each page, of each provider, of the panel, of the tools at the launcher. */
export const WIDGET_FILES = {
  page: 'extension/asset/js/widget.js',
  tawk: 'extension/asset/js/chat.js',
  livehelperchat: 'extension/asset/js/livehelperchat.js',
  panel: 'extension/asset/js/panel.js',
  aside: 'extension/asset/js/aside.js',
};

/** Bundles src/widget into the extension; browsers as old as iTop 3.0 supports. */
export async function buildWidget(files = WIDGET_FILES): Promise<void> {
  const bundle = async ([part, file]: [string, string]) => {
    const { outputFiles } = await build(bundled('src/widget', part));
    await writeMinified(outputFiles, part, file);
  };
  await Promise.all(Object.entries(files).map(bundle));
}

/**
 * Builds it at once, and again whenever a source changes. What is wrong with a source is printed; the script that was
 * built before stays.
 *
 * @param onBuilt is told each script that was written
 * @returns ends it
 */
export async function watchWidget(
  onBuilt: (file: string) => void,
  { sources = 'src/widget', files = WIDGET_FILES } = {},
): Promise<() => Promise<void>> {
  const contexts = await Promise.all(
    Object.entries(files).map(([part, file]) => {
      const write = async ({ outputFiles = [], errors }: { outputFiles?: OutputFile[]; errors: unknown[] }) => {
        if (errors.length > 0) return;
        await writeMinified(outputFiles, part, file);
        onBuilt(file);
      };
      const plugin = { name: 'write', setup: ({ onEnd }: { onEnd: (then: typeof write) => void }) => onEnd(write) };
      return context({ ...bundled(sources, part), plugins: [plugin] });
    }),
  );
  await Promise.all(contexts.map((each) => each.watch()));
  return async () => {
    await Promise.all(contexts.map((each) => each.dispose()));
  };
}

/** These are modules that their importers get something from; the others also run as plain scripts. */
const isModule = (part: string) => part === 'panel' || part === 'aside';

const bundled = (sources: string, part: string) =>
  ({
    entryPoints: [join(sources, part, 'main.ts')],
    bundle: true,
    write: false,
    format: isModule(part) ? 'esm' : 'iife',
    target: ['es2022'],
    tsconfigRaw: { compilerOptions: { alwaysStrict: false, strict: false } },
    logLevel: 'warning',
  }) satisfies BuildOptions;

async function writeMinified(outputFiles: OutputFile[], part: string, file: string): Promise<void> {
  const { code = '' } = await minify(outputFiles[0]?.text ?? '', {
    compress: { passes: 3, ecma: 2020, unsafe_arrows: true, pure_getters: true, keep_fargs: false, hoist_funs: true },
    mangle: { toplevel: true },
    module: isModule(part),
    format: { comments: false },
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
}
