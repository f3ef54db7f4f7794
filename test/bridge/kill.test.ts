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
import { startProxy } from './proxy';
import { ACCOUNT, SECRET, until } from './ring';
import { mountSmallDisk } from './small-disk';

/** By hand: `KILLS=1000 npx vitest run test/bridge/kill.test.ts`, with SEED to have the same run again. */
const KILLS = Number(process.env.KILLS ?? 30);
/** More is told where more is killed. */
const SCALE = Math.max(1, KILLS / 100);
const [TICKETS, CHATS] = [Math.round(240 * SCALE), Math.round(40 * SCALE)];
/** At one kill of so many there is another trouble too: a full disk, or connections that die silently. */
const TROUBLE = 5;
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
 * 240 tickets, each tenth told twice in other bytes; 40 chats about 8 tickets, their transcripts growing thrice; or a
 * multiple of that.
 */
function makeStory(tickets: string[]): { chains: WebhookPayload[][]; ticketIds: string[]; words: Map<string, string> } {
  const chains: WebhookPayload[][] = [];
  const ticketIds = Array.from({ length: TICKETS }, (_, i) => `ticket-${i}`);
  ticketIds.forEach((id, i) => {
    const told = ticketCreate({ id, humanId: i, subject: `s${i}`, message: 'm' }, { ...CLAUDE, type: 'visitor' });
    chains.push(i % 10 === 0 ? [told, { ...told, again: true }] : [told]);
  });
  // each message's word, and the ticket in whose log it must stand
  const words = new Map<string, string>();
  for (let chat = 0; chat < CHATS; chat++) {
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

/** Where a bridge's store is, and what can befall it. */
interface Place {
  database: string;
  /** The same, past all trouble. */
  direct: string;
  begin: () => void;
  end: () => void;
  close: () => void | Promise<void>;
}

function onSqlite(): Place {
  const disk = mountSmallDisk(64);
  const database = join(disk?.folder ?? folder, 'bridge.db');
  const nothing = () => {};
  return {
    database,
    direct: database,
    begin: disk?.fill ?? nothing,
    end: disk?.free ?? nothing,
    close: disk?.remove ?? nothing,
  };
}

async function onPostgres(): Promise<Place> {
  const direct = postgres.newDatabase();
  const proxy = await startProxy(direct);
  return { database: proxy.url(direct), direct, begin: proxy.goBlack, end: proxy.comeBack, close: proxy.close };
}

const cases: [string, number, () => Place | Promise<Place>][] = [
  ['one bridge on SQLite', 1, onSqlite],
  ['one bridge on PostgreSQL', 1, onPostgres],
  ['two bridges on one PostgreSQL', 2, onPostgres],
];

test.concurrent.each(cases)(
  `%s: killed ${KILLS} times, every event taken is in iTop exactly once`,
  { timeout: Math.max(300_000, KILLS * 6000) },
  async (name, count, makePlace) => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    process.stdout.write(`${name}: SEED=${seed}\n`);
    const random = randomFrom(seed);
    const began = performance.now();
    const itop = new ItopRestStandIn([ACCOUNT]);
    const org_id = itop.model.put('Organization', { name: 'Demo' });
    const caller_id = itop.model.put('Person', { ...CLAUDE, status: 'active', org_id });
    const references = Array.from({ length: 8 }, (_, i) => `R-00090${i}`);
    for (const ref of references) {
      itop.model.put('UserRequest', { ref, org_id, caller_id });
    }
    const site = await itop.listen();
    makeUnreliable(itop, random);
    const place = await makePlace();
    const { database } = place;
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
      const isTroubled = random() < 1 / TROUBLE;
      if (isTroubled) {
        place.begin();
        await new Promise((resolve) => setTimeout(resolve, random() * 300));
      }
      const victim = bridges[kill % count] as KilledBridge;
      await victim.kill();
      const started = victim.start();
      if (isTroubled) {
        await new Promise((resolve) => setTimeout(resolve, random() * 300));
        place.end();
      }
      await started;
    }
    await Promise.all(sending);
    const store = await openStore(place.direct);
    const isDone = async () => (await store.totals()).every(({ waiting }) => waiting === 0);
    await until(isDone);
    // an event that was killed three times alone waits for a person
    const poisonous = await store.pick({ states: ['set_aside'], code: 'POISONOUS' }, 0, 10_000);
    await store.retry(poisonous);
    await until(isDone);
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stdout.write(`${name}: ${KILLS} kills in ${seconds} s, ${poisonous.length} events retried by hand\n`);
    const events = await store.list({ limit: 10_000 });
    expect(await Promise.all(bridges.map((bridge) => bridge.stop()))).toEqual(bridges.map(() => 0));
    await store.close();
    await site.close();
    await place.close();

    expect(events.filter(({ state }) => state !== 'delivered')).toEqual([]);
    expect(events).toHaveLength(TICKETS + Math.ceil(TICKETS / 10) + 3 * CHATS);
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
