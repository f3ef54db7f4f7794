import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import { PROPERTY, RIGHT, smallItop } from '../itop/small-itop';
import { runCommand } from './run-command';

/** Stands in each place where a secret can be, and may come out nowhere. */
const SECRET = 's3ntinel';
const LONG_SECRET = SECRET.repeat(12);

let folder: string;
let config: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-secrets-'));
  config = join(folder, 'bridge.yaml');
  for (const name of ['ITOP_PASSWORD', 'PGPASSWORD', 'ITOP_TOKEN', 'TAWK_API_KEY']) vi.stubEnv(name, SECRET);
  vi.stubEnv('ITOP_TOKEN', undefined);
  vi.stubEnv('TAWK_WEBHOOK_SECRET', LONG_SECRET);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const COMMANDS: Record<string, () => Promise<{ register: (program: Command) => void }>> = {
  setup: () => import('../../src/cli/setup'),
  'setup-bridge': () => import('../../src/cli/setup-bridge'),
  install: () => import('../../src/cli/install'),
  check: () => import('../../src/cli/check'),
  verify: () => import('../../src/cli/verify'),
  uninstall: () => import('../../src/cli/uninstall'),
  bridge: () => import('../../src/cli/bridge'),
  events: () => import('../../src/cli/events'),
  backfill: () => import('../../src/cli/backfill'),
  forget: () => import('../../src/cli/forget'),
  doctor: () => import('../../src/cli/doctor'),
};

/** Runs it as people and as scripts do; gives what people saw, after looking at both for the secret. */
async function silent(...args: string[]): Promise<string> {
  const { register } = await (COMMANDS[args[0] as string] as (typeof COMMANDS)[string])();
  let seen = '';
  for (const more of args[0] === 'bridge' ? [[]] : [[], ['--json']]) {
    const { stdout, stderr } = await runCommand(register, ...args, ...more);
    expect(stdout + stderr).not.toContain(SECRET);
    seen ||= stdout + stderr;
  }
  expect(seen).not.toBe('');
  return seen;
}

test('each command is among those that are tried here', () => {
  const main = readFileSync('src/cli/main.ts', 'utf8');
  const names = [...main.matchAll(/^ {2}'?([\w-]+)'?: \(\) => import/gm)].map(([, name]) => name);
  expect(names).toEqual(Object.keys(COMMANDS));
});

interface Written {
  url?: string;
  database?: string;
}
/** A configuration whose iTop is not there. */
function configure({ url = 'http://127.0.0.1:9/', database = join(folder, 'b.db') }: Written = {}): void {
  const itop = { url, user: 'bridge', password: SECRET };
  const properties = [{ id: PROPERTY, secrets: [LONG_SECRET], itop }];
  writeFileSync(config, JSON.stringify({ listen: '127.0.0.1:9', admin: 'off', database, properties }), { mode: 0o600 });
}

async function storeWithEvent(): Promise<void> {
  const store = new SqliteStore(join(folder, 'b.db'));
  const event = { property: PROPERTY, hookId: 'h', sentAt: 1, digest: Buffer.alloc(32), subject: 's', payload: '{}' };
  await store.add({ ...event, kind: 'ticket:create', deliver: true });
  const [claim] = await store.claim(PROPERTY, 1, 60_000);
  if (claim) await store.finish(claim, { state: 'set_aside', error: 'NO_CALLER', errorDetail: '' });
  await store.close();
}

