import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ItopRestStandIn } from '../../../sandbox/itop/rest';
import { type Bridge, startBridge } from '../../../src/bridge/bridge';
import { configSchema } from '../../../src/bridge/config/config';
import { IDENTITY_SECRET, tokenOf } from '../../bridge/livehelperchat-ring';
import { ACCOUNT } from '../../bridge/ring';
import { useLhcDesk } from './desk';

// From the bubble to the ticket: only iTop is a stand-in, where the tests run on a real Live Helper Chat.
const desk = useLhcDesk({ consent: 'ask', panel: 'never' });
const PATIENCE = { timeout: 20_000, interval: 100 };

let itop: ItopRestStandIn;
let claude: string;
let fallback: string;
let stop: () => Promise<void>;

beforeEach(async () => {
  itop = new ItopRestStandIn([ACCOUNT]);
  const org_id = itop.model.put('Organization', { name: 'Demo' });
  claude = itop.model.put('Person', { name: 'Monet', email: 'claude@example.com', status: 'active', org_id });
  fallback = itop.model.put('Person', { name: 'Desk', email: 'desk@example.com', status: 'active', org_id });
  const site = await itop.listen();
  const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-ring-'));
  const { url, user, key, department } = desk.server.address;
  const property = {
    ...{ provider: 'livehelperchat', url, user, key, department, identity_secrets: [IDENTITY_SECRET], poll: '1s' },
    ...{ transcripts: 'ticket', ticket: { fallback: { caller: 'desk@example.com' } } },
    itop: { url: site.url, user: ACCOUNT.user, password: ACCOUNT.password },
  };
  const addresses = { listen: '127.0.0.1:0', admin: 'off', database: join(folder, 'bridge.db') };
  const config = configSchema.parse({ ...addresses, properties: [property] });
  const bridge: Bridge = await startBridge(config, pino({ level: 'silent' }));
  stop = async () => {
    await bridge.stop();
    await site.close();
    rmSync(folder, { recursive: true });
  };
});
afterEach(() => stop?.());

/** A user of the portal who has written, and the chat on the server. The page has this proof. */
async function chatting(proof: string, text: string) {
  desk.change = { proof };
  const visitor = await desk.visitor();
  await visitor.person.openPortal('paula');
  await visitor.launcher.click();
  await visitor.page.getByRole('button', { name: 'Start' }).click();
  await visitor.messageField.waitFor();
  await visitor.write(text);
  return { visitor, chat: await desk.server.chat() };
}

/** Ticket and object of a chat, once iTop has both, and the object says that the chat is over. */
async function inItop(id: number) {
  const isOf = ({ tawkto_id }: Record<string, unknown>) => new RegExp(`(^|/)${id}-\\d+$`).test(`${tawkto_id}`);
  const found = (name: string) => itop.model.all(name).filter(isOf);
  const isOver = () => found('TawkChat')[0]?.status !== 'ongoing';
  await vi.waitUntil(() => found('UserRequest').length > 0 && found('TawkChat').length > 0 && isOver(), PATIENCE);
  return { tickets: found('UserRequest'), objects: found('TawkChat') };
}

test('what a proved user writes becomes a ticket of theirs, and the chat is verified', async () => {
  const { chat } = await chatting(tokenOf(claude), 'My printer burns');
  await desk.server.say(chat, 'Is it hot?');
  await desk.server.close(chat);
  const { tickets, objects } = await inItop(chat.id);
  expect(tickets).toMatchObject([{ caller_id: claude }]);
  expect(objects).toMatchObject([{ caller_id: claude, verified: 'yes', status: 'answered', message_count: 2 }]);
  expect(JSON.stringify(tickets[0]?.private_log)).toMatch(/My printer burns.*Is it hot\?/);
});

test('with a proof that somebody else signed, the visitor is an unknown person', async () => {
  const { chat } = await chatting(tokenOf(claude, {}, 'f0'.repeat(24)), 'I say that I am Claude');
  await desk.server.say(chat, 'Are you?');
  await desk.server.close(chat);
  const { tickets, objects } = await inItop(chat.id);
  expect(tickets).toMatchObject([{ caller_id: fallback }]);
  expect(objects).toHaveLength(1);
  expect(objects[0]?.verified ?? 'no').toBe('no');
  expect(objects[0]?.caller_id ?? '0').toBe('0');
});

test('a conversation becomes a ticket as soon as the user withdraws the consent', async () => {
  const { visitor, chat } = await chatting(tokenOf(claude), 'I do not want this any more');
  // as the button does it in the panel of another tab
  await visitor.page.evaluate(() => {
    localStorage[`${window.itopTawk?.mark}:agreed:${window.itopTawk?.user}`] = '';
  });
  const { tickets } = await inItop(chat.id);
  expect(tickets).toMatchObject([{ caller_id: claude }]);
  expect(+(await desk.server.chat()).status).not.toBe(2);
});
