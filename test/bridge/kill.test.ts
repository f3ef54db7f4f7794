import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from '../../build/cli';
import { ItopRestStandIn } from '../../sandbox/itop/rest';
import {
  chatTranscript,
  sendWebhook,
  type TranscriptMessage,
  ticketCreate,
  type WebhookPayload,
} from '../../sandbox/tawk/webhooks';
import { openStore } from '../../src/bridge/store/open';
import { startPostgres, type TestPostgres } from '../postgres';
import { KilledBridge, makeUnreliable, randomFrom } from './kill-run';
import { ACCOUNT, SECRET, until } from './ring';

const KILLS = Number(process.env.KILLS ?? 50);
const COMMAND = 'dist/kill-test/itop-tawk.js';
const CLAUDE = { name: 'Claude', email: 'claude@example.com' };

const started: KilledBridge[] = [];
let folder: string;
let postgres: TestPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-kill-'));
  await buildCli(COMMAND);
  postgres = await startPostgres();
});
afterAll(async () => {
  // those of a test that failed or ran out of time
  await Promise.all(started.map((bridge) => bridge.kill()));
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

/**
 * What tawk.to tells, as chains: within one, each is sent when the one before was taken.
 * 240 tickets, each tenth told twice in other bytes; 40 chats about 8 tickets, their transcripts growing thrice.
 */
function makeStory(tickets: string[]): { chains: WebhookPayload[][]; ticketIds: string[]; words: Map<string, string> } {
  const chains: WebhookPayload[][] = [];
  const ticketIds = Array.from({ length: 240 }, (_, i) => `ticket-${i}`);
  ticketIds.forEach((id, i) => {
    const told = ticketCreate({ id, humanId: i, subject: `s${i}`, message: 'm' }, { ...CLAUDE, type: 'visitor' });
    chains.push(i % 10 === 0 ? [told, { ...told, again: true }] : [told]);
  });
  // each message's word, and the ticket in whose log it must stand
  const words = new Map<string, string>();
  for (let chat = 0; chat < 40; chat++) {
    const reference = tickets[chat % tickets.length] as string;
    const messages: TranscriptMessage[] = [];
    const chain: WebhookPayload[] = [];
    for (let part = 0; part < 3; part++) {
      const word = `word-${chat}-${part}.`;
      words.set(word, reference);
      const time = new Date(Date.now() + part * 1000).toISOString();
      messages.push({ sender: { t: 'a', n: 'Ann' }, type: 'msg', msg: `${reference} ${word}`, time });
      chain.push(chatTranscript(`chat-${chat}`, CLAUDE, [...messages]));
    }
    chains.push(chain);
  }
  return { chains, ticketIds, words };
}

const cases: [string, number, () => string][] = [
  ['one bridge on SQLite', 1, () => join(folder, 'bridge.db')],
  ['one bridge on PostgreSQL', 1, () => postgres.newDatabase()],
  ['two bridges on one PostgreSQL', 2, () => postgres.newDatabase()],
];

test.concurrent.each(cases)(
  '%s: killed 50 times, every event taken is in iTop exactly once',
  { timeout: 300_000 },
  async (name, count, makeDatabase) => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    process.stdout.write(`${name}: SEED=${seed}\n`);
    const random = randomFrom(seed);
    const itop = new ItopRestStandIn([ACCOUNT]);
    const org_id = itop.model.put('Organization', { name: 'Demo' });
    const caller_id = itop.model.put('Person', { ...CLAUDE, status: 'active', org_id });
    const references = Array.from({ length: 8 }, (_, i) => `R-00090${i}`);
    for (const ref of references) {
      itop.model.put('UserRequest', { ref, org_id, caller_id });
    }
    const site = await itop.listen();
    makeUnreliable(itop, random);
    const database = makeDatabase();
    const bridges: KilledBridge[] = [];
    for (let i = 0; i < count; i++) {
      bridges.push(await KilledBridge.create(COMMAND, folder, `${name}-${i}`, database, site.url));
    }
    started.push(...bridges);
    await Promise.all(bridges.map((bridge) => bridge.start()));

    const { chains, ticketIds, words } = makeStory(references);
    chains.sort(() => random() - 0.5);
    const target = { url: () => `${bridges[Math.floor(Math.random() * count)]?.url}/webhooks/tawk`, secret: SECRET };
    const options = { pause: () => new Promise<void>((resolve) => setTimeout(resolve, 20)) };
    const sending: Promise<void>[] = [];
    const sendSome = (share: number) => {
      for (const chain of chains.splice(0, share)) {
        sending.push(
          (async () => {
            for (const payload of chain) {
              await sendWebhook(target, payload, options);
            }
          })(),
        );
      }
    };

    const share = Math.ceil(chains.length / KILLS);
    for (let kill = 0; kill < KILLS; kill++) {
      sendSome(share);
      await new Promise((resolve) => setTimeout(resolve, random() * 250));
      const victim = bridges[kill % count] as KilledBridge;
      await victim.kill();
      await victim.start();
    }
    await Promise.all(sending);
    const store = await openStore(database);
    await until(async () => (await store.totals()).every(({ waiting }) => waiting === 0));
    const events = await store.list({ limit: 10_000 });
    expect(await Promise.all(bridges.map((bridge) => bridge.stop()))).toEqual(bridges.map(() => 0));
    await store.close();
    await site.close();

    expect(events.filter(({ state }) => state !== 'delivered')).toEqual([]);
    expect(events).toHaveLength(240 + 24 + 120);
    const requests = itop.model.all('UserRequest');
    const made = requests.map(({ tawkto_id }) => tawkto_id).filter((id) => id !== undefined);
    expect(made.sort()).toEqual([...ticketIds].sort());
    const logs = new Map(requests.map(({ ref, private_log }) => [ref, textOf(private_log)]));
    for (const [word, reference] of words) {
      expect([word, logs.get(reference)?.split(word).length]).toEqual([word, 2]);
    }
    for (const { output } of bridges) {
      expect(output).not.toContain('UNEXPECTED');
      expect(output).not.toContain(SECRET);
    }
  },
);

function textOf(log: unknown): string {
  return ((log ?? []) as { message: string }[]).map(({ message }) => message).join('\n');
}
