import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { register } from '../../src/cli/setup';
import { parseConfigFile } from '../../src/itop/files/config-file';
import { ID, KEY, PROPERTY, RIGHT, type SmallItop, smallItop } from '../itop/small-itop';
import { runCommand } from './run-command';

const LINK = `https://tawk.to/chat/${PROPERTY}/1j87jtnt0`;
const CONFIG = 'conf/production/config-itop.php';

beforeEach(() => {
  vi.stubEnv('TAWK_API_KEY', undefined);
  vi.stubEnv('LIVEHELPERCHAT_SECRET', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const setup = (root: string, ...args: string[]) => runCommand(register, 'setup', root, '--no-install', ...args);
const bare = (options: SmallItop = {}) => smallItop({ settings: '', ...options });

async function settings(root: string) {
  const { modules } = parseConfigFile(await readFile(join(root, CONFIG), 'utf8'));
  return Object.fromEntries([...(modules.get(ID) ?? [])].map(([name, { value }]) => [name, value]));
}

/** Runs it with a person at the terminal who types these lines, and then ends the input. */
async function typed(root: string, lines: string[], ...args: string[]) {
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(terminal as unknown as typeof process.stdin);
  terminal.end(lines.map((line) => `${line}\n`).join(''));
  return setup(root, ...args);
}

describe('itop-tawk setup, for scripts', () => {
  it('writes what the options say, keeps the old file, and ends with check', async () => {
    const root = await bare();
    const { status, stdout } = await setup(
      root,
      '--chat',
      LINK,
      '--portals',
      'itop-portal',
      'backoffice',
      '--everybody',
      '--yes',
    );
    expect(await settings(root)).toEqual({
      property_id: PROPERTY,
      widget_id: '1j87jtnt0',
      enabled_portals: ['itop-portal', 'backoffice'],
      allowed_profiles: [],
    });
    expect(stdout).toMatch(/property_id +PUT_YOUR_PROPERTY_ID_HERE +→ 0123456789abcdef01234567\n/);
    expect(stdout).toMatch(/By its files, the chat works\.\n$/);
    expect(status).toBe(0);
    expect(await readdir(join(root, 'conf/production'))).toHaveLength(2);
  });
  it('has nothing to write the second time', async () => {
    const root = await bare();
    await setup(root, '--chat', LINK, '--yes');
    const before = await readdir(join(root, 'conf/production'));
    expect((await setup(root, '--chat', LINK, '--yes')).stdout).toContain('says all of that already');
    expect(await readdir(join(root, 'conf/production'))).toEqual(before);
  });
  it('takes the key of secure mode from the environment, and shows it nowhere', async () => {
    vi.stubEnv('TAWK_API_KEY', KEY);
    const root = await bare();
    const { stdout, stderr } = await setup(root, '--chat', LINK, '--yes');
    expect(await settings(root)).toMatchObject({ api_key: KEY });
    expect(stdout + stderr).not.toContain(KEY);
    vi.stubEnv('TAWK_API_KEY', undefined);
    await setup(root, '--no-secure-mode', '--yes');
    expect(await settings(root)).toMatchObject({ api_key: '' });
  });
  it('names what is missing where there is nobody to ask', async () => {
    const { status, stderr } = await setup(await bare());
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /there is no terminal to ask on\. Missing: --chat '<tawk.to's snippet or Direct Chat Link>', --yes/,
    );
    expect((await setup(await smallItop(), '--json')).stdout).toContain('Missing: --yes');
  });
  it('writes nothing with --dry-run, whatever else is said', async () => {
    const root = await bare();
    const { status, stdout } = await setup(root, '--chat', LINK, '--yes', '--dry-run');
    expect([status, await settings(root)]).toEqual([0, {}]);
    expect(stdout).toContain('→ 1j87jtnt0');
  });
  it.each([
    [['--chat', 'https://www.tawk.to/'], /--chat holds no id of tawk\.to's/],
    [['--chat', `${LINK} ${LINK}x`], /--chat holds more than one/],
    [['--chat', LINK, '--widget', "x'"], /--widget is no "widget_id": expected 1 to 50/],
    [
      ['--chat', LINK, '--portals', 'itop-porta'],
      /no portal "itop-porta": did you mean "itop-portal"\? It has: backoffice, itop-portal\./,
    ],
    [['--chat', LINK, '--profiles', 'Portal users'], /no profile "Portal users": did you mean "Portal user"\?/],
    [['--chat', LINK, '--profiles', 'Portal user', '--everybody'], /either --profiles or --everybody/],
  ])('refuses %j and says why', async (args, message) => {
    const root = await bare();
    const { status, stderr } = await setup(root, ...args, '--yes');
    expect([status, await settings(root)]).toEqual([2, {}]);
    expect(stderr).toMatch(message);
  });
  it('--json prints what was done and what check says', async () => {
    const root = await bare();
    const { stdout } = await setup(root, '--chat', LINK, '--yes', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      file: CONFIG,
      keptAs: expect.stringContaining('before-itop-tawk'),
      check: { findings: [{ code: 'secure-mode-off' }] },
    });
  });
  it('says by hand what to write where PHP makes the settings, and shows no secret', async () => {
    vi.stubEnv('TAWK_API_KEY', KEY);
    const root = await bare();
    await writeFile(join(root, CONFIG), '<?php $MyModuleSettings = require "other.php";');
    const { status, stderr } = await setup(root, '--chat', LINK, '--yes');
    expect(status).toBe(2);
    expect(stderr).toContain(`$MyModuleSettings['${ID}']['widget_id'] = '1j87jtnt0';`);
    expect(stderr).not.toContain(KEY);
  });
  it('refuses an iTop that was never set up', async () => {
    const root = await bare({ files: { 'readme.txt': '' } });
    await writeFile(join(root, CONFIG), '');
    expect((await setup('/nowhere', '--chat', LINK, '--yes')).status).toBe(2);
    expect((await setup(root, '--chat', LINK, '--yes')).stderr).toContain('Write at its end');
  });
});

describe('itop-tawk setup where the extension is not there yet', () => {
  /** The built extension, as far as it is looked at. */
  async function built(): Promise<string> {
    const root = await smallItop({ laid: '2.0.0' });
    return join(root, `extensions/${ID}`);
  }
  it("installs it, and exits 1 with the steps of iTop's setup, which is to be run", async () => {
    const root = await bare({ laid: null });
    const { status, stdout } = await runCommand(
      register,
      'setup',
      root,
      '--from',
      await built(),
      '--chat',
      LINK,
      '--yes',
    );
    expect(status).toBe(1);
    expect(stdout).toContain('The extension 2.0.0 will be copied into extensions/');
    expect(stdout).toMatch(/not work yet: iTop's setup has to be run\.\n\nNext, iTop's setup:\n {2}1\. /);
    expect(await readdir(join(root, 'extensions'))).toContain(ID);
    expect(await settings(root)).toMatchObject({ widget_id: '1j87jtnt0' });
  });
  it("puts it in the place of Combodo's 1.x", async () => {
    const root = await bare({ laid: '1.1.2' });
    const { stdout } = await runCommand(register, 'setup', root, '--from', await built(), '--chat', LINK, '--yes');
    expect(stdout).toMatch(/extensions\/combodo-tawk-integration will be moved to data\/replaced-extensions\//);
  });
});

describe('everybody, where the extension is not there yet', () => {
  // Its XML comes with "Portal user": what is not written would be that.
  it.each([
    ['"all"', ['', LINK, '', 'all', '', 'y'], []],
    ['--everybody', [], ['--chat', LINK, '--everybody', '--yes']],
  ])('%s is written out, so that the default of the extension does not count', async (_name, lines, args) => {
    const root = await bare({ laid: null });
    const { stdout } = lines.length > 0 ? await typed(root, lines) : await setup(root, ...args);
    expect(stdout).toMatch(/allowed_profiles/);
    expect(await settings(root)).toMatchObject({ allowed_profiles: [] });
  });
  it('Enter takes the default of the extension, as if it were there', async () => {
    const root = await bare({ laid: null });
    const { stderr } = await typed(root, ['', LINK, '', '', '', 'y']);
    expect(stderr).toContain('[Portal user]');
    expect(await settings(root)).toMatchObject({ allowed_profiles: ['Portal user'] });
  });
});

describe('itop-tawk setup, with a person', () => {
  it('asks nothing that is wider than 80 columns, however many profiles are in force', async () => {
    const profiles = `'allowed_profiles' => array('Portal user', 'Support Agent', 'Administrator'),`;
    const root = await smallItop({ settings: `${RIGHT} ${profiles}` });
    const { stderr } = await typed(root, ['', 'hello', '', '', '', '']);
    expect(stderr).toContain('Who gets');
    const asked = stderr.split('\n').filter((line) => !line.startsWith('  '));
    expect(asked.filter((line) => line.length > 80)).toEqual([]);
  });
  it('asks one thing after the other, says what is wrong, and shows before it writes', async () => {
    const root = await bare();
    const lines = [
      'somebody',
      '1',
      'hello',
      `<!--Start of Tawk.to Script-->`,
      `s1.src='https://embed.tawk.to/${PROPERTY}/1j87jtnt0';`,
      '</script>',
      '<!--End of Tawk.to Script-->',
      '2, backofice',
      '2, 1',
      'all',
      `  ${KEY}  `,
      'y',
    ];
    const { stderr, stdout } = await typed(root, lines);
    expect(await settings(root)).toEqual({
      property_id: PROPERTY,
      widget_id: '1j87jtnt0',
      enabled_portals: ['itop-portal', 'backoffice'],
      allowed_profiles: [],
      api_key: KEY,
    });
    expect(stderr).toContain('expected one of tawk.to, Live Helper Chat');
    expect(stderr).toContain("that holds no id of tawk.to's");
    expect(stderr).toContain('did you mean "backoffice"?');
    expect(stdout + stderr).not.toContain(KEY);
  });
  it('an empty line keeps what is in force', async () => {
    const root = await smallItop();
    const { stdout } = await typed(root, ['', '', '', '', '']);
    expect(stdout).toContain('says all of that already');
    expect(await settings(root)).toEqual({ property_id: PROPERTY, widget_id: 'default', api_key: KEY });
  });
  it.each([
    ['a no', ['', LINK, '', '', '', 'n'], /nothing was written/],
    ['the end of the input', ['', LINK, ''], /The dialogue was ended: nothing was changed/],
    [
      'the end of the input in the middle of a snippet',
      ['', '<!--Start of Tawk.to Script-->'],
      /The dialogue was ended/,
    ],
  ])('%s leaves all as it was', async (_name, lines, message) => {
    const root = await bare();
    const { status, stderr } = await typed(root, lines);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(await settings(root)).toEqual({});
    expect(await readdir(join(root, 'conf/production'))).toEqual(['config-itop.php']);
  });
  it('settings that are there and right are not asked for again where the options say them', async () => {
    const root = await smallItop({ settings: RIGHT });
    await typed(root, ['', 'y'], '--chat', LINK, '--portals', 'itop-portal', '--everybody');
    expect(await settings(root)).toMatchObject({ widget_id: '1j87jtnt0', allowed_profiles: [] });
  });
});

describe('itop-tawk setup, for Live Helper Chat', () => {
  const ADDRESS = 'https://chat.example.com/lhc/';
  const SECRET = 'a-secret-of-more-than-32-characters';

  it('writes provider, address and department, and makes a secret that it shows nowhere', async () => {
    const root = await bare();
    const { status, stdout, stderr } = await setup(root, '--livehelperchat', ADDRESS, '--department', '3', '--yes');
    const written = await settings(root);
    expect(written).toEqual({
      provider: 'livehelperchat',
      livehelperchat_url: ADDRESS,
      livehelperchat_department: '3',
      livehelperchat_secret: expect.stringMatching(/^[0-9a-f]{96}$/),
    });
    expect(stdout + stderr).not.toContain(written.livehelperchat_secret);
    expect(stdout).toContain('"identity_secrets" in bridge.yaml');
    expect(status).toBe(0);
  });
  it('makes another secret for another iTop, and keeps the one that is there', async () => {
    const roots = await Promise.all([bare(), bare()]);
    for (const root of roots) await setup(root, '--livehelperchat', ADDRESS, '--yes');
    const [one, other] = await Promise.all(roots.map(settings));
    expect(one?.livehelperchat_secret).not.toBe(other?.livehelperchat_secret);
    const { stdout } = await setup(roots[0] as string, '--livehelperchat', ADDRESS, '--yes');
    expect(stdout).toContain('says all of that already');
    expect(stdout).not.toContain('identity_secrets');
    expect(await settings(roots[0] as string)).toEqual(one);
  });
  it('takes the secret from the environment, and shows it nowhere', async () => {
    vi.stubEnv('LIVEHELPERCHAT_SECRET', SECRET);
    const root = await bare();
    const { stdout, stderr } = await setup(root, '--livehelperchat', ADDRESS, '--yes', '--json');
    expect(await settings(root)).toMatchObject({ livehelperchat_secret: SECRET });
    expect(stdout + stderr).not.toContain(SECRET);
  });
  it("takes the address of any of the server's pages", async () => {
    const root = await bare();
    for (const page of ['index.php/site_admin/user/login', 'index.php', '', '?a=b#c']) {
      await setup(root, '--livehelperchat', `${ADDRESS}${page}`, '--yes');
      expect(await settings(root)).toMatchObject({ livehelperchat_url: ADDRESS });
    }
  });
  it.each([
    [['--livehelperchat', ADDRESS, '--chat', LINK], /options of one provider/],
    [['--provider', 'tawk', '--department', '3'], /options of one provider/],
    [['--provider', 'livehelperchat'], /Missing: --livehelperchat <address>/],
    [['--provider', 'livehelperchat', '--livehelperchat', ADDRESS, '--no-secure-mode'], /secure mode is of tawk\.to/],
    [['--livehelperchat', ADDRESS, '--department', 'sales'], /--department is no "livehelperchat_department"/],
  ])('refuses %j and says why', async (args, message) => {
    const root = await bare();
    const { status, stderr } = await setup(root, ...args, '--yes');
    expect([status, await settings(root)]).toEqual([2, {}]);
    expect(stderr).toMatch(message);
  });
  it('asks a person who serves the chat, and then for what that one needs', async () => {
    const root = await bare();
    const lines = ['live helper chat', 'chat.example.com', `${ADDRESS}index.php/`, 'sales', '7', '', '', 'y'];
    const { stderr } = await typed(root, lines);
    expect(stderr).toContain('Who serves the chat?');
    expect(stderr).toContain('expected an address such as');
    expect(stderr).toContain('that is no "livehelperchat_department"');
    expect(await settings(root)).toMatchObject({
      provider: 'livehelperchat',
      livehelperchat_url: ADDRESS,
      livehelperchat_department: '7',
    });
    const { stdout } = await typed(root, ['', '', '', '', '']);
    expect(stdout).toContain('says all of that already');
  });
  it("goes back to tawk.to by tawk.to's options", async () => {
    const root = await bare();
    await setup(root, '--livehelperchat', ADDRESS, '--yes');
    const { stdout } = await setup(root, '--chat', LINK, '--yes');
    expect(stdout).toMatch(/provider +livehelperchat +→ tawk/);
    expect(await settings(root)).toMatchObject({ provider: 'tawk', property_id: PROPERTY });
  });
});
