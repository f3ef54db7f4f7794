import { ItopRestStandIn } from '../../sandbox/itop/rest';
import { itopTime } from '../../sandbox/itop/times';
import type { Chat } from '../../sandbox/livehelperchat/model';
import { LivehelperchatRest, type SourceTrouble } from '../../sandbox/livehelperchat/rest';
import { KilledBridge, makeUnreliable, randomFrom } from './kill-run';
import type { KillOptions } from './kills';
import { IDENTITY_SECRET, KEY, tokenOf } from './livehelperchat-ring';
import { ACCOUNT, until } from './ring';

/** Chats that are open all the time, each about a request that an agent makes from it and answers in. */
const CHATS = 5;

/** How the chat server fails, at one of three kills. */
const TROUBLES: SourceTrouble[] = ['refuse', 'error', 'html', 'redirect'];

export interface TellResult {
  /** Words of agents that the visitor must read. */
  words: number;
  lost: string[];
  twice: string[];
  output: string;
}

/** Kills bridges while agents answer in the requests of open chats and both servers sometimes fail; then checks what the visitors were told. */
export async function runTellKills(options: KillOptions): Promise<TellResult> {
  const random = randomFrom(options.seed);
  const itop = new ItopRestStandIn([ACCOUNT]);
  const { model } = itop;
  const org_id = model.put('Organization', { name: 'Demo' });
  const person = model.put('Person', { name: 'Claude', email: 'claude@example.com', status: 'active', org_id });
  model.put('User', { login: 'anna', contactid: model.put('Person', { name: 'Anna', status: 'active', org_id }) });
  const server = new LivehelperchatRest(KEY);
  // a kill then finds a message on its way, or written and not yet answered
  server.before = server.after = ({ operation }) => pause(operation === 'addmsgadmin' ? random() * 100 : 0);
  const [site, source] = [await itop.listen(), await server.listen()];
  const property = {
    ...{ provider: 'livehelperchat', url: source.url, ...KEY, poll: '1s' },
    ...{ identity_secrets: [IDENTITY_SECRET], transcripts: 'log', ticket: { fallback: { organization: 'Demo' } } },
  };
  const bridges: KilledBridge[] = [];
  for (let i = 0; i < options.count; i++) {
    const { command, folder, place } = options;
    bridges.push(
      await KilledBridge.create(command, folder, `${options.name}-${i}`, place.database, site.url, property),
    );
  }
  try {
    await Promise.all(bridges.map((bridge) => bridge.start()));
    const words = new Map<string, Chat>();
    const requests: [Chat, string][] = [];
    for (let i = 0; i < CHATS; i++) {
      const chat = server.model.begin(`Chat ${i}`, {}, { itop_token: tokenOf(person) });
      const object = () => model.all('TawkChat').find(({ tawkto_id }) => tawkto_id === `${chat.id}-${chat.time}`);
      await until(() => object() !== undefined);
      const start_date = itopTime(Date.now());
      const values = { org_id, caller_id: person, ref: `R-00000${i}`, status: 'new', start_date };
      const id = model.put('UserRequest', values);
      model.put('lnkTawkChatToTicket', { tawkchat_id: object()?.id, ticket_id: id });
      words.set(`R-00000${i} was made`, chat);
      requests.push([chat, id]);
    }
    makeUnreliable(itop, random);
    for (let kill = 0; kill < options.kills; kill++) {
      for (const [index, [chat, id]] of requests.entries()) {
        const word = `word-${index}-${kill}.`;
        model.update('UserRequest', id, { public_log: { add_item: { message: word } } }, 'anna')();
        words.set(word, chat);
      }
      await pause(random() * 2500);
      server.trouble = random() < 1 / 3 ? TROUBLES[Math.floor(random() * TROUBLES.length)] : undefined;
      const victim = bridges[kill % options.count] as KilledBridge;
      await victim.kill();
      await victim.start();
    }
    server.trouble = undefined;
    const times = ([word, chat]: [string, Chat]) =>
      server.model.messages.filter(({ chat_id, msg }) => chat_id === chat.id && msg.includes(word)).length;
    const where = (isSo: (count: number) => boolean) =>
      [...words].filter((each) => isSo(times(each))).map(([word]) => word);
    await until(() => where((count) => count === 0).length === 0, 100);
    await Promise.all(bridges.map((bridge) => bridge.stop()));
    const output = bridges.map((bridge) => bridge.output).join('\n');
    return { words: words.size, lost: where((count) => count === 0), twice: where((count) => count > 1), output };
  } finally {
    await Promise.all(bridges.map((bridge) => bridge.kill()));
    await Promise.all([site.close(), source.close()]);
    await options.place.close();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
