import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chatEnd, chatStart, chatTranscript, type TranscriptMessage, ticketCreate } from '../../sandbox/tawk/webhooks';
import type { PropertyConfig } from '../../src/bridge/config/config';
import { chatLock } from '../../src/bridge/delivery/lock-names';
import { backfill } from '../../src/bridge/jobs/backfill';
import { openStore } from '../../src/bridge/store/open';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { type Ring, type Settings, startRing, until } from './ring';

let ring: Ring;
afterEach(() => ring.stop());

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});

const CLAUDE = { name: 'Claude', email: 'claude@example.com' };
const hourAgo = Date.now() - 3_600_000;
const at = (minutes: number) => new Date(hourAgo + minutes * 60_000);
const say = (t: 'a' | 'v', minutes: number, msg: string): TranscriptMessage => ({
  sender: { t },
  type: 'msg',
  msg,
  time: at(minutes).toISOString(),
});

describe.each(['SQLite', 'PostgreSQL'])('backfill, %s', (name) => {
  /** A bridge whose chats are off, with three events of a chat about R-000042 and a ticket that an agent made of it. */
  async function start(settings: Settings = {}): Promise<void> {
    const database = name === 'SQLite' ? undefined : postgres.newDatabase();
    ring = await startRing({ chats: 'off', database, ...settings });
    ring.itop.model.put('UserRequest', { ref: 'R-000042', title: 't', org_id: '1', caller_id: '2' });
    const messages = [say('v', 0, 'It burns'), say('a', 1, 'In R-000042')];
    const agentTicket = ticketCreate(
      { id: 'tk', humanId: 1, subject: 's', message: 'm' },
      { ...CLAUDE, type: 'agent' },
      at(2),
    );
    const events = [
      chatStart('c1', CLAUDE, 'It burns', 'visitor', at(0)),
      agentTicket,
      chatEnd('c1', CLAUDE, at(3)),
      chatTranscript('c1', CLAUDE, messages, at(5)),
    ];
    for (const event of events) {
      await ring.send(event);
    }
    await ring.settled();
  }
  const property = (): PropertyConfig => ({ ...(ring.config.properties[0] as PropertyConfig), chats: 'on' });
  const fill = async (since?: number) => {
    const store = await openStore(ring.database);
    const told: number[] = [];
    const result = await backfill(store, property(), since, ({ done }) => told.push(done));
    await store.close();
    return { ...result, told };
  };
  const chats = () => ring.itop.model.all('TawkChat');

  test('one text that a firewall before iTop refuses holds up no other chat', async () => {
    await start();
    await ring.send(chatTranscript('c2', CLAUDE, [say('v', 6, 'SELECT-1-UNION')], at(7)));
    await ring.send(chatTranscript('c3', CLAUDE, [say('v', 8, 'It burns again')], at(9)));
    await ring.settled();
    ring.itop.behave = (request) => ({
      trouble: JSON.stringify(request).includes('SELECT-1-UNION') ? 'forbidden' : undefined,
    });
    const { failed } = await fill();
    expect(failed).toEqual([{ event: 5, code: 'ITOP_CREDENTIALS' }]);
    expect(chats().map(({ tawkto_id }) => tawkto_id)).toEqual(expect.arrayContaining(['c1', 'c3']));
  });

  const links = () => ring.itop.model.all('lnkTawkChatToTicket').map(({ ticket_id }) => ticket_id);

  test('makes the chats of what the bridge still has, linked to their tickets, and makes no ticket', async () => {
    await start();
    const before = ring.itop.model.all('UserRequest').map(({ private_log, ...rest }) => rest);
    expect(await fill()).toMatchObject({ events: 4, done: 4, created: 1, updated: 2, failed: [], told: [3, 4] });
    expect(chats()).toMatchObject([{ tawkto_id: 'c1', status: 'answered', message_count: 2, caller_id: '2' }]);
    expect(links().sort()).toEqual(before.map(({ id }) => id).sort());
    expect(ring.itop.model.all('UserRequest').map(({ private_log, ...rest }) => rest)).toEqual(before);
  });

  test('writes nothing when it is repeated', async () => {
    await start();
    await fill();
    const writes = () => ring.itop.calls.filter(({ operation }) => operation !== 'core/get').length;
    const before = writes();
    expect(await fill()).toMatchObject({ created: 0, updated: 0, found: 3 });
    expect(writes()).toBe(before);
  });

  test('waits while another delivery works on the same chat', async () => {
    await start();
    const store = await openStore(ring.database);
    const other = { event: { id: -1 }, lease: 'x' };
    const name = chatLock(property(), 'c1');
    await store.lock(name, other, 60_000);
    const filling = fill();
    await until(() => ring.itop.calls.length > 0);
    expect(chats()).toEqual([]);
    await store.unlock(name, other);
    await store.close();
    expect(await filling).toMatchObject({ created: 1, failed: [] });
  });

  test('takes only what came since then, and says what is erased', async () => {
    await start();
    expect(await fill(Date.now() + 1000)).toMatchObject({ events: 0, created: 0 });
    const store = await openStore(ring.database);
    await until(async () => (await store.erase(0)) > 0);
    await store.close();
    expect(await fill()).toMatchObject({ events: 4, erased: 4, created: 0 });
  });

  test('says that iTop has no chats, and stops where iTop is in trouble', async () => {
    await start();
    ring.itop.model.lacks.add('TawkChat');
    expect(await fill()).toMatchObject({ refused: 'absent', created: 0 });
    ring.itop.model.lacks.clear();
    ring.itop.behave = () => ({ trouble: 'unavailable' });
    await expect(fill()).rejects.toMatchObject({ code: 'ITOP_HTTP', detail: expect.stringContaining('Run it again') });
  });
});
