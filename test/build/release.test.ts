import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { npm } from '../../build/npm';
import { makeRelease } from '../../build/release/release';
import { startProcess } from '../bridge/process';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-release-'));
const release = join(folder, 'release');
const tgz = join(release, `itop-tawk-${version}.tgz`);
let names: string[];

beforeAll(async () => {
  names = await makeRelease(release);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a release holds extension, command, SBOM and checksums, named after the version in package.json', () => {
  const files = [
    `combodo-tawk-integration-${version}.zip`,
    `itop-tawk-${version}.cdx.json`,
    `itop-tawk-${version}.tgz`,
    'SHA256SUMS',
  ];
  expect(names).toEqual(files);
  expect(readdirSync(release).sort()).toEqual([...files].sort());
});

test('sha256sum finds every file whole', () => {
  const lines = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: release, encoding: 'utf8' });
  expect(lines.trim().split('\n')).toEqual(names.slice(0, -1).map((name) => `${name}: OK`));
});

test('two releases are the same bytes', async () => {
  const again = join(folder, 'again');
  await makeRelease(again);
  for (const name of names)
    expect(readFileSync(join(again, name)).equals(readFileSync(join(release, name)))).toBe(true);
});

test('the package of the command asks for run-time packages with native code only, and has no scripts', () => {
  const text = execFileSync('tar', ['-xzOf', tgz, 'package/package.json'], { encoding: 'utf8' });
  const json = JSON.parse(text);
  expect(json).toMatchObject({ name: 'itop-tawk', version, private: true, bin: { 'itop-tawk': 'dist/itop-tawk.js' } });
  expect(json.dependencies).toEqual({ libsql: dependencies.libsql });
  expect(json).not.toHaveProperty('scripts');
  expect(json).not.toHaveProperty('devDependencies');
});

test('the package of the command holds command, extension and documents, no sources and no tests', () => {
  const files = execFileSync('tar', ['-tzf', tgz], { encoding: 'utf8' }).trim().split('\n');
  const paths = files.map((file) => file.replace(/^package\//, ''));
  expect(paths).toEqual(
    expect.arrayContaining([
      'dist/itop-tawk.js',
      `dist/combodo-tawk-integration-${version}.zip`,
      'LICENSE',
      'THIRD-PARTY-LICENSES',
      'README.md',
      'bridge.example.yaml',
      'docs/bridge.md',
      'deploy/itop-tawk.service',
    ]),
  );
  expect(paths.filter((path) => /(^|\/)(src|test|node_modules|\.[^/]*)\/|\.tsx?$|\.map$/.test(path))).toEqual([]);
});

test('the SBOM names every package that the command is made of, and nothing that changes by itself', () => {
  const bom = JSON.parse(readFileSync(join(release, `itop-tawk-${version}.cdx.json`), 'utf8'));
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'itop-tawk', version } } });
  const parts = bom.components.map((part: { name: string; version: string }) => `${part.name}@${part.version}`);
  expect(parts).toEqual(expect.arrayContaining(Object.entries(dependencies).map((each) => each.join('@'))));
  // what is in the bundle stands, with its version, in the licences
  const licences = execFileSync('tar', ['-xzOf', tgz, 'package/THIRD-PARTY-LICENSES'], { encoding: 'utf8' });
  const bundled = [...licences.matchAll(/^={78}\n(\S+) (\S+): /gm)].map(([, name, at]) => `${name}@${at}`);
  expect(bundled.length).toBeGreaterThan(20);
  expect(parts).toEqual(expect.arrayContaining(bundled));
  expect(parts.filter((part: string) => /vitest|esbuild|php-wasm|typescript/.test(part))).toEqual([]);
  expect(bom).not.toHaveProperty('serialNumber');
  expect(bom.metadata).not.toHaveProperty('timestamp');
});

test('the command installs from the package alone, and runs the bridge', async () => {
  const prefix = join(folder, 'prefix');
  mkdirSync(prefix);
  npm(['install', '--global', `--prefix=${prefix}`, `--cache=${join(folder, 'cache')}`, tgz], folder);
  const command = join(prefix, 'bin', 'itop-tawk');
  const env = { PATH: process.env.PATH, HOME: folder };
  expect(execFileSync(command, ['--version'], { cwd: folder, env, encoding: 'utf8' }).trim()).toBe(version);
  // the bridge answers with its database open: the native part is there too
  const bridge = await startProcess(command, folder);
  expect(containerHealth(bridge.adminUrl)).toBe(0);
  bridge.kill('SIGTERM');
  expect(await bridge.exited).toBe(0);
  expect(containerHealth(bridge.adminUrl)).toBe(1);
});

/** What the health check of deploy/Containerfile exits with. */
function containerHealth(adminUrl: string): number | null {
  const recipe = readFileSync('deploy/Containerfile', 'utf8');
  const [program, ...parameters] = JSON.parse(/^HEALTHCHECK .* CMD (.+)$/m.exec(recipe)?.[1] ?? '[]');
  const asked = parameters.map((each: string) => each.replace('http://127.0.0.1:8788', adminUrl));
  return spawnSync(program, asked).status;
}
