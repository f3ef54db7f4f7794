import { ItopRestStandIn } from '../../sandbox/itop/rest';
import type { Chat } from '../../sandbox/livehelperchat/model';
import { LivehelperchatRest, type SourceTrouble } from '../../sandbox/livehelperchat/rest';
import { openStore } from '../../src/bridge/store/open';
import { KilledBridge, makeUnreliable, randomFrom } from './kill-run';
import type { KillOptions, KillResult } from './kills';
import { IDENTITY_SECRET, KEY, tokenOf } from './livehelperchat-ring';
import { ACCOUNT, until } from './ring';

/** How the chat server fails, at one of three kills. */
const TROUBLES: SourceTrouble[] = ['refuse', 'error', 'html', 'redirect'];

/** How often to check whether everything is done. */
const LOOK_MS = 100;

/** How many of them are notes of agents, which are no messages of the visitor's chat. */
const NOTES = 2;

/**
 * The messages and notes of each chat, by the chat's id. Each must be in the log of the chat's only ticket, once. Each
 * chat also has a file, which must be an attachment of the ticket, once.
 */
type Words = Map<number, string[]>;

/** Kills bridges while people chat and iTop and the chat server sometimes fail; then checks what is in iTop. */
export async function runChatKills(options: KillOptions): Promise<KillResult> {
  const { count, kills, place } = options;
  const random = randomFrom(options.seed);
  const began = performance.now();
  const itop = new ItopRestStandIn([ACCOUNT]);
  const org_id = itop.model.put('Organization', { name: 'Demo' });
  const person = itop.model.put('Person', { name: 'Claude', email: 'claude@example.com', status: 'active', org_id });
  const server = new LivehelperchatRest(KEY);
  const [site, source] = [await itop.listen(), await server.listen()];
  makeUnreliable(itop, random);
  const property = {
    ...{ provider: 'livehelperchat', url: source.url, ...KEY, poll: '1s' },
    ...{ identity_secrets: [IDENTITY_SECRET], transcripts: 'ticket', ticket: { fallback: { organization: 'Demo' } } },
  };
  const bridges: KilledBridge[] = [];
  for (let i = 0; i < count; i++) {
    const name = `${options.name}-${i}`;
    bridges.push(await KilledBridge.create(options.command, options.folder, name, place.database, site.url, property));
  }
  try {
    await Promise.all(bridges.map((bridge) => bridge.start()));
    const words: Words = new Map();
    const chatting: Promise<void>[] = [];
    for (let kill = 0; kill < kills; kill++) {
      for (let i = 0; i < 3; i++) chatting.push(chat(server, tokenOf(person), words, random));
      await pause(random() * 1000);
      server.trouble = random() < 1 / 3 ? TROUBLES[Math.floor(random() * TROUBLES.length)] : undefined;
      const victim = bridges[kill % count] as KilledBridge;
      await victim.kill();
      await victim.start();
      options.progress?.(kill + 1);
    }
    await Promise.all(chatting);
    server.trouble = undefined;
    const store = await openStore(place.direct);
    let poisonous = 0;
    await until(async () => {
      const ids = await store.pick({ states: ['set_aside'], code: 'POISONOUS' }, 0, 100_000);
      poisonous += (await store.retry(ids)).length;
      const isWaiting = (await store.totals()).some(({ waiting }) => waiting > 0);
      return !isWaiting && compare(itop, server, words).lost.length === 0;
    }, LOOK_MS);
    const states = (await store.list({ limit: 100_000 })).map(({ state }) => state);
    const exitCodes = await Promise.all(bridges.map((bridge) => bridge.stop()));
    await store.close();
    return {
      events: states.length,
      ...compare(itop, server, words),
      poisonous,
      undelivered: states.filter((state) => state !== 'delivered').length,
      seconds: Math.round((performance.now() - began) / 1000),
      exitCodes,
      output: bridges.map(({ output }) => output).join('\n'),
    };
  } finally {
    await Promise.all(bridges.map((bridge) => bridge.kill()));
    await Promise.all([site.close(), source.close()]);
    await place.close();
  }
}

/** A chat of some seconds. Each third chat is reopened and gets one more message. */
async function chat({ model }: LivehelperchatRest, token: string, words: Words, random: () => number): Promise<void> {
  const own: string[] = [];
  const number = words.size;
  const word = () => {
    own.push(`word-${number}-${own.length}.`);
    return own.at(-1) as string;
  };
  const isReopened = number % 3 === 0;
  const first = word();
  const chat: Chat = model.begin(first, {}, { itop_token: token });
  words.set(chat.id, own);
  model.visitorSends(chat, `file-${chat.id}.txt`, first);
  for (let i = 0; i < 2; i++) {
    await pause(random() * 700);
    model.operatorSays(chat, '/ticket', { isWhisper: true });
    model.operatorSays(chat, `/note ${word()}`, { isWhisper: true });
    model.operatorSays(chat, word());
    model.visitorSays(chat, word());
  }
  model.close(chat);
  if (!isReopened) return;
  await pause(random() * 2000);
  model.reopen(chat);
  model.operatorSays(chat, word());
  model.close(chat);
}

function compare(
  itop: ItopRestStandIn,
  { model }: LivehelperchatRest,
  words: Words,
): { lost: string[]; twice: string[] } {
  const times = new Map<string, number>();
  const told = model.messages.filter(({ user_id, name_support }) => user_id === -1 && name_support === 'iTop');
  const [tickets, objects] = [itop.model.all('UserRequest'), itop.model.all('TawkChat')];
  const names = itop.model.all('Attachment').map(({ contents }) => (contents as { filename: string }).filename);
  const logs = tickets.map(({ private_log }) => textOf(private_log)).join('\n');
  for (const [id, own] of words) {
    const isOf = ({ tawkto_id }: Record<string, unknown>) => new RegExp(`(^|/)${id}-\\d+$`).test(String(tawkto_id));
    times.set(`ticket of ${id}`, tickets.filter(isOf).length);
    const chats = objects.filter(isOf);
    times.set(`object of ${id}`, chats.length);
    times.set(
      `object of ${id}, complete`,
      chats.some(({ message_count }) => message_count === own.length + 1 - NOTES) ? 1 : 0,
    );
    const file = `file-${id}.txt`;
    times.set(file, names.filter((name) => name === file).length);
    for (const word of own) times.set(word, logs.split(word).length - 1);
    // an answer that finds the chat closed is given up
    const answers = told.filter(({ chat_id, msg }) => chat_id === id && !msg.startsWith('iTop does not take'));
    for (const [name, most] of Object.entries({ 'was made': 1, 'already has': 1, 'Written into': 2 })) {
      const count = answers.filter(({ msg }) => msg.includes(name)).length;
      if (count > most) times.set(`answer in ${id}: ${name}`, count);
    }
  }
  const where = (isSo: (count: number) => boolean) =>
    [...times].filter(([, count]) => isSo(count)).map(([name]) => name);
  return { lost: where((count) => count === 0), twice: where((count) => count > 1) };
}

function textOf(log: unknown): string {
  return ((log ?? []) as { message: string }[]).map(({ message }) => message).join('\n');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
