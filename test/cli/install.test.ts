import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { register } from '../../src/cli/install';
import { WIDGET_FILES } from '../../src/itop/install/extension-package';
import { COMMAND } from '../command';
import { ID, smallItop } from '../itop/small-itop';
import { runCommand } from './run-command';

let built: string;
beforeAll(async () => {
  built = join(await smallItop(), 'built');
  await mkdir(join(built, 'asset/js'), { recursive: true });
  await writeFile(join(built, `module.${ID}.php`), `<?php\nSetupWebPage::AddModule(__FILE__, '${ID}/2.0.0', array());`);
  for (const file of WIDGET_FILES) await writeFile(join(built, file), 'widget');
});
const install = (...args: string[]) => runCommand(register, 'install', ...args, '--from', built);

describe('itop-tawk install', () => {
  it('says what it does and what to do next', async () => {
    const root = await smallItop({ laid: '1.1.2', version: '2.7.11' });
    const { status, stdout } = await install(root);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`extensions/${ID} \\(1\\.1\\.2\\) moved to data/replaced-extensions/${ID}-1\\.1\\.2-\\d{8}T\\d{6}Z\n`),
    );
    expect(stdout).toContain(
      `The extension 2.0.0 copied into extensions/${ID}\n\nNext, iTop's setup:\n  1. Make conf/production`,
    );
    expect(stdout).toContain('"Next >>"');
    expect((await install(root)).stdout).toContain('nothing to change');
  });
  it('--dry-run says the same and changes nothing', async () => {
    const root = await smallItop({ laid: '1.1.2' });
    const before = (await readdir(root, { recursive: true })).sort();
    const { status, stdout } = await install(root, '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toContain('(1.1.2) would be moved to');
    expect(stdout).toContain('Nothing was changed.');
    expect((await readdir(root, { recursive: true })).sort()).toEqual(before);
  });
  it('--json gives the plan', async () => {
    const { stdout } = await install(await smallItop({ laid: null }), '--dry-run', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: '2.0.0',
      itopVersion: '3.2.0',
      aside: [],
      isDone: false,
      dryRun: true,
    });
  });
  it('exits 2 where it refuses, and where there is nothing to install', async () => {
    expect(await install('/nowhere')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('not the folder of an iTop'),
    });
    const without = await runCommand(register, 'install', await smallItop(), '--from', '/nowhere.zip');
    expect(without).toMatchObject({ status: 2, stderr: expect.stringContaining('Build it with: npm run build') });
  });
  it('refuses a folder that it cannot write, and changes nothing', async () => {
    const root = await smallItop({ laid: null });
    const folder = await mkdtemp(join(tmpdir(), 'itop-tawk-command-'));
    await cp(dirname(COMMAND), folder, { recursive: true });
    await chmod(join(root, 'extensions'), 0o555);
    // To root no folder is closed: as root, somebody else does it.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    if ('uid' in nobody) execFileSync('chown', ['-R', '65534:65534', root, join(built, '..'), folder]);
    const command = [join(folder, 'itop-tawk.js'), 'install', root, '--from', built];
    const { status, stderr } = spawnSync(process.execPath, command, { ...nobody, encoding: 'utf8', cwd: folder });
    expect(stderr).toMatch(/extensions cannot be written.*web server/s);
    expect(status).toBe(2);
    expect(await readdir(join(root, 'extensions'))).toEqual(['readme.txt']);
  });
  it('says its exit statuses and examples in --help', async () =>
    expect((await runCommand(register, 'install', '--help')).stdout).toMatch(
      /Exit status:\n {2}0 [\s\S]*Examples:\n {2}\$ itop-tawk install/,
    ));
});
