import { describe, expect, test } from 'vitest';
import type { BridgeError } from '../../src/bridge/base/errors';
import { loadConfig, loadPartialConfig, loadStoredConfig, parseConfig } from '../../src/bridge/config/load';

const SECRET = '4d'.repeat(48);
const ENV = { TAWK_SECRET: SECRET, ITOP_PASSWORD: 'pass: "word" #1' };

const variable = (name: string) => `$\{${name}}`;

const yaml = (change: { secret?: string; itop?: string; more?: string; id?: string } = {}) => `
properties:
  - id: ${change.id ?? '58CA8453b8a7e060cd3b1ecb'}
    secrets: ["${change.secret ?? variable('TAWK_SECRET')}"]
    itop:
      url: https://itop.example.com
      ${change.itop ?? `user: bridge\n      password: "${variable('ITOP_PASSWORD')}"`}
${change.more ?? ''}`;

const withUrl = (url: string) => yaml().replace('https://itop.example.com', url);

type Refused = [name: string, text: string, env: NodeJS.ProcessEnv, expected: string];

const withClasses = (classes: string) => `${yaml()}    ticket:\n      classes: ${classes}`;

/** What is said of a configuration that is refused. */
const complaint = (text: string, env: NodeJS.ProcessEnv = ENV): string => {
  try {
    parseConfig(text, env);
  } catch (error) {
    expect((error as BridgeError).code).toBe('CONFIG');
    return (error as BridgeError).detail;
  }
  throw new Error('expected the configuration to be refused');
};

test('a file that is not there is said to be so, with the option that names another and the command that makes one', () => {
  for (const load of [loadConfig, loadPartialConfig, loadStoredConfig]) {
    expect(() => load('/nowhere/bridge.yaml')).toThrow(
      expect.objectContaining({
        code: 'CONFIG',
        detail: expect.stringMatching(/^there is no file \/nowhere\/bridge\.yaml.*--config.*setup-bridge/s),
      }),
    );
    expect(() => load('docs')).toThrow(expect.objectContaining({ detail: expect.stringMatching(/^docs .*folder/) }));
  }
});

test('all that is left out has a default', () => {
  const config = parseConfig(yaml(), ENV);
  expect(config).toMatchObject({ listen: '127.0.0.1:8787', database: './bridge.db', keep: 30 * 86_400_000 });
  expect(config.retry).toEqual({ first: 2000, longest: 300_000, for: 3 * 86_400_000 });
  expect(config.properties[0]).toMatchObject({
    id: '58ca8453b8a7e060cd3b1ecb',
    secrets: [SECRET],
    itop: {
      credentials: { user: 'bridge', password: 'pass: "word" #1' },
      timeout: 30_000,
      settle: 60_000,
      concurrency: 4,
    },
    ticket: { class: 'UserRequest', classes: ['UserRequest', 'Incident'], defaults: {}, log: 'private_log' },
    transcripts: 'log',
    trust: 'any',
    time_zone: 'UTC',
  });
});

test.each([
  ['{}', ['UserRequest', 'Incident']],
  ['{ class: Incident }', ['Incident', 'UserRequest']],
  ['{ class: Question }', ['Question', 'UserRequest', 'Incident']],
  ['{ class: Question, classes: [Incident, Change] }', ['Question', 'Incident', 'Change']],
  ['{ classes: [] }', ['UserRequest']],
])('the classes that chats can be about begin with the one of new tickets: ticket: %s', (ticket, classes) => {
  expect(parseConfig(`${yaml()}    ticket: ${ticket}`, ENV).properties[0]?.ticket.classes).toEqual(classes);
});

