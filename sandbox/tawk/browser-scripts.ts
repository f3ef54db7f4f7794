import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The scripts of tawk.to's stand-in that run in browsers. */
export interface BrowserScripts {
  /** The client's scripts, by file name; `entry` is the entry script. */
  client: Record<string, string>;
  agent: string;
}

/** Sources of the client's scripts that do something; the others only report that they have loaded. */
const SOURCES = {
  entry: 'entry.ts',
  'twk-chunk-common.js': 'chunk-common.ts',
  'twk-runtime.js': 'runtime.ts',
  'twk-chunk-2d224aff.js': 'lazy/bubble.ts',
  'twk-chunk-2d0da3af.js': 'lazy/preview.ts',
  'twk-chunk-49c2962f.js': 'lazy/window.ts',
};
const EMPTY = ['vendor', 'chunk-2d0d2b7c', 'chunk-2d0b383d', 'chunk-2d0b9454', 'chunk-4fe9d5dd'];

/** Either of these starts the client as soon as the others have loaded (facts/tawk-client.md §1). */
const STARTING = ['main', 'app'];
const START = ['app', 'runtime', 'vendor', 'chunk-vendors', 'chunk-common'];

/** The names that the real client leaves on `window` (facts/tawk-client.md §8). */
const GLOBALS =
  "for (const name of ['$__TawkEngine', '$__TawkSocket', 'EventEmitter', '__core-js_shared__']) window[name] = {};";

export async function buildBrowserScripts(): Promise<BrowserScripts> {
  const bundled = await Promise.all(
    Object.entries(SOURCES).map(async ([name, source]) => [name, await bundle(`./embed/${source}`)] as const),
  );
  const client: Record<string, string> = {
    ...Object.fromEntries(bundled),
    ...Object.fromEntries(EMPTY.map((name) => [`twk-${name}.js`, push([name], {})])),
    ...Object.fromEntries(STARTING.map((name) => [`twk-${name}.js`, push([name], {}, START)])),
    'twk-chunk-vendors.js': GLOBALS + push(['chunk-vendors'], {}),
    'emojione.min.js': 'window.emojione = {};',
  };
  return { client, agent: await bundle('./agent/main.ts') };
}

function push(...chunk: unknown[]): string {
  return `(window.tawkJsonp ??= []).push(${JSON.stringify(chunk)});`;
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
