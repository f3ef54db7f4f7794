import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { npm } from '../../build/npm';
import { makeRelease } from '../../build/release/release';
import { startProcess } from '../bridge/process';
import { PROPERTY, SECRET } from '../bridge/ring';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-release-'));
const release = join(folder, 'release');
const tgz = join(release, `itop-tawk-${version}.tgz`);
/** Of npm's own, so that each test fetches a package once. */
const cache = `--cache=${join(folder, 'cache')}`;
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

interface Locked {
  version: string;
  integrity: string;
  os?: string[];
  cpu?: string[];
  optionalDependencies?: Record<string, string>;
}
const inPackage = (file: string) =>
  JSON.parse(execFileSync('tar', ['-xzOf', tgz, `package/${file}`], { encoding: 'utf8' }));

/** What npm is to add, by the package's name. */
function wrapped(): Map<string, Locked> {
  const { packages } = inPackage('npm-shrinkwrap.json');
  const others = Object.entries(packages as Record<string, Locked>).filter(([path]) => path !== '');
  return new Map(others.map(([path, each]) => [path.replace(/^.*node_modules\//, ''), each]));
}

test('the package names each package that npm adds, on every platform, with its checksum and without an address', () => {
  const { version: ofLibsql, optionalDependencies } = JSON.parse(
    readFileSync('node_modules/libsql/package.json', 'utf8'),
  );
  const packages = wrapped();
  expect(packages.get('libsql')?.version).toBe(ofLibsql);
  for (const name of Object.keys(optionalDependencies)) {
    expect(packages.get(name)).toMatchObject({ version: ofLibsql, optional: true, os: [expect.any(String)] });
  }
  for (const { integrity } of packages.values()) expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/);
  expect(JSON.stringify(inPackage('npm-shrinkwrap.json'))).not.toMatch(/https?:|resolved/);
});

test('what npm adds is in the SBOM with the same checksum', () => {
  const bom = JSON.parse(readFileSync(join(release, `itop-tawk-${version}.cdx.json`), 'utf8'));
  const known = new Map<string, { version: string; hashes: { alg: string; content: string }[] }>(
    bom.components.map((part: { name: string }) => [part.name, part]),
  );
  for (const [name, { version, integrity }] of wrapped()) {
    const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
    expect(known.get(name)).toMatchObject({ version, hashes: [{ alg: 'SHA-512', content }] });
  }
});

/** The package unpacked, with another checksum for one of what npm adds. */
function unpackWithWrong(name: string): string {
  const unpacked = mkdtempSync(join(folder, 'unpacked-'));
  execFileSync('tar', ['-xzf', tgz, '--strip-components=1', '-C', unpacked]);
  const file = join(unpacked, 'npm-shrinkwrap.json');
  const wrap = JSON.parse(readFileSync(file, 'utf8'));
  wrap.packages[`node_modules/${name}`].integrity = `sha512-${'A'.repeat(86)}==`;
  writeFileSync(file, JSON.stringify(wrap));
  return unpacked;
}

test('npm ci refuses a package of another checksum', () => {
  const unpacked = unpackWithWrong('libsql');
  expect(() => npm(['ci', cache], unpacked)).toThrow('EINTEGRITY');
  expect(readdirSync(unpacked)).not.toContain('node_modules');
});

test('it leaves out a native part of another checksum, and the bridge says what it misses', () => {
  const natives = [...wrapped().keys()].filter((name) => name.startsWith('@libsql/'));
  const mine = natives.filter((name) => name.includes(`${process.platform}-${process.arch}`));
  expect(mine.length).toBeGreaterThan(0);
  const unpacked = unpackWithWrong(mine[0] as string);
  npm(['ci', cache], unpacked);
  for (const name of mine.slice(1)) rmSync(join(unpacked, 'node_modules', name), { recursive: true, force: true });
  const config = join(unpacked, 'bridge.yaml');
  const itop = { url: 'http://127.0.0.1:3/', user: 'bridge', password: 'b3nch' };
  const properties = [{ id: PROPERTY, secrets: [SECRET], itop }];
  writeFileSync(config, JSON.stringify({ database: join(unpacked, 'b.db'), properties }), { mode: 0o600 });
  const command = join(unpacked, 'dist', 'itop-tawk.js');
  const { status, stderr } = spawnSync(process.execPath, [command, 'bridge', '--config', config], { encoding: 'utf8' });
  expect([status, stderr.includes("DATABASE: the database cannot be opened\n  SQLite's driver cannot be")]).toEqual([
    2,
    true,
  ]);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('the command installs from the package alone, as the README says, and runs the bridge', async () => {
  const prefix = join(folder, 'prefix');
  mkdirSync(prefix);
  const [commands] = /^sha256sum [^`]*/m.exec(readFileSync('README.md', 'utf8')) ?? [''];
  expect(commands).toContain('npm install -g ./itop-tawk-<version>.tgz\nnpm ci --prefix "$(npm root -g)/itop-tawk"\n');
  npm(['install', '--global', `--prefix=${prefix}`, cache, tgz], folder);
  const root = npm(['root', '--global', `--prefix=${prefix}`], folder).trim();
  npm(['ci', `--prefix=${join(root, 'itop-tawk')}`, cache], folder);
  for (const [name, { version, os, cpu }] of wrapped()) {
    const isHere = os === undefined || (os.includes(process.platform) && (cpu ?? []).includes(process.arch));
    if (!isHere) continue;
    const installed = join(root, 'itop-tawk', 'node_modules', name, 'package.json');
    expect([name, JSON.parse(readFileSync(installed, 'utf8')).version]).toEqual([name, version]);
  }
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
