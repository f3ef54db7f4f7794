import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Of a script: bytes as they are and compressed, and milliseconds of the main thread. */
type Weight = [raw: number, gzip: number, work: number];

const WEIGHTS: Record<string, Weight> = {
  'twk-vendor.js': [95_000, 29_000, 10],
  'twk-chunk-vendors.js': [294_000, 85_000, 35],
  'twk-chunk-common.js': [235_000, 56_000, 120],
  'twk-chunk-2d0d2b7c.js': [10_000, 3_000, 0],
  'twk-chunk-2d224aff.js': [19_000, 5_000, 50],
  'twk-chunk-2d0da3af.js': [18_000, 5_000, 10],
  'twk-chunk-49c2962f.js': [134_000, 28_000, 50],
  'emojione.min.js': [303_000, 53_000, 10],
};

const made = new Map<string, Buffer>();

/** A script as heavy as the real client's script of that name (facts/tawk-client.md §8). */
export function weigh(name: string, script: string): Response {
  const weight = WEIGHTS[name];
  let body = made.get(name);
  if (!body) {
    body = gzipSync(weight ? heavy(script, weight) : script);
    made.set(name, body);
  }
  return new Response(body as Buffer<ArrayBuffer>, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
      'cache-control': 'no-store',
    },
  });
}

/**
 * Random text, because real scripts do not compress to nothing, then text that compresses well; then work before the
 * script itself.
 */
function heavy(script: string, [raw, gzip, work]: Weight): string {
  // Hexadecimal digits compress to half.
  const random = randomBytes(gzip).toString('hex');
  const even = ' '.repeat(Math.max(0, raw - random.length - script.length));
  return `/*${random}${even}*/for (const end = performance.now() + ${work}; performance.now() < end; );${script}`;
}
