import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { register } from '../../src/cli/check';
import { COMMAND } from '../command';
import { KEY, RIGHT, smallItop } from '../itop/small-itop';
import { runCommand } from './run-command';

afterEach(() => vi.unstubAllEnvs());
const wrong = () => smallItop({ settings: RIGHT.replace("'default'", "'a b'") });

describe('itop-tawk check', () => {
  it('exits 0 where all is right, and shows versions and settings', async () => {
    const root = await smallItop();
    const { status, stdout, stderr } = await runCommand(register, 'check', root);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`iTop       3.2.0 in ${root}\n`);
    expect(stdout).toMatch(/ {2}widget_id +default +configuration file {2}conf\/production\/config-itop\.php:8:18\n/);
    expect(stdout).toMatch(/0 errors, 0 warnings, 0 notes\nBy its files, the chat works\.\n$/);
    expect(stdout).not.toContain(KEY);
  });
  it('exits 1 with findings: what, where, and the remedy behind an arrow', async () => {
    const { status, stdout } = await runCommand(register, 'check', await wrong());
    expect(status).toBe(1);
    expect(stdout).toContain(
      'error: no chat: "widget_id" has characters that do not fit, expected 1 to 50 letters and digits\n' +
        '  at conf/production/config-itop.php:8:18\n  → Copy it from tawk.to: Administration, Chat Widget',
    );
    expect(stdout).toMatch(/1 error, 0 warnings, 0 notes\nThe chat does not work: see the errors above\.\n$/);
  });
  it('shows the settings that are set somewhere, and those with their defaults only with --all', async () => {
    const root = await smallItop();
    const { stdout } = await runCommand(register, 'check', root);
    expect(stdout).toMatch(/ {2}property_id +\w+ +configuration file/);
    expect(stdout).not.toMatch(/enabled_portals|launcher_color/);
    expect(stdout).toContain('--all');
    const all = await runCommand(register, 'check', root, '--all');
    expect(all.stdout).toMatch(/ {2}enabled_portals +itop-portal +default/);
    expect(all.stdout).toMatch(/ {2}launcher_color +#0b7a3e +built in/);
    expect(JSON.parse((await runCommand(register, 'check', root, '--json')).stdout).settings.length).toBeGreaterThan(
      10,
    );
  });
  it('does not say of an extension that is not there that it is not compiled', async () => {
    const { stdout } = await runCommand(register, 'check', await smallItop({ laid: null, compiled: null }));
    expect(stdout).toMatch(/^extension +not there$/m);
    expect(stdout).toMatch(/^compiled +nothing: there is no extension to compile$/m);
    const { stdout: laid } = await runCommand(register, 'check', await smallItop({ compiled: null }));
    expect(laid).toMatch(/^compiled +not yet: iTop's setup does it$/m);
  });
  it("says where only iTop's setup is missing", async () => {
    const { status, stdout } = await runCommand(register, 'check', await smallItop({ compiled: null }));
    expect(status).toBe(1);
    expect(stdout).toMatch(/The chat does not work yet: iTop's setup has to be run\.\n$/);
  });
  it('exits 0 with nothing but notes', async () => {
    const root = await smallItop({ settings: RIGHT.replace(KEY, '') });
    expect(await runCommand(register, 'check', root)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('note: secure'),
    });
  });
  it('exits 2 where there is no iTop', async () => {
    const { status, stdout, stderr } = await runCommand(register, 'check', '/nowhere');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: \/nowhere is not the folder of an iTop/);
  });
  it('prints errors as JSON too, for scripts', async () => {
    const { status, stdout, stderr } = await runCommand(register, 'check', '/nowhere', '--json');
    expect([status, stderr]).toEqual([2, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'itop-folder', message: expect.stringContaining('/nowhere') },
    });
  });
  it('exits 2 where PHP cannot load the configuration file, with the place', async () => {
    const { status, stderr } = await runCommand(register, 'check', await smallItop({ settings: "'a' => ," }));
    expect(status).toBe(2);
    expect(stderr).toMatch(/conf\/production\/config-itop\.php:7:\d+: PHP cannot load this file/);
  });
  it('prints JSON that says the same', async () => {
    const { status, stdout } = await runCommand(register, 'check', await wrong(), '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      itopVersion: '3.2.0',
      works: false,
      says: 'The chat does not work: see the errors above.',
      findings: [
        { severity: 'error', code: 'setting-wrong', place: { path: 'conf/production/config-itop.php', line: 8 } },
      ],
    });
  });
  it('says its exit statuses and examples in --help', async () => {
    const { stdout, status } = await runCommand(register, 'check', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/Exit status:\n {2}0 .*\n {2}1 .*\n {2}2 /);
    expect(stdout).toContain('$ itop-tawk check /var/www/itop');
  });
});

describe('colours', () => {
  const stdout = async () => (await runCommand(register, 'check', await wrong())).stdout;
  const tty = (isTty: boolean) =>
    vi.spyOn(process, 'stdout', 'get').mockReturnValue(Object.assign(process.stdout, { isTTY: isTty }));
  const before = process.stdout.isTTY;
  afterEach(() => {
    vi.restoreAllMocks();
    process.stdout.isTTY = before;
  });

  it('are on a terminal', async () => {
    tty(true);
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('TERM', 'xterm');
    expect(await stdout()).toContain('\u001b[31merror\u001b[39m');
  });
  it('are off where NO_COLOR says so', async () => {
    tty(true);
    vi.stubEnv('NO_COLOR', '1');
    expect(await stdout()).not.toContain('\u001b[');
  });
  it('are off in a pipe', async () => {
    tty(false);
    expect(await stdout()).not.toContain('\u001b[');
  });
});

it('the command line as a shell runs it: exit status 2 for a wrong option, with a hint', async () => {
  const main = promisify(execFile)(process.execPath, [COMMAND, 'check', '--nonsense']);
  const { code, stderr } = await main.catch((error) => error);
  expect(code).toBe(2);
  expect(stderr).toContain("unknown option '--nonsense'");
  expect(stderr).toContain('(see --help)');
});
