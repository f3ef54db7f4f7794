import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Hangup } from '../../sandbox/http';
import { ItopRestStandIn } from '../../sandbox/itop/rest';
import { LivehelperchatRest } from '../../sandbox/livehelperchat/rest';
import { configSchema, type LivehelperchatProperty } from '../../src/bridge/config/config';
import { examine as examineAll } from '../../src/bridge/doctor/doctor';
import { examineItop } from '../../src/bridge/doctor/itop';
import { examineLivehelperchat } from '../../src/bridge/doctor/livehelperchat';
import { IDENTITY_SECRET, KEY, startChatRing } from './livehelperchat-ring';
import { ACCOUNT } from './ring';

let rest: LivehelperchatRest;
let site: { url: string; close(): Promise<void> };

beforeEach(async () => {
  rest = new LivehelperchatRest(KEY);
  site = await rest.listen();
});
afterEach(() => site.close());

async function examine(change: object = {}, isKnown = (_text: string) => true) {
  const itop = { url: 'http://127.0.0.1:1', user: 'bridge', password: 'p4ss-of-itop' };
  const property = {
    provider: 'livehelperchat',
    url: site.url,
    ...KEY,
    identity_secrets: [IDENTITY_SECRET],
    itop,
    ...change,
  };
  const config = configSchema.parse({ properties: [property] });
  const parts = await examineLivehelperchat(config.properties[0] as LivehelperchatProperty, isKnown);
  const all = { passed: parts.flatMap(({ passed }) => passed), findings: parts.flatMap(({ findings }) => findings) };
  expect(JSON.stringify(all)).not.toMatch(
    new RegExp(`${change instanceof Object && 'key' in change ? change.key : KEY.key}|${IDENTITY_SECRET}`),
  );
  return all;
}
const codes = async (...given: Parameters<typeof examine>) =>
  (await examine(...given)).findings.map(({ code }) => code);

test('a correct server passes, and the id of its property is shown', async () => {
  rest.model.begin('Hello');
  const { passed, findings } = await examine();
  expect(findings).toEqual([]);
  expect(passed.join('\n')).toMatch(/chats of the last day: 1, open: 1\); its property is [0-9a-f]{24}/);
  expect(passed.join('\n')).toContain('the messages of the newest chats can be read');
});

test('a wrong key is reported with the required rights', async () => {
  const { findings } = await examine({ key: 'another-key-of-somebody' });
  expect(findings).toMatchObject([
    { severity: 'error', code: 'SOURCE_REFUSED', what: expect.stringContaining('Authorization failed!') },
  ]);
});

test('messages that the key may not read are reported', async () => {
  rest.hidden.add(rest.model.begin('Hello').id);
  expect(await codes()).toEqual(['SOURCE_REFUSED']);
});

test('a clock that is ten minutes off is reported', async () => {
  rest.model.clock = 600;
  const { findings } = await examine();
  expect(findings).toMatchObject([
    { severity: 'warning', code: 'clock', what: expect.stringMatching(/59\d|600|601 seconds ahead/) },
  ]);
});

test('without identity_secrets a warning says that no visitor is proved', async () => {
  expect(await codes({ identity_secrets: [] })).toEqual(['nobody-proved']);
});

