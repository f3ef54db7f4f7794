import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chatEnd, chatStart } from '../../sandbox/tawk/webhooks';
import { withEnvironment } from '../../src/bridge/base/unit';
import { register } from '../../src/cli/backfill';
import { ACCOUNT, PROPERTY, type Ring, SECRET, startRing } from '../bridge/ring';
import { runCommand } from './run-command';

const CLAUDE = { name: 'Claude', email: 'claude@example.com' };

let folder: string;
let ring: Ring;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-backfill-'));
  ring = await startRing({ chats: 'off' });
  await ring.send(chatStart('c1', CLAUDE, 'It burns', 'visitor', new Date(Date.now() - 60_000)));
  await ring.send(chatEnd('c1', CLAUDE, new Date()));
  await ring.settled();
});
afterEach(async () => {
  await ring.stop();
  rmSync(folder, { recursive: true });
});

function backfill(...args: string[]) {
  return runCommand(register, 'backfill', '--config', join(folder, 'bridge.yaml'), ...args);
}
/** The configuration of the ring's bridge, with its chats on. */
function configure({ password = ACCOUNT.password, chats = 'on' } = {}) {
  const itop = JSON.stringify({ url: ring.config.properties[0]?.itop.url, user: ACCOUNT.user, password });
  const property = `{ id: ${PROPERTY}, secrets: [${SECRET}], chats: "${chats}", itop: ${itop} }`;
  writeFileSync(join(folder, 'bridge.yaml'), `database: ${ring.database}\nproperties:\n  - ${property}\n`);
}

describe('itop-tawk backfill', () => {
  test('says what it made; run again, that all is there', async () => {
    configure();
    const first = await backfill();
    expect(first.stdout).toBe(
      `${PROPERTY}: 2 events; chats created: 1, completed: 1, there already: 0, erased events: 0, failed: 0\n`,
    );
    expect(first.status).toBe(0);
    expect(ring.itop.model.all('TawkChat')).toMatchObject([{ tawkto_id: 'c1', visitor_name: 'Claude' }]);
    const again = await backfill('--json');
    expect(JSON.parse(again.stdout)).toMatchObject([{ property: PROPERTY, created: 0, updated: 0, found: 2 }]);
  });

  test('takes only what came since then, and only that property', async () => {
    configure();
    expect((await backfill('--since', '2999-01-01')).stdout).toContain(`${PROPERTY}: 0 events`);
    const other = await backfill('--property', 'f'.repeat(24));
    expect(other.status).not.toBe(0);
    expect(other.stderr).toContain(`expected a property ${'f'.repeat(24)}`);
  });

  test('says with status 1 that the module is not there', async () => {
    configure();
    ring.itop.model.lacks.add('TawkChat');
    const { status, stdout } = await backfill();
    expect(stdout).toContain("tick the module for chats in iTop's setup");
    expect(status).toBe(1);
  });

  test('refuses where chats are off, or the password is not at hand', async () => {
    configure({ chats: 'off' });
    expect((await backfill()).stderr).toContain('whose `chats` are on');
    configure({ password: '$' + '{NOT_SET}' });
    const { status, stderr } = await backfill();
    expect(status).not.toBe(0);
    expect(stderr).toContain('NOT_SET');
    expect(stderr).toContain(withEnvironment('backfill'));
  });

  test('ends where iTop is in trouble, and says that what is done stays done', async () => {
    configure();
    ring.itop.behave = () => ({ trouble: 'unavailable' });
    const { status, stderr } = await backfill();
    expect(status).not.toBe(0);
    expect(stderr).toContain('what is done stays done');
    expect(stderr).not.toContain(ACCOUNT.password);
  });
});
