import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { configSchema } from '../../src/bridge/config/config';
import { examine } from '../../src/bridge/doctor/doctor';
import { exposedConnections, exposedFiles } from '../../src/bridge/ops/exposure';
import { PROPERTY, SECRET } from './ring';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-exposure-'));
  // mkdtemp makes it for its owner alone
  chmodSync(folder, 0o755);
  file = join(folder, 'bridge.yaml');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const variable = (name: string) => `$\{${name}}`;
interface Written {
  secret?: string;
  password?: string;
  database?: string;
}
const yaml = ({ secret = SECRET, password = 'correct horse', database = './b.db' }: Written = {}) =>
  JSON.stringify({
    database,
    properties: [
      { id: PROPERTY, secrets: [secret], itop: { url: 'https://itop.example.com/', user: 'bridge', password } },
    ],
  });
const fromVariables = { secret: variable('A'), password: variable('B') };

function write(path: string, mode: number, text = yaml()): string {
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
const whats = () => exposedFiles(file).map(({ severity, code, what }) => `${severity} ${code}: ${what}`);

describe('a configuration with secrets in it that', () => {
  test.each([
    [0o644, 'read it (mode 644)'],
    [0o604, 'read it (mode 604)'],
    [0o666, 'read it (mode 666)'],
    [0o602, 'change it (mode 602)'],
  ])('everybody may read or change (%o) is told, with what to do, and without a secret', (mode, words) => {
    write(file, mode);
    expect(whats()).toEqual([
      `warning readable-secrets: ${file} has secrets in it, and every user of this machine may ${words}`,
    ]);
    expect(exposedFiles(file)[0]?.remedy).toContain(`chmod 600 ${file}`);
    expect(JSON.stringify(exposedFiles(file))).not.toMatch(new RegExp(`${SECRET}|correct horse`));
  });

  test.each([0o600, 0o400, 0o640, 0o660])('its owner and group alone may read (%o) is no finding', (mode) => {
    write(file, mode);
    expect(whats()).toEqual([]);
  });

  test('nobody else gets to, for a folder above it is closed, is no finding', () => {
    chmodSync(folder, 0o750);
    write(file, 0o644);
    expect(whats()).toEqual([]);
  });

  test('stands behind a link counts by the file that the link leads to', () => {
    symlinkSync(write(join(folder, 'real.yaml'), 0o644), file);
    expect(whats()).toHaveLength(1);
    chmodSync(join(folder, 'real.yaml'), 0o600);
    expect(whats()).toEqual([]);
  });

  test('Kubernetes lays in, as links into a folder with a time, is no finding', () => {
    const version = '..2026_03_01_09_30_00.123456789';
    mkdirSync(join(folder, version));
    write(join(folder, version, 'bridge.yaml'), 0o644);
    symlinkSync(version, join(folder, '..data'));
    symlinkSync(join('..data', 'bridge.yaml'), file);
    expect(whats()).toEqual([]);
  });
});

test.each<[string, Written]>([
  ["the webhook's secret", { ...fromVariables, secret: SECRET }],
  ["iTop's password", { ...fromVariables, password: 'correct horse' }],
  ["a part of iTop's password", { ...fromVariables, password: `${variable('B')}horse` }],
  ["PostgreSQL's password", { ...fromVariables, database: 'postgres://bridge:correct@db/name' }],
  ["PostgreSQL's password in its query", { ...fromVariables, database: 'postgres://db/name?password=correct' }],
])('%s in the file makes it one with secrets', (_name, written) => {
  write(file, 0o644, yaml(written));
  expect(whats()).toHaveLength(1);
});

test('a configuration whose secrets all come from the environment may be read by everybody', () => {
  write(file, 0o644, yaml({ ...fromVariables, database: `postgres://bridge:${variable('C')}@db/name` }));
  expect(whats()).toEqual([]);
});

test('the file of the environment beside it is looked at too', () => {
  write(file, 0o644, yaml(fromVariables));
  const secrets = write(join(folder, 'secrets'), 0o644, `A=${SECRET}`);
  expect(whats()).toEqual([expect.stringContaining(`${secrets} has secrets in it`)]);
  chmodSync(secrets, 0o600);
  expect(whats()).toEqual([]);
});

const config = (url: string, database = './b.db') =>
  configSchema.parse({
    database,
    properties: [{ id: PROPERTY, secrets: [SECRET], itop: { url, user: 'bridge', password: 'correct horse' } }],
  });
const connections = async (url: string, database?: string) => exposedConnections(config(url, database));

test('an iTop on another machine that is asked by http is told, once for all properties', async () => {
  const { properties, ...rest } = config('http://itop.example.com/desk/');
  const [property] = properties;
  const other = { ...property, id: 'b'.repeat(24) } as typeof property;
  const findings = await exposedConnections({ ...rest, properties: [property, other] as typeof properties });
  expect(findings).toMatchObject([
    {
      severity: 'warning',
      code: 'not-encrypted',
      what: expect.stringContaining('http://itop.example.com/desk/ without encryption'),
      remedy: expect.stringContaining('https://'),
    },
  ]);
});

test.each(['https://itop.example.com', 'http://localhost:8080/itop', 'http://127.0.0.1/', 'http://[::1]:81/'])(
  '%s is told nothing of',
  async (url) => {
    expect(await connections(url)).toEqual([]);
  },
);

describe('a PostgreSQL', () => {
  const itop = 'https://itop.example.com/';
  test.each([
    'postgres://bridge:correct@db.example.com/name',
    'postgres://bridge@db/name?sslmode=disable',
    'postgres:///name?host=10.0.0.7',
  ])('on another machine without encryption is told, without its password: %s', async (database) => {
    const findings = await connections(itop, database);
    expect(findings).toMatchObject([{ code: 'not-encrypted', remedy: expect.stringContaining('sslmode=verify-full') }]);
    expect(JSON.stringify(findings)).not.toContain('correct');
  });
  test.each([
    'postgres://bridge:correct@db.example.com/name?sslmode=verify-full',
    'postgres://bridge@localhost/name',
    'postgres://bridge@[::1]/name',
    'postgres://bridge@/name?host=%2Frun%2Fpostgresql',
  ])('with it, or on this machine, is told nothing of: %s', async (database) => {
    expect(await connections(itop, database)).toEqual([]);
  });
  test("follows the environment's settings too", async () => {
    vi.stubEnv('PGSSLMODE', 'verify-full');
    expect(await connections(itop, 'postgres://bridge@db/name')).toEqual([]);
  });
});

test('the doctor says all of it, also of the address that webhooks come to', async () => {
  write(file, 0o644);
  const partial = { config: config('http://itop.invalid/', join(folder, 'b.db')), gaps: [], isKnown: () => true };
  const { findings } = await examine(partial, 'http://bridge.invalid/webhooks/tawk?key=s3cret', file);
  const told = findings.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
  expect(told).toEqual(['readable-secrets', 'not-encrypted', 'not-encrypted']);
  expect(JSON.stringify(findings)).not.toContain('s3cret');
});