describe("the agents' dashboard in iTop", () => {
  const NOT_ALLOWED = 'You do not have permission to generate auto login link. `lhuser`, `userautologin` is required.';
  const dashboard = async (autologin: string | undefined, headers: Record<string, string>) => {
    rest.autologin = autologin;
    rest.dashboardHeaders = headers;
    const { findings, passed } = await examine();
    expect(JSON.stringify([findings, passed])).not.toContain('a.link');
    return { findings, passed: passed.filter((line) => line.includes('dashboard')) };
  };
  const csp = (sources: string) => ({ 'content-security-policy': `frame-ancestors 'self' ${sources}` });

  test.each(['Auto login module is disabled!', 'Secret hash value is empty. Please set it in back office!'])(
    'is not there, which is in order, where the server says: %s',
    async (says) => {
      const { findings, passed } = await dashboard(says, csp(''));
      expect(findings).toEqual([]);
      expect(passed).toMatchObject([expect.stringContaining('auto login is off')]);
    },
  );

  test('is in order where auto login is on and this iTop may frame the server', async () => {
    const { findings, passed } = await dashboard(NOT_ALLOWED, csp('http://127.0.0.1:1 https://other.example'));
    expect(findings).toEqual([]);
    expect(passed).toMatchObject([expect.stringContaining('pages of http://127.0.0.1:1 may frame it')]);
  });

  test('is empty where the server does not let this iTop frame it', async () => {
    for (const headers of [csp(''), csp('https://itop.example'), { 'x-frame-options': 'DENY' }]) {
      expect((await dashboard(NOT_ALLOWED, headers)).findings).toMatchObject([
        { code: 'dashboard-refused', remedy: expect.stringContaining('Add http://127.0.0.1:1 to allow_iframe_domain') },
      ]);
    }
  });

  test('has no cookie where the server is another site, unless its cookies are for such', async () => {
    const itop = { url: 'https://itop.example', user: 'bridge', password: 'p4ss-of-itop' };
    rest.autologin = NOT_ALLOWED;
    rest.dashboardHeaders = csp('*');
    expect(await codes({ itop })).toEqual(['dashboard-other-site']);
    rest.dashboardHeaders = { ...csp('*'), 'set-cookie': 'PHPSESSID=1; path=/; secure; SameSite=None' };
    expect(await codes({ itop })).toEqual([]);
  });

  test('could not be examined where the server hangs up', async () => {
    rest.before = ({ operation }) => {
      if (operation === 'generateautologin') throw new Hangup();
    };
    rest.autologin = NOT_ALLOWED;
    rest.dashboardHeaders = {};
    expect((await examine()).findings).toMatchObject([{ code: 'dashboard-untried', severity: 'unknown' }]);
  });

  test('warns of a key that can log in as somebody, without the link', async () => {
    for (const says of [undefined, 'Username or User ID has to be provided']) {
      const { findings } = await dashboard(says, csp('http://127.0.0.1:1'));
      expect(findings).toMatchObject([{ code: 'dashboard-key', severity: 'warning' }]);
    }
  });
});

test('an unreachable server is reported with the reason', async () => {
  await site.close();
  const { findings } = await examine();
  expect(findings).toMatchObject([
    { code: 'SOURCE_UNREACHABLE', what: expect.stringContaining('refuses the connection') },
  ]);
  await rest.listen();
});

test('without the key the server is not asked', async () => {
  expect(await codes({}, (text) => text !== KEY.key)).toEqual([]);
  expect(rest.calls).toEqual([]);
});

test('the running bridge is asked too, though nobody calls it; one that does not run is an error', async () => {
  const ring = await startChatRing();
  const itop = { url: 'http://127.0.0.1:1', user: 'bridge', password: 'p4ss-of-itop' };
  const property = { provider: 'livehelperchat', url: site.url, ...KEY, itop };
  const config = configSchema.parse({ listen: ring.listen, database: '/nowhere/bridge.db', properties: [property] });
  const asked = () => examineAll({ config, gaps: [], isKnown: () => true });
  expect((await asked()).passed).toContain(`bridge http://${ring.listen}/webhooks/tawk: answers`);
  await ring.stop();
  const { findings } = await asked();
  expect(findings.filter(({ code }) => code === 'bridge-unreachable')).toMatchObject([
    { severity: 'error', remedy: expect.not.stringContaining('tawk.to') },
  ]);
});

test('a key that may not download files is reported: these stay in Live Helper Chat', async () => {
  const chat = rest.model.begin('Hello');
  rest.model.visitorSends(chat, 'one.txt', '1');
  expect((await examine()).passed.join('\n')).toContain('files of the newest chats can be downloaded');
  rest.mayReadFiles = false;
  const { findings } = await examine();
  expect(findings).toMatchObject([
    { severity: 'warning', code: 'files', remedy: expect.stringContaining('lhrestapi, file_download') },
  ]);
});

test.each(['absent', 'forbidden', 'taken'] as const)('whether iTop takes attachments is told: %s', async (how) => {
  const itop = new ItopRestStandIn([ACCOUNT]);
  if (how === 'absent') itop.model.lacks.add('Attachment');
  if (how === 'forbidden') itop.readable.add('Attachment');
  const { url, close } = await itop.listen();
  const access = { url, user: ACCOUNT.user, password: ACCOUNT.password };
  const { properties } = configSchema.parse({
    properties: [{ provider: 'livehelperchat', url: site.url, ...KEY, itop: access }],
  });
  const { passed, findings } = await examineItop(properties[0] as LivehelperchatProperty, () => true);
  await close();
  const told = findings.filter(({ what }) => what.includes('Attachment'));
  const expected = {
    absent: [{ severity: 'note', code: 'no-attachments' }],
    forbidden: [
      { severity: 'warning', code: 'rights-missing', remedy: expect.stringContaining('tawk.to Bridge User') },
    ],
    taken: [],
  };
  expect(told).toMatchObject(expected[how]);
  expect(passed.some((text) => text.startsWith('Attachment: '))).toBe(how === 'taken');
});
