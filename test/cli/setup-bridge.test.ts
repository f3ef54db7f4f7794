import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ItopRestStandIn } from '../../sandbox/itop/rest';
import { LivehelperchatRest } from '../../sandbox/livehelperchat/rest';
import { loadConfig } from '../../src/bridge/config/load';
import { register } from '../../src/cli/setup-bridge';
import { IDENTITY_SECRET, KEY } from '../bridge/livehelperchat-ring';
import { ACCOUNT } from '../bridge/ring';
import { PROPERTY, smallItop } from '../itop/small-itop';
import { runCommand } from './run-command';

const SECRET = '5e'.repeat(48);

let folder: string;
let file: string;
let site: Awaited<ReturnType<ItopRestStandIn['listen']>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-bridge-'));
  file = join(folder, 'bridge.yaml');
  site = await new ItopRestStandIn([ACCOUNT]).listen();
  vi.stubEnv('ITOP_PASSWORD', ACCOUNT.password);
  vi.stubEnv('ITOP_TOKEN', undefined);
  vi.stubEnv('TAWK_WEBHOOK_SECRET', SECRET);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await site.close();
});

const setup = (...args: string[]) =>
  runCommand(register, 'setup-bridge', file, '--database', join(folder, 'b.db'), ...args);
const options = () => ['--property', PROPERTY, '--url', site.url, '--user', ACCOUNT.user];
const secretless = (text: string) => expect(text).not.toMatch(new RegExp(`${SECRET}|${ACCOUNT.password}`));

async function typed(lines: string[], ...args: string[]) {
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(terminal as unknown as typeof process.stdin);
  terminal.end(lines.map((line) => `${line}\n`).join(''));
  return setup(...args);
}