/** A web server that answers each request so. */
async function server(status: number, headers: Record<string, string>, body = ''): Promise<string> {
  const http = createServer((_request, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  onTestFinished(() => void http.close());
  return `127.0.0.1:${(http.address() as AddressInfo).port}`;
}

describe("a secret in the bridge's configuration is said by no command:", () => {
  const WITH_SECRETS = [
    `http://bob:${SECRET}@127.0.0.1:9/`,
    `http://${SECRET}@127.0.0.1:9/`,
    `http://127.0.0.1:9/?token=${SECRET}`,
    `http://127.0.0.1:9/#${SECRET}`,
  ];
  test.each(WITH_SECRETS)('%s', async (url) => {
    configure({ url });
    await storeWithEvent();
    for (const command of [['bridge'], ['doctor'], ['backfill'], ['forget', '--email', 'jane@example.com']]) {
      expect(await silent(...command, '--config', config)).toMatch(
        /CONFIG: .*\n {2}line 1: properties\[0\]\.itop\.url: /,
      );
    }
    // needs nothing of iTop, and says which one it is
    const listed = await silent('events', 'list', '--config', config);
    expect(listed).toContain('127.0.0.1:9');
    expect(await silent('events', 'show', '1', '--config', config)).toContain('iTop: http://127.0.0.1:9/');
    await silent('events', 'retry', '1', '2', '--config', config);
    await silent('events', 'drop', '--all', '--yes', '--config', config);
  });

  test.each([
    `postgres://bob:${SECRET}@127.0.0.1:9/name`,
    `Postgres://bob:${SECRET}@127.0.0.1:9/name`,
    `postgres://127.0.0.1:9/name?user=bob&password=${SECRET}`,
    `postgres://bob:${SECRET}/x@127.0.0.1:9/name`,
    `postgres://bob:1234/${SECRET}@127.0.0.1:9/name`,
    `postgress://bob:${SECRET}@127.0.0.1:9/name`,
    `libsql://127.0.0.1:9?authToken=${SECRET}`,
    `bob:${SECRET}@127.0.0.1/name`,
    `host=127.0.0.1 password=${SECRET}`,
  ])('database: %s', async (database) => {
    configure({ database });
    await silent('doctor', '--config', config);
    await silent('events', 'list', '--config', config);
    await silent('backfill', '--config', config);
    await silent('forget', '--email', 'jane@example.com', '--config', config);
    expect(readdirSync(folder)).toEqual(['bridge.yaml']);
  });

  test('passwords and keys that are right, where nothing answers', async () => {
    configure();
    expect(await silent('doctor', '--config', config)).toContain('http://127.0.0.1:9/');
    expect(await silent('doctor', '--config', config, '--url', `http://127.0.0.1:9/?key=${SECRET}`)).toContain(
      'the bridge does not answer at http://127.0.0.1:9/: ',
    );
    await storeWithEvent();
    expect(await silent('forget', '--email', 'jane@example.com', '--config', config)).toContain(
      'in http://127.0.0.1:9/: not known, ITOP_UNREACHABLE',
    );
  });

  test('the address that the doctor is to send to', async () => {
    configure();
    const url = `http://bob:${SECRET}@127.0.0.1:9/webhooks/tawk`;
    expect(await silent('doctor', '--config', config, '--url', url)).toContain('without user name and password');
    expect(await silent('doctor', '--config', config, '--url', SECRET)).toContain('expected an address such as');
  });
});

describe('setup-bridge', () => {
  const setUp = (...more: string[]) => {
    const file = join(folder, `${Math.random()}.yaml`);
    return silent('setup-bridge', file, '--property', PROPERTY, '--user', 'bridge', '--yes', ...more);
  };
  const itop = ['--url', 'http://127.0.0.1:9/'];
  test.each([
    ["iTop's address", ['--url', `http://bob:${SECRET}@127.0.0.1:9/`]],
    ["iTop's address with a query", ['--url', `http://127.0.0.1:9/?${SECRET}`]],
    [
      'the store, where every user of the machine sees the options',
      [...itop, '--database', `postgres://b:${SECRET}@h/n`],
    ],
    ['the public address', [...itop, '--public-url', `https://bob:${SECRET}@bridge.example.com`]],
  ])('takes no secret in %s, and does not repeat it', async (_name, options) => {
    expect(await setUp(...options)).toMatch(/^error: expected /);
    expect(readdirSync(folder)).toEqual([]);
  });
  test('says none where nothing answers', async () => {
    expect(await setUp(...itop, '--database', 'postgres://bridge@127.0.0.1:9/name')).toContain('Nothing was written');
  });
  test("takes none from iTop's own address", async () => {
    const root = await itopWith({ settings: RIGHT, address: `http://bob:${SECRET}@127.0.0.1:9/` });
    expect(await setUp('--folder', root)).toContain('iTop http://127.0.0.1:9/: ');
  });
});

/** An iTop whose app_root_url is another one. */
async function itopWith({ settings, address }: { settings: string; address?: string }): Promise<string> {
  const root = await smallItop({ settings });
  const file = join(root, 'conf/production/config-itop.php');
  const text = readFileSync(file, 'utf8');
  if (address) writeFileSync(file, text.replace('http://itop.example/', address));
  return root;
}

describe("a secret in iTop's files is said by no command:", () => {
  const ALL = [['check'], ['install', '--dry-run'], ['uninstall'], ['setup', '--everybody', '--dry-run']];
  const all = async (root: string) => {
    for (const [name = '', ...more] of ALL) await silent(name, root, ...more);
  };

  test('its own address', async () => {
    const root = await itopWith({ settings: RIGHT, address: `http://bob:${SECRET}@127.0.0.1:9/?${SECRET}` });
    await all(root);
    expect(await silent('uninstall', root)).toContain('http://127.0.0.1:9/setup/');
    expect(await silent('uninstall', root, '--user', 'admin')).toContain('http://127.0.0.1:9/');
  });

  test.each([
    `'db_pwd' => 'begin's3ntinel',`,
    `'db_pwd' => "begin" 's3ntinel',`,
    `'db_pwd' => 'begin' 's3ntinel\\' (T_STRING)',`,
    `'db_pwd' => 12 s3ntinel,`,
  ])('a password that PHP cannot read: %s', async (line) => {
    await all(await smallItop({ settings: line }));
  });

  test('settings of the extension', async () => {
    const wrong = [
      `'embed_base_url' => 'https://bob:${SECRET}@embed.example.com/?key=${SECRET}'`,
      `'consent_url' => 'https://bob:${SECRET}@example.com/'`,
      `'api_key' => '${SECRET} two words'`,
      `'apikey' => '${SECRET}'`,
    ];
    await all(await smallItop({ settings: `${RIGHT}${wrong.join(',')}` }));
    const made = [`'embed_base_url' => 'https://bob:'.'${SECRET}@example.com'`, `'consent_url' => '/page?${SECRET}'`];
    await all(await smallItop({ settings: `${RIGHT}${made.join(',')}` }));
  });

  test('a key in the XML that this iTop ignores', async () => {
    const root = await smallItop({ version: '2.7.11', delta: `<api_key>${SECRET}</api_key>`, settings: '' });
    expect(await silent('check', root)).toContain('ignores its text');
  });
});

describe('verify', () => {
  test.each([
    [`http://bob:${SECRET}@127.0.0.1:9/`, 'without user name and password'],
    [`ftp://bob:${SECRET}@127.0.0.1:9/`, 'expected an address such as'],
    [`http://127.0.0.1:9/?auth_pwd=${SECRET}`, 'http://127.0.0.1:9/pages/UI.php cannot be reached'],
  ])('does not repeat the secret in %s', async (url, words) => {
    expect(await silent('verify', url, '--user', 'paula')).toContain(words);
  });
  test('does not repeat the secret in an address that iTop sends it to', async () => {
    const at = await server(200, {}, '<title>no form</title>');
    for (const location of [`http://bob:${SECRET}@${at}/`, `http://${at}/?token=${SECRET}`, `http://[${SECRET}`]) {
      const itop = await server(302, { location });
      await silent('verify', `http://${itop}/`, '--user', 'paula');
    }
    const endless = await server(302, { location: `/?token=${SECRET}` });
    expect(await silent('verify', `http://${endless}/`, '--user', 'paula')).toContain('redirects more than');
  });
});
