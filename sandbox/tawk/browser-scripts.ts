import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What the stand-in of tawk.to runs in browsers, each as one script. */
export interface BrowserScripts {
  embed: string;
  agent: string;
}

export async function buildBrowserScripts(): Promise<BrowserScripts> {
  const [embed, agent] = await Promise.all([bundle('./embed/main.ts'), bundle('./agent/main.ts')]);
  return { embed, agent };
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
