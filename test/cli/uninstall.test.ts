import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { register } from '../../src/cli/uninstall';
import { ID, type SmallItop, smallItop } from '../itop/small-itop';
import { runCommand } from './run-command';

beforeEach(() => vi.stubEnv('ITOP_PASSWORD', 'right'));
afterEach(() => vi.unstubAllEnvs());
const uninstall = (...args: string[]) => runCommand(register, 'uninstall', ...args);
const old = (options: SmallItop = {}) => smallItop({ version: '2.7.11', ownOrigin: true, ...options });
const extensions = async (root: string) => (await readdir(join(root, 'extensions'))).sort();

/** iTop's REST, which answers this of user requests, and has no incidents. */
async function rest(answer: object): Promise<string> {
  const server = createServer(async (request, response) => {
    const { class: of } = JSON.parse(new URLSearchParams(await text(request)).get('json_data') ?? '');
    response.end(JSON.stringify(of === 'Incident' ? { code: 0, message: 'Found: 0', objects: null } : answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
const TICKET = { 'UserRequest::7': { class: 'UserRequest', key: '7', fields: { ref: 'R-000007' } } };

describe('itop-tawk uninstall', () => {
  it('only says what it would do, in which order, and how to get out', async () => {
    const root = await smallItop();
    const { status, stdout } = await uninstall(root);
    expect(status).toBe(0);
    expect(stdout).toContain(`extensions/${ID} (2.0.0) would be moved to data/replaced-extensions/`);
    expect(stdout).toContain('Nothing was changed.');
    expect(stdout).toMatch(/In this order:\n {2}1\. Where the bridge .*\n {2}2\. Run this again with --yes/);
    expect(stdout).toMatch(/If iTop's setup stops all the same:\n {2}1\. Remove data\/\.readonly/);
    expect(await extensions(root)).toEqual([ID, 'readme.txt']);
  });
  it('--yes moves it aside, and says how to go on', async () => {
    const root = await smallItop();
    const { status, stdout } = await uninstall(root, '--yes');
    expect(status).toBe(0);
    expect(stdout).toContain(`extensions/${ID} (2.0.0) moved to data/replaced-extensions/`);
    expect(stdout).toMatch(/Next, iTop's setup:\n {2}1\. Make conf/);
    expect(await extensions(root)).toEqual(['readme.txt']);
  });
  it('--yes takes the module of the chats along', async () => {
    const file = 'extensions/itop-tawk-chats/module.itop-tawk-chats.php';
    const text = "<?php\nSetupWebPage::AddModule(__FILE__, 'itop-tawk-chats/2.0.0', array());\n";
    const root = await smallItop({ files: { [file]: text } });
    const { status, stdout } = await uninstall(root, '--yes');
    expect(status).toBe(0);
    expect(stdout).toContain('extensions/itop-tawk-chats (2.0.0) moved to data/replaced-extensions/');
    expect(await extensions(root)).toEqual(['readme.txt']);
  });
  it('--user asks iTop; with tickets in the way, --yes moves nothing', async () => {
    const root = await old();
    const url = await rest({ code: 0, objects: TICKET });
    const { status, stdout } = await uninstall(root, '--url', url, '--user', 'rest', '--yes');
    expect(status).toBe(1);
    expect(stdout).toContain('error: R-000007 has the origin "chat"');
    expect(stdout).toContain('Do what the errors say.');
    expect(await extensions(root)).toEqual([ID, 'readme.txt']);
  });
  it('--user asks iTop; without tickets, the way is free', async () => {
    const { status, stdout } = await uninstall(
      await old(),
      '--url',
      await rest({ code: 0, objects: null }),
      '--user',
      'rest',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('No ticket that "rest" may see has the origin "chat".');
  });
  it('says that the password goes over the network unencrypted, and nothing on this machine', async () => {
    const url = await rest({ code: 0, objects: null });
    const asked = async (at: string) => (await uninstall(await old(), '--url', at, '--user', 'rest')).stderr;
    expect(await asked(url.replace('127.0.0.1', '0.0.0.0'))).toContain(
      'without encryption: the password of rest can be read on the network',
    );
    expect(await asked(url)).toBe('');
  });
  it('exits 1 where it does not know of tickets; --yes goes on all the same', async () => {
    const root = await old();
    expect(await uninstall(root)).toMatchObject({ status: 1, stdout: expect.stringContaining('0 errors, 1 warning') });
    expect(await uninstall(root, '--yes')).toMatchObject({ status: 0 });
    expect(await extensions(root)).toEqual(['readme.txt']);
  });
  it('exits 2 where iTop lets this user not ask, without the password', async () => {
    const url = await rest({ code: 1, message: 'Error: no such profile' });
    const { status, stderr } = await uninstall(await old(), '--url', url, '--user', 'rest');
    expect(status).toBe(2);
    expect(stderr).toContain('iTop refuses this user');
    expect(stderr).toContain('no such profile');
    expect(stderr).not.toContain('right');
  });
  it('has nothing to do where nothing is there', async () =>
    expect(await uninstall(await smallItop({ laid: null, compiled: null }), '--yes')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('nothing to remove'),
    }));
  it('--json gives the plan', async () =>
    expect(JSON.parse((await uninstall(await smallItop(), '--json')).stdout)).toMatchObject({
      itopVersion: '3.2.0',
      isMoved: false,
      aside: [{ from: `extensions/${ID}` }],
      findings: [],
    }));
  it('says its exit statuses and examples in --help', async () =>
    expect((await uninstall('--help')).stdout).toMatch(
      /Exit status:\n {2}0 [\s\S]*Examples:\n {2}\$ itop-tawk uninstall/,
    ));
});
