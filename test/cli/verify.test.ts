import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { builtExtension } from '../../src/cli/install';
import { register } from '../../src/cli/verify';
import { readExtensionPackage } from '../../src/itop/install/extension-package';
import { RIGHT, smallItop } from '../itop/small-itop';
import { chat, HASH, page, standIn, WIDGET } from '../itop/web/stand-in';
import { runCommand } from './run-command';

beforeEach(() => vi.stubEnv('ITOP_PASSWORD', 'right'));
afterEach(() => vi.unstubAllEnvs());
const verify = (...args: string[]) => runCommand(register, 'verify', ...args, '--user', 'paula');
const notForThisUser = () => standIn({ page: page() });
/** The stand-in's script is not the built one, which is another matter: without e-mail etc. all else is in order. */
const withChat = () => standIn({ widget: { status: 404, type: '', body: new Uint8Array() } });

describe('itop-tawk verify', () => {
  it('says what the user gets', async () => {
    const { stdout, status } = await verify(await withChat());
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^user +paula\npage +portal "itop-portal", http:.*\nchat +yes\nidentity +Paula Portal, paula@example\.com\n/,
    );
    expect(stdout).toContain('secure mode  on, with a hash\n');
    expect(stdout).toContain('error: the page asks for http');
  });
  it('exits 1 where a user gets none, unless that is expected', async () => {
    const { stdout, status } = await verify(await notForThisUser());
    expect(status).toBe(1);
    expect(stdout).toContain('chat  no\n\nnote: the extension is there');
    expect(stdout).toMatch(/paula gets no chat; expected: chat\.\n$/);
  });
  it('exits 0 with a chat of which only tawk.to cannot be reached from here', async () => {
    const pack = await readExtensionPackage(await builtExtension()).catch(() => undefined);
    const served = (file: string) => ({ status: 200, type: 'text/javascript', body: pack?.files.get(file) ?? WIDGET });
    const url = await standIn({
      page: page(chat({ name: 'P', email: 'p@example.com', hash: HASH }, 'http://127.0.0.1:1/x')),
      widget: served('asset/js/widget.js'),
      chat: served('asset/js/chat.js'),
      panel: served('asset/js/panel.js'),
    });
    const { stdout, status } = await verify(url);
    expect(stdout).toContain('not checked: http://127.0.0.1:1/x cannot be reached from here');
    expect(stdout).toMatch(/paula gets the chat, as far as can be checked from here\.\n$/);
    expect(status).toBe(0);
  });
  it('--folder reads the files of the same iTop', async () => {
    const folder = await smallItop({ settings: `${RIGHT}\n'allowed_profiles' => array()` });
    const { stdout } = await verify(await notForThisUser(), '--folder', folder);
    expect(stdout).toContain('Restart PHP');
  });
  it('exits 2 for a portal that is not there', async () =>
    expect(await verify(await notForThisUser(), '--portal', 'nosuch')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no portal "nosuch"'),
    }));
  it('--expect fails when it is not so', async () => {
    const none = await notForThisUser();
    expect(await verify(none, '--expect', 'none')).toMatchObject({ status: 0 });
    expect(await verify(none, '--expect', 'chat')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('expected: chat'),
    });
    expect(await verify(await withChat(), '--expect', 'none')).toMatchObject({ status: 1 });
    expect(await verify(none, '--expect', 'perhaps')).toMatchObject({ status: 2 });
  });
  it('--json gives the report', async () => {
    const { stdout } = await verify(await notForThisUser(), '--expect', 'chat', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ user: 'paula', chat: false, expect: 'chat', isExpected: false });
  });
  it('exits 2 with a wrong password, which is in no output', async () => {
    vi.stubEnv('ITOP_PASSWORD', 'not-this-one');
    const { status, stdout, stderr } = await verify(await withChat());
    expect(status).toBe(2);
    expect(stderr).toContain('iTop refuses "paula"');
    expect(stdout + stderr).not.toContain('not-this-one');
  });
  it('says that the password goes over the network unencrypted, before it goes, and nothing on this machine', async () => {
    const here = await notForThisUser();
    // answers as 127.0.0.1 does, and is none of this machine's own addresses
    const elsewhere = here.replace('127.0.0.1', '0.0.0.0');
    const { stderr } = await verify(elsewhere);
    expect(stderr).toMatch(
      /^warning: iTop is reached at http:\/\/0\.0\.0\.0:\d+\/itop\/ without encryption: the password of paula can be read on the network\n {2}→ Use https:/,
    );
    const { stdout, stderr: beside } = await verify(elsewhere, '--json');
    expect(beside).toContain('without encryption');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'login' } });
    expect((await verify(here)).stderr).toBe('');
  });
  it('exits 2 without a password where there is no terminal to ask on', async () => {
    vi.stubEnv('ITOP_PASSWORD', undefined);
    expect(await verify('http://127.0.0.1:1/')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('variable ITOP_PASSWORD'),
    });
  });
  it('exits 2 for what is no address', async () =>
    expect(await verify('itop.example.com')).toMatchObject({ status: 2 }));
  it('says its exit statuses and examples in --help', async () =>
    expect((await runCommand(register, 'verify', '--help')).stdout).toMatch(
      /Exit status:\n {2}0 [\s\S]*Examples:\n {2}\$ itop-tawk verify/,
    ));
});
