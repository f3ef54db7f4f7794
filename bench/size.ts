import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { buildWidget, WIDGET_FILES } from '../build/widget';

/**
 * Gzip bytes of the nearest competitor (productdevbook/ahize) for facade, load, identify, open and logout: from our
 * survey, not measured here.
 */
const RIVAL = 3272;

const WHEN = {
  page: 'on each page',
  tawk: 'with tawk.to',
  livehelperchat: 'with Live Helper Chat instead',
  panel: 'when the panel is opened',
};

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
await buildWidget();
const scripts = await Promise.all(
  (['page', 'tawk', 'livehelperchat', 'panel'] as const).map(async (name) => {
    const whole = await readFile(WIDGET_FILES[name]);
    const total = gzipSync(whole, { level: 9 }).length;
    return { name, minified: whole.length, gzip: total, parts: await partsOf(`src/widget/${name}/main.ts`, total) };
  }),
);
// A page has one provider.
const total = scripts.reduce((sum, { name, gzip }) => (name === 'livehelperchat' ? sum : sum + gzip), 0);
const onEachPage = scripts[0]?.gzip ?? 0;

if (values.json) {
  console.log(JSON.stringify({ total, onEachPage, rival: RIVAL, ratio: onEachPage / RIVAL, scripts }));
} else {
  for (const { name, minified, gzip, parts } of scripts) {
    console.log(`${WHEN[name]}: ${gzip} bytes gzip, ${minified} without`);
    for (const part of parts) console.log(`  ${part.part.padEnd(18)} ${String(part.gzip).padStart(6)}`);
  }
  console.log(`in all: ${total} bytes gzip`);
  console.log(`The nearest rival's ${RIVAL} bytes on each page: x ${(onEachPage / RIVAL).toFixed(2)}`);
}

/** How a script's gzip bytes are distributed over its sources, by each source's share of the minified bytes. */
async function partsOf(entry: string, total: number) {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    target: 'es2022',
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  const parts = Object.entries(output?.inputs ?? {}).map(([path, { bytesInOutput }]) => ({
    part: path.replace('src/widget/', ''),
    gzip: Math.round((bytesInOutput / (output?.bytes ?? 1)) * total),
  }));
  return parts.sort((a, b) => b.gzip - a.gzip);
}