describe('refused, with the place and what was expected there:', () => {
  test.each<Refused>([
    [
      'an environment variable that is not set',
      yaml(),
      {},
      'secrets[0]: expected the environment variable TAWK_SECRET',
    ],
    ['and the next one', yaml(), {}, 'password: expected the environment variable ITOP_PASSWORD'],
    ['no properties', 'listen: 127.0.0.1:1', ENV, 'properties: '],
    ['a property id that is none', yaml({ id: 'PUT_YOUR_PROPERTY_ID_HERE' }), ENV, 'properties[0].id: expected'],
    ['a short secret', yaml({ secret: 'abc123' }), ENV, 'properties[0].secrets[0]: expected'],
    ['a placeholder', yaml({ secret: `PUT_YOUR_WEBHOOK_SECRET_HERE${SECRET}` }), ENV, 'found a placeholder'],
    ['one character again and again', yaml({ secret: 'x'.repeat(96) }), ENV, 'found a placeholder'],
    [
      'neither password nor token',
      yaml({ itop: 'user: bridge' }),
      ENV,
      'itop: expected either user and password, or token',
    ],
    ['both', yaml({ itop: 'user: u\n      password: p4ss\n      token: t0ken' }), ENV, 'expected either'],
    [
      'a word that is no setting',
      yaml({ more: 'databse: x' }),
      ENV,
      'databse: no such setting; did you mean database?',
    ],
    ['a setting of elsewhere', yaml({ more: 'log: public_log' }), ENV, 'it is written as properties[].ticket.log'],
    ['a misspelt choice', `${yaml()}    transcripts: mised`, ENV, 'missed, ticket; did you mean missed?'],
    ['a port that is none', yaml({ more: 'listen: 127.0.0.1:99999' }), ENV, 'listen: expected address:port'],
    [
      'a number as a password',
      yaml({ itop: 'user: u\n      password: 4711' }),
      ENV,
      'found a number: put it between quotes',
    ],
    ['a setting without a value', yaml({ more: 'retry:' }), ENV, 'retry: expected settings below it'],
    [
      'one setting twice',
      yaml({ more: 'keep: 3d\nkeep: 4d' }),
      ENV,
      'line 10: not valid YAML at column 1: this setting is there twice',
    ],
    ['a length of time without a unit', yaml({ more: 'keep: 30' }), ENV, 'keep: '],
    ['an address without a port', yaml({ more: 'listen: localhost' }), ENV, 'listen: expected address:port'],
    ['an address of iTop that is none', yaml().replace('https://', 'itop://'), ENV, 'itop.url: expected'],
    ['a time zone that is none', `${yaml()}    time_zone: Europe/Pari`, ENV, 'time_zone: expected'],
    ['`trust: never` without a fallback', `${yaml()}    trust: never`, ENV, 'trust: expected a ticket.fallback'],
    ['classes of tickets that are no list', withClasses('Incident'), ENV, 'ticket.classes: expected a list'],
    [
      'a class of tickets that is none',
      withClasses('["UserRequest", "In cident"]'),
      ENV,
      'ticket.classes[1]: expected the',
    ],
    [
      'a number among them',
      withClasses('[1]'),
      ENV,
      'ticket.classes[0]: expected the name of a ticket class of iTop, found',
    ],
    ['an unknown way with transcripts', `${yaml()}    transcripts: all`, ENV, 'transcripts: '],
    [
      'one secret for two properties',
      `${yaml()}${yaml({ id: 'a'.repeat(24) }).replace('\nproperties:', '')}`,
      ENV,
      'that another property has too',
    ],
    ['a text that is no YAML', 'a: [', ENV, 'line 1: not valid YAML at column'],
    ...['*s3cret-pass!23', '*s3 cret', '*s3,cret', '*s3cret#x', '*', '&s3cret', '&s3 cret', '!s3cret', '!!s3cret'].map(
      (password): Refused => [
        `a password without quotes that YAML takes for a mark of its own, ${password}`,
        yaml({ itop: `user: u\n      password: ${password}` }),
        ENV,
        `line 8: a value begins with ${password[0]}, which has a meaning of its own in YAML: put it between quotes`,
      ],
    ),
    ...[
      'https://bob:s3cret@itop.example.com',
      'https://s3cret@itop.example.com/',
      String.raw`https://\bob:s3cret@h`,
    ].map(
      (url): Refused => [
        `an address of iTop with a user in it, ${url}`,
        withUrl(url),
        ENV,
        "itop.url: expected iTop's address without user name and password",
      ],
    ),
    ...['https://itop.example.com/?key=s3cret', 'https://itop.example.com/#s3cret'].map(
      (url): Refused => [`an address of iTop with more behind it, ${url}`, withUrl(url), ENV, 'itop.url: expected'],
    ),
    ...[
      'postgress://bob:s3cret@host/name',
      'mysql://bob:s3cret@host/name',
      'libsql://host?authToken=s3cret',
      'bob:s3cret@host/name',
      'b:s3cret@host/name',
      './postgres://bob:s3cret@host/name',
      'host=db password=s3cret dbname=name',
      'postgres://bob:s3cret/x@host/name',
      'postgres://bob:1234/s3cret@host/name',
      'postgres://bob:12?s3cret@host/name',
      'postgres://bob:s3cret#x@host/name',
    ].map(
      (database): Refused => [
        `a database that is neither a file nor PostgreSQL's address, ${database}`,
        yaml({ more: `database: "${database}"` }),
        ENV,
        'database: expected the path of a file, or postgres://user:password@host/name',
      ],
    ),
    [
      'a secret in the place of a name',
      yaml({ itop: 'user: u\n      s3cret: password' }),
      ENV,
      'line 8: properties[0].itop: a name that is no setting',
    ],
    [
      'a secret between the braces of a variable',
      yaml({ itop: `user: u\n      password: "${variable('s3cret')}"` }),
      ENV,
      'itop.password: expected the environment variable that is named here, which is not set',
    ],
    ['an address to listen on with a user in it', yaml({ more: 'listen: s3cret@host:80' }), ENV, 'listen: expected'],
  ])('%s', (_name, text, env, expected) => {
    const said = complaint(text, env);
    expect(said).toContain(expected);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain('s3cret');
  });

  test.each(['an example of a good one', 'ExchangeMe-4711', 'for.example.only', 'xxxlarge-shirt'])(
    'but not the password %s',
    (password) => {
      const config = parseConfig(yaml(), { ...ENV, ITOP_PASSWORD: password });
      expect(config.properties[0]?.itop.credentials).toEqual({ user: 'bridge', password });
    },
  );

  test('all wrong values at once, each with its line', () => {
    const text = yaml({ id: 'x', secret: 'y1', itop: 'user: u\n      pasword: correct horse', more: 'keep: 1' });
    const said = complaint(text);
    expect(said.split('\n').map((line) => line.replace(/: \S+: /, ': '))).toEqual([
      "line 3: expected tawk.to's property id: 24 hexadecimal digits",
      'line 4: expected the secret key of the webhook, at least 32 characters (tawk.to makes 96)',
      'line 5: expected either user and password, or token',
      'line 8: no such setting; did you mean password?',
      'line 9: expected a length of time such as 500ms, 30s, 5m, 12h or 3d',
    ]);
    expect(said).not.toContain('correct horse');
  });
});

test.each([
  './bridge.db',
  'C:\\data\\bridge@home.db',
  '/var/lib/a:b/bridge.db',
  'postgres://bridge@host/name',
  'postgres://bridge:p%40ss%2Fw@host:5432/name?sslmode=verify-full',
  'postgresql://postgres@/name?host=%2Frun%2Fpostgresql',
  'postgres:///name?host=/run/postgresql',
  'POSTGRES://bridge:pw@[::1]/name',
])('%s is a database', (database) => {
  expect(parseConfig(yaml({ more: `database: '${database}'` }), ENV).database).toBe(database);
});

test.each([
  ['5,000 lists within each other', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['a list that holds itself', 'a: &a [*a]'],
  ['5,000 settings within each other', `a: ${'{a: '.repeat(5000)}${'}'.repeat(5000)}`],
  [
    'aliases that make billions of values',
    ['a0: &a0 [x]', ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`)].join(
      '\n',
    ),
  ],
])('%s are a mistake of the configuration, and no fault of ours', (_name, text) => {
  expect(complaint(text)).toContain('line 1: ');
});