describe('itop-tawk setup-bridge, for scripts', () => {
  it('tries iTop and the store, and writes what the bridge can read, for its owner alone', async () => {
    const { status, stdout, stderr } = await setup(...options(), '--public-url', 'https://chat.example.com/', '--yes');
    expect([status, stderr.includes('ok: iTop')]).toEqual([0, true]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['bridge.yaml']);
    expect(loadConfig(file, {})).toMatchObject({
      database: join(folder, 'b.db'),
      properties: [{ id: PROPERTY, secrets: [SECRET], itop: { url: site.url, credentials: { user: ACCOUNT.user } } }],
    });
    expect(stdout).toContain(`itop-tawk doctor --config ${file} --url https://chat.example.com/webhooks/tawk`);
    secretless(stdout + stderr);
  });
  it('writes a property of Live Helper Chat, which nobody calls, and tries its REST API', async () => {
    const rest = new LivehelperchatRest(KEY);
    const chats = await rest.listen();
    vi.stubEnv('LIVEHELPERCHAT_KEY', KEY.key);
    vi.stubEnv('LIVEHELPERCHAT_SECRET', IDENTITY_SECRET);
    vi.stubEnv('TAWK_WEBHOOK_SECRET', undefined);
    const own = [
      '--provider',
      'livehelperchat',
      '--chat-url',
      chats.url,
      '--chat-user',
      KEY.user,
      '--chat-department',
      '3',
    ];
    const { status, stdout, stderr } = await setup(...own, '--url', site.url, '--user', ACCOUNT.user, '--yes');
    expect([status, stderr.includes('ok: Live Helper Chat')]).toEqual([0, true]);
    expect(loadConfig(file, {})).toMatchObject({
      properties: [
        { provider: 'livehelperchat', url: chats.url, ...KEY, department: 3, identity_secrets: [IDENTITY_SECRET] },
      ],
    });
    expect(stdout).not.toContain('/webhooks/tawk');
    expect(stdout + stderr).not.toMatch(new RegExp(`${KEY.key}|${IDENTITY_SECRET}`));
    await chats.close();
  });
  it('says what is missing of a Live Helper Chat where there is nobody to ask', async () => {
    const { status, stderr } = await setup(
      '--provider',
      'livehelperchat',
      '--url',
      site.url,
      '--user',
      ACCOUNT.user,
      '--yes',
    );
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('Missing: --chat-url, --chat-user, LIVEHELPERCHAT_KEY'),
    ]);
  });
  it('knows property and address where the folder of the iTop is here', async () => {
    const root = await smallItop({ files: {} });
    const config = join(root, 'conf/production/config-itop.php');
    await writeFile(config, (await readFile(config, 'utf8')).replace('http://itop.example/', site.url));
    expect((await setup('--folder', root, '--user', ACCOUNT.user, '--yes')).status).toBe(0);
    expect(loadConfig(file, {}).properties[0]).toMatchObject({ id: PROPERTY, itop: { url: site.url } });
  });
  describe('knows the Live Helper Chat of the iTop whose folder is here', () => {
    const itopWith = (settings: string) => smallItop({ settings });
    const own = (url: string) =>
      `'provider' => 'livehelperchat', 'livehelperchat_url' => '${url}', 'livehelperchat_department' => 3, 'livehelperchat_secret' => '${IDENTITY_SECRET}',`;
    const itopOptions = (root: string) => ['--folder', root, '--url', site.url, '--user', ACCOUNT.user];
    let chats: Awaited<ReturnType<LivehelperchatRest['listen']>>;
    beforeEach(async () => {
      chats = await new LivehelperchatRest(KEY).listen();
      vi.stubEnv('LIVEHELPERCHAT_KEY', KEY.key);
      vi.stubEnv('LIVEHELPERCHAT_SECRET', undefined);
      vi.stubEnv('TAWK_WEBHOOK_SECRET', undefined);
    });
    afterEach(() => chats.close());
    const written = () => loadConfig(file, {}).properties[0];
    const SAME = { provider: 'livehelperchat', ...KEY, department: 3, identity_secrets: [IDENTITY_SECRET] };

    it('for scripts, which need only its user and key', async () => {
      const args = [...itopOptions(await itopWith(own(chats.url))), '--chat-user', KEY.user, '--yes'];
      const { status, stdout, stderr } = await setup(...args);
      expect([status, written()]).toMatchObject([0, { ...SAME, url: chats.url }]);
      expect(stdout + stderr).not.toMatch(new RegExp(`${KEY.key}|${IDENTITY_SECRET}`));
    });
    it('for a person, who keeps each answer with the Enter key', async () => {
      vi.stubEnv('LIVEHELPERCHAT_KEY', undefined);
      const answers = ['', '', KEY.user, KEY.key, '', '', 'ticket', '', '', 'y'];
      const { status, stdout, stderr } = await typed(answers, ...itopOptions(await itopWith(own(chats.url))));
      expect([status, written()]).toMatchObject([0, { ...SAME, url: chats.url }]);
      expect(stdout + stderr).not.toMatch(new RegExp(`${KEY.key}|${IDENTITY_SECRET}`));
    });
    it('not where tawk.to is asked for', async () => {
      vi.stubEnv('TAWK_WEBHOOK_SECRET', SECRET);
      const args = ['--provider', 'tawk', '--property', PROPERTY, '--yes'];
      expect((await setup(...itopOptions(await itopWith(own(chats.url))), ...args)).status).toBe(0);
      expect(written()).toMatchObject({ provider: 'tawk', id: PROPERTY });
    });
    it('nor the secret of its own server for another one', async () => {
      const other = own('https://other.example.com/');
      const args = [...itopOptions(await itopWith(other)), '--chat-url', chats.url, '--chat-user', KEY.user, '--yes'];
      expect((await setup(...args)).status).toBe(0);
      expect(written()).toMatchObject({ url: chats.url, identity_secrets: [] });
      expect(written()).not.toHaveProperty('department');
    });
  });
  it('takes no placeholder of an iTop that nobody has set up for a property', async () => {
    const root = await smallItop({ settings: "'property_id' => 'PUT_YOUR_PROPERTY_ID_HERE'," });
    const { status, stderr } = await setup('--folder', root, '--url', site.url, '--user', ACCOUNT.user, '--yes');
    expect([status, stderr]).toEqual([2, expect.stringContaining('Missing: --property')]);
  });
  it('says what is needed to write where there is nobody to ask', async () => {
    const { status, stderr } = await setup(...options());
    expect([status, stderr]).toEqual([2, expect.stringContaining('nothing was written: --yes writes without asking')]);
    expect(await readdir(folder)).toEqual([]);
  });
  it.each([
    ["iTop's own", "'timezone' => 'America/New_York',", 'America/New_York'],
    ["iTop's default where it says none", '', 'Europe/Paris'],
    ["this machine's where PHP's settings say iTop's", "'timezone' => '',", 'Asia/Tokyo'],
    ["this machine's where iTop's is made by PHP", "'timezone' => getenv('ZONE'),", 'Asia/Tokyo'],
    ["this machine's where iTop's is none", "'timezone' => 'Nowhere/Here',", 'Asia/Tokyo'],
  ])('takes for the times of transcripts the zone that is %s', async (_whose, setting, zone) => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    const root = await smallItop({ files: {} });
    const config = join(root, 'conf/production/config-itop.php');
    const own = (await readFile(config, 'utf8')).replace("'app_root_url'", `${setting}\n'app_root_url'`);
    await writeFile(config, own);
    const { stdout } = await setup('--folder', root, ...options(), '--yes');
    expect(loadConfig(file, {}).properties[0]?.time_zone).toBe(zone);
    expect(stdout).toContain(zone);
  });
  it("takes this machine's zone where nothing is known of the iTop, and says which", async () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    expect(JSON.parse((await setup(...options(), '--json', '--yes')).stdout)).toMatchObject({
      time_zone: 'Asia/Tokyo',
    });
    expect(loadConfig(file, {}).properties[0]?.time_zone).toBe('Asia/Tokyo');
  });
  it('takes zone, and address of health and metrics, as options', async () => {
    await setup(...options(), '--time-zone', 'Europe/Lisbon', '--admin', '0.0.0.0:9000', '--yes');
    expect(loadConfig(file, {})).toMatchObject({ admin: '0.0.0.0:9000', properties: [{ time_zone: 'Europe/Lisbon' }] });
  });
  it.each([
    ['--time-zone', 'Lisbon', 'IANA name of a time zone'],
    ['--admin', 'everywhere', 'admin: expected address:port'],
  ])('refuses %s %s', async (option, value, says) => {
    expect(await setup(...options(), option, value, '--yes')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(says),
    });
    expect(await readdir(folder)).toEqual([]);
  });
  it('writes nothing where iTop refuses the password, unless it is told to', async () => {
    vi.stubEnv('ITOP_PASSWORD', 'battery staple');
    const { status, stderr, stdout } = await setup(...options(), '--yes');
    expect(status).toBe(1);
    expect(stderr).toMatch(/error: iTop .*refuses[\s\S]*Nothing was written: --force/);
    expect(stderr + stdout).not.toContain('battery staple');
    expect(await readdir(folder)).toEqual([]);
    expect(JSON.parse((await setup(...options(), '--json')).stdout)).toMatchObject({ written: false, findings: [{}] });
    expect((await setup(...options(), '--yes', '--force')).status).toBe(0);
  });
  it('names all that is missing where there is nobody to ask', async () => {
    vi.stubEnv('ITOP_PASSWORD', undefined);
    vi.stubEnv('TAWK_WEBHOOK_SECRET', undefined);
    const { status, stderr } = await setup();
    expect(status).toBe(2);
    expect(stderr).toContain(
      'Missing: --property, --url, --user, ITOP_PASSWORD in the environment, TAWK_WEBHOOK_SECRET in the environment',
    );
  });
  it('never writes over a configuration that is there', async () => {
    await writeFile(file, 'mine');
    expect(await setup(...options(), '--yes')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is there already'),
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
  it.each(['p"4\\ss: #1\u00e9', "'; DROP", '  blanks  '])('a password such as %j comes through', async (password) => {
    vi.stubEnv('ITOP_PASSWORD', password);
    await setup(...options(), '--yes', '--force');
    expect(loadConfig(file, {}).properties[0]?.itop.credentials).toMatchObject({ password });
  });
  it.each([
    ['postgres://bridge@127.0.0.1:9/name', 'postgres://bridge:s3cret%2F%40%23@127.0.0.1:9/name'],
    ['postgres://bridge@/name?host=/nowhere', 'postgres://bridge:s3cret%2F%40%23@/name?host=/nowhere'],
  ])("takes PostgreSQL's password from the environment, and puts it into %s", async (database, written) => {
    vi.stubEnv('PGPASSWORD', 's3cret/@#');
    const { status, stdout, stderr } = await setup(...options(), '--database', database, '--yes', '--force');
    expect([status, loadConfig(file, {}).database]).toEqual([0, written]);
    expect(stdout + stderr).not.toContain('s3cret');
  });
  it("writes PostgreSQL's address as it is where it has no password", async () => {
    vi.stubEnv('PGPASSWORD', undefined);
    await setup(...options(), '--database', 'postgres://bridge@127.0.0.1:9/name', '--yes', '--force');
    expect(loadConfig(file, {}).database).toBe('postgres://bridge@127.0.0.1:9/name');
  });
  it('says where a password has nobody whose it is', async () => {
    vi.stubEnv('PGPASSWORD', 's3cret');
    const answer = await setup(...options(), '--database', 'postgres://127.0.0.1:9/name', '--yes', '--force');
    expect(answer).toMatchObject({ status: 2, stderr: expect.stringContaining('postgres://user@host/name') });
  });
  it('tells of an iTop that is asked without encryption', async () => {
    const given = ['--property', PROPERTY, '--url', 'http://itop.invalid/', '--user', 'bridge'];
    expect((await setup(...given, '--yes')).stderr).toContain('http://itop.invalid/ without encryption');
  });
  it('refuses a value that would be taken for an environment variable', async () => {
    vi.stubEnv('ITOP_PASSWORD', 'a$' + '{HOME}b');
    expect(await setup(...options(), '--yes')).toMatchObject({ status: 2, stderr: expect.stringContaining('by hand') });
  });
});

describe('itop-tawk setup-bridge, with a person', () => {
  it('asks, tries as it goes, asks again, and says what to type into tawk.to', async () => {
    vi.stubEnv('ITOP_PASSWORD', undefined);
    vi.stubEnv('TAWK_WEBHOOK_SECRET', undefined);
    const wrong = [
      'nothing',
      `https://tawk.to/chat/${PROPERTY}/default`,
      site.url,
      ACCOUNT.user,
      'battery staple',
      '',
      '',
      '',
      'n',
    ];
    const right = [
      site.url,
      ACCOUNT.user,
      ACCOUNT.password,
      'always',
      'missed',
      '',
      'Berlin',
      'Europe/Berlin',
      'short',
      SECRET,
      'y',
    ];
    const { status, stdout, stderr } = await typed([...wrong, ...right], '--public-url', 'https://chat.example.com');
    expect([status, (await stat(file)).mode & 0o777]).toEqual([0, 0o600]);
    expect(loadConfig(file, {}).properties[0]).toMatchObject({ transcripts: 'missed', time_zone: 'Europe/Berlin' });
    expect(stderr).toMatch(
      /Use it anyway\?[\s\S]*ok: iTop[\s\S]*address {2}https:\/\/chat\.example\.com\/webhooks\/tawk/,
    );
    secretless(stdout + stderr);
    expect(stderr).not.toContain('battery staple');
  });
  it('asks anew, options or not, where the person does not take what came of them', async () => {
    vi.stubEnv('ITOP_PASSWORD', 'battery staple');
    const given = [...options(), '--transcripts', 'log', '--fallback', 'claude@example.com'];
    const other = [site.url, ACCOUNT.user, ACCOUNT.password, join(folder, 'c.db'), 'ticket', '', ''];
    const { status, stderr } = await typed(['', 'n', ...other, 'y'], ...given);
    expect([status, stderr.includes('Use it anyway?')]).toEqual([0, true]);
    expect(loadConfig(file, {})).toMatchObject({
      database: join(folder, 'c.db'),
      properties: [{ transcripts: 'ticket', itop: { credentials: { password: ACCOUNT.password } } }],
    });
    secretless(stderr);
  });
  it("asks for PostgreSQL's password, and does not show it", async () => {
    vi.stubEnv('PGPASSWORD', undefined);
    const answers = ['postgres://bridge:shown@127.0.0.1:9/name', 'postgres://bridge@127.0.0.1:9/name', 's3cret'];
    const given = ['--property', PROPERTY, '--url', site.url, '--user', ACCOUNT.user];
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(terminal as unknown as typeof process.stdin);
    terminal.end([...answers, 'log', '', '', 'y', 'y'].map((line) => `${line}\n`).join(''));
    const { status, stderr } = await runCommand(register, 'setup-bridge', file, ...given);
    expect([status, loadConfig(file, {}).database]).toEqual([0, 'postgres://bridge:s3cret@127.0.0.1:9/name']);
    expect(stderr).toContain('expected postgres://user@host/name: the password is asked for');
    expect(stderr).not.toContain('s3cret');
  });
  it('the end of the input leaves nothing behind', async () => {
    expect(await typed(['', '', '', 'y', ''], ...options())).toMatchObject({ status: expect.any(Number) });
    vi.stubEnv('TAWK_WEBHOOK_SECRET', undefined);
    file = join(folder, 'other.yaml');
    expect(await typed([], ...options())).toMatchObject({ status: 2, stderr: expect.stringContaining('ended') });
    expect(await readdir(folder)).not.toContain('other.yaml');
  });
});
