import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { buildWidget, WIDGET_FILE } from '../build/widget';

/** Gzip bytes of the nearest rival (productdevbook/ahize) for facade, load, identify, open and logout: from our survey, not measured here. */
const RIVAL = 3272;

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
await buildWidget();
const whole = await readFile(WIDGET_FILE);
const total = gzip(whole);
const { metafile } = await build({
  entryPoints: ['src/widget/page/main.ts'],
  bundle: true,
  minify: true,
  write: false,
  target: 'es2022',
  metafile: true,
});
const [output] = Object.values(metafile.outputs);
const parts = Object.entries(output?.inputs ?? {}).map(([path, { bytesInOutput }]) => ({
  part: path.replace('src/widget/', ''),
  minified: bytesInOutput,
  gzip: Math.round((bytesInOutput / whole.length) * total),
}));
parts.sort((a, b) => b.minified - a.minified);

if (values.json) {
  console.log(JSON.stringify({ total, minified: whole.length, rival: RIVAL, ratio: total / RIVAL, parts }));
} else {
  console.log('part            minified   of the gzip');
  for (const { part, minified, gzip: share } of parts) {
    console.log(`${part.padEnd(15)} ${String(minified).padStart(8)} ${String(share).padStart(13)}`);
  }
  console.log(`${'whole'.padEnd(15)} ${String(whole.length).padStart(8)} ${String(total).padStart(13)}`);
  console.log(`The nearest rival's ${RIVAL} bytes gzip: x ${(total / RIVAL).toFixed(2)}`);
}

function gzip(bytes: Buffer): number {
  return gzipSync(bytes, { level: 9 }).length;
}
