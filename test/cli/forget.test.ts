import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chatEnd, chatStart, chatTranscript } from '../../sandbox/tawk/webhooks';
import { register } from '../../src/cli/forget';
import { ACCOUNT, PROPERTY, type Ring, SECRET, startRing } from '../bridge/ring';
import { runCommand } from './run-command';

const CLAUDE = { name: 'Claude', email: 'claude@example.com' };
const OTHER = { name: 'Camille', email: 'camille@example.com' };
const hourAgo = new Date(Date.now() - 3_600_000);
const say = (msg: string) => ({ sender: { t: 'v' as const }, type: 'msg' as const, msg, time: hourAgo.toISOString() });

let folder: string;
let ring: Ring;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-forget-'));
  ring = await startRing({ chats: 'on' });
  ring.itop.model.put('UserRequest', { ref: 'R-000042', title: 't', org_id: '1', caller_id: '2' });
  await ring.send(chatStart('c1', CLAUDE, 'It burns', 'visitor', hourAgo));
  await ring.send(chatEnd('c1', CLAUDE, hourAgo));
  await ring.send(chatTranscript('c1', CLAUDE, [say('It burns: R-000042')], hourAgo));
  await ring.send(chatTranscript('c2', OTHER, [say('Ask claude@example.com')], hourAgo));
  await ring.settled();
  const topic = { email: CLAUDE.email, person_id: '2', item_class: '', item_id: '0', chosen_at: hourAgo.toISOString() };
  ring.itop.model.put('TawkChatTopic', topic);
  configure();
});
afterEach(async () => {
  await ring.stop();
  rmSync(folder, { recursive: true });
});

/** The configuration of the ring's bridge. */
function configure(password = ACCOUNT.password): void {
  const itop = JSON.stringify({ url: ring.config.properties[0]?.itop.url, user: ACCOUNT.user, password });
  const property = `{ id: ${PROPERTY}, secrets: [${SECRET}], itop: ${itop} }`;
  writeFileSync(join(folder, 'bridge.yaml'), `database: ${ring.database}\nproperties:\n  - ${property}\n`);
}
const forget = (...args: string[]) =>
  runCommand(register, 'forget', '--config', join(folder, 'bridge.yaml'), '--email', CLAUDE.email, ...args);
const isKept = () => ring.itop.model.all('TawkChat').some(({ visitor_email }) => visitor_email === CLAUDE.email);
const personsId = /Person::2/;

describe('itop-tawk forget', () => {
  test('shows what it would do, and does nothing where nobody can be asked', async () => {
    const { status, stdout, stderr } = await forget();
    expect(status).toBe(2);
    expect(stdout).toContain("in the bridge's store: 3 events of 1 chat or ticket: 3 delivered");
    expect(stdout).toContain('1 chat to erase, 1 choice of the panel to delete');
    expect(stderr).toContain('nothing was forgotten: there is no terminal to ask on. Confirm with --yes');
    expect(isKept()).toBe(true);
    const shown = await forget('--json');
    expect(shown.status).toBe(1);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      email: CLAUDE.email,
      events: { ids: [1, 2, 3], states: { delivered: 3 }, mentions: [4] },
      itops: [{ persons: ['2'], chats: [expect.any(String)], topics: [expect.any(String)] }],
      forgotten: null,
    });
    expect(isKept()).toBe(true);
  });

  test('does it with --yes, and says what it cannot reach; again, that nothing is known', async () => {
    const { status, stdout } = await forget('--yes');
    expect(stdout).toContain("in the bridge's store: 3 events erased");
    expect(stdout).toContain('1 chat erased, 1 choice of the panel deleted');
    expect(stdout).toMatch(/left to you:\n {2}tickets .*: UserRequest::\d+ R-000042\n/);
    expect(stdout).toMatch(personsId);
    expect(stdout).toMatch(/have the address in them.*: 4\n/);
    expect(stdout).toContain('sent mails of its notifications');
    expect(status).toBe(0);
    expect(isKept()).toBe(false);
    const again = await forget('--json');
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ events: { ids: [] }, itops: [{ chats: [], topics: [] }] });
    expect((await forget()).stdout).toContain('nothing to forget here');
  });

  test('says with status 1 what was done and what was not, where iTop is away', async () => {
    ring.itop.behave = () => ({ trouble: 'unavailable' });
    const { status, stdout } = await forget('--yes');
    expect(stdout).toContain('not known, ITOP_HTTP, iTop answered with an HTTP error');
    expect(stdout).toContain("in the bridge's store: 3 events erased");
    expect(stdout).toContain('Run it again: what is done stays done');
    expect(status).toBe(1);
    ring.itop.behave = () => ({});
    const { forgotten } = JSON.parse((await forget('--yes', '--json')).stdout);
    expect(forgotten).toMatchObject({ events: { erased: 0 }, itops: [{ erased: 1, deleted: 1, left: [] }] });
  });

  test.each(['', ' ', 'claude', '@', 'a@b c@d', '%'])('refuses what is no address: "%s"', async (email) => {
    const { status, stderr } = await runCommand(register, 'forget', '--config', 'no.yaml', '--yes', '--email', email);
    expect(stderr).toContain('expected --email with one address');
    expect(status).toBe(2);
  });

  test('refuses where the password is not at hand, and says which', async () => {
    configure('$' + '{NOT_SET}');
    const { status, stderr } = await forget('--yes');
    expect(status).toBe(2);
    expect(stderr).toContain('NOT_SET');
    expect(isKept()).toBe(true);
  });
});
