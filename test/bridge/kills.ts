import { ItopRestStandIn } from '../../sandbox/itop/rest';
import { sendWebhook } from '../../sandbox/tawk/webhooks';
import { openStore } from '../../src/bridge/store/open';
import type { Store } from '../../src/bridge/store/store';
import type { Place } from './kill-place';
import { KilledBridge, makeUnreliable, randomFrom } from './kill-run';
import { BERTHE, CLAUDE, makeStory, type Story } from './kill-story';
import { ACCOUNT, PROPERTY, SECRET, until } from './ring';

/** At one kill of so many there is another trouble too: a full disk, or connections that die silently. */
const TROUBLE = 5;

/**
 * After which a sender tries again whose event was not taken. Hundreds of them wait for a bridge that starts: more often,
 * and their trying takes the processor from it.
 */
const RESEND_MS = 250;

export interface KillOptions {
  name: string;
  /** How many bridges share the store. */
  count: number;
  kills: number;
  place: Place;
  /** The built command, and a folder for the configurations. */
  command: string;
  folder: string;
  /** The same seed gives the same run, as far as the machine lets it. */
  seed: number;
  progress?: (kills: number) => void;
}

export interface KillResult {
  /** Events that were taken, and how many of them iTop has not, or more than once. */
  events: number;
  lost: string[];
  twice: string[];
  /** Events that had to be retried by hand: killed three times while they were delivered alone. */
  poisonous: number;
  /** Events that did not end as delivered. */
  undelivered: number;
  seconds: number;
  exitCodes: (number | null)[];
  /** All that the bridges wrote. */
  output: string;
}

/** Kills bridges while events come, iTop is ill now and then, clocks are set and stores fail; then looks what iTop has. */
export async function runKills(options: KillOptions): Promise<KillResult> {
  const { count, kills, place } = options;
  const random = randomFrom(options.seed);
  const began = performance.now();
  const itop = new ItopRestStandIn([ACCOUNT]);
  const story = makeStory(putTickets(itop), Math.max(0.25, kills / 200));
  const site = await itop.listen();
  makeUnreliable(itop, random);
  const bridges: KilledBridge[] = [];
  for (let i = 0; i < count; i++) {
    const name = `${options.name}-${i}`;
    bridges.push(await KilledBridge.create(options.command, options.folder, name, place.database, site.url));
  }
  try {
    await Promise.all(bridges.map((bridge) => bridge.start()));
    story.chains.sort(() => random() - 0.5);
    const sending: Promise<void>[] = [];
    const share = Math.ceil(story.chains.length / kills);
    for (let kill = 0; kill < kills; kill++) {
      sending.push(...story.chains.splice(0, share).map((chain) => send(chain, bridges)));
      await pause(random() * 250);
      await killOne(bridges[kill % count] as KilledBridge, place, random);
      options.progress?.(kill + 1);
    }
    await Promise.all(sending);
    const store = await openStore(place.direct);
    const poisonous = await finish(store);
    const states = (await store.list({ limit: 100_000 })).map(({ state }) => state);
    const exitCodes = await Promise.all(bridges.map((bridge) => bridge.stop()));
    await store.close();
    return {
      events: states.length,
      ...compare(itop, story),
      poisonous,
      undelivered: states.filter((state) => state !== 'delivered').length,
      seconds: Math.round((performance.now() - began) / 1000),
      exitCodes,
      output: bridges.map(({ output }) => output).join('\n'),
    };
  } finally {
    await Promise.all(bridges.map((bridge) => bridge.kill()));
    await site.close();
    await place.close();
  }
}

function putTickets({ model }: ItopRestStandIn): string[] {
  const org_id = model.put('Organization', { name: 'Demo' });
  const caller_id = model.put('Person', { ...CLAUDE, status: 'active', org_id });
  model.put('Person', { ...BERTHE, status: 'active', org_id });
  // of numbers that no ticket made here gets
  const references = Array.from({ length: 8 }, (_, i) => `R-99990${i}`);
  for (const ref of references) {
    model.put('UserRequest', { ref, org_id, caller_id });
  }
  return references;
}

async function send(chain: Story['chains'][number], bridges: KilledBridge[]): Promise<void> {
  const url = () => `${bridges[Math.floor(Math.random() * bridges.length)]?.url}/webhooks/tawk`;
  for (const payload of chain) {
    await sendWebhook({ url, secret: SECRET }, payload, { pause: () => pause(RESEND_MS) });
  }
}

async function killOne(victim: KilledBridge, place: Place, random: () => number): Promise<void> {
  const isTroubled = random() < 1 / TROUBLE;
  if (isTroubled) {
    place.begin();
    await pause(random() * 300);
  }
  await victim.kill();
  const started = victim.start();
  if (isTroubled) {
    await pause(random() * 300);
    place.end();
  }
  await started;
}

/** How often the store is asked whether all is done: the bridge reads and writes there meanwhile. */
const LOOK_MS = 100;

/** Until nothing waits; events that were killed three times alone wait for a person. How many. */
async function finish(store: Store): Promise<number> {
  const isDone = async () => (await store.totals()).every(({ waiting }) => waiting === 0);
  await until(isDone, LOOK_MS);
  const poisonous = await store.pick({ states: ['set_aside'], code: 'POISONOUS' }, 0, 100_000);
  await store.retry(poisonous);
  await until(isDone, LOOK_MS);
  return poisonous.length;
}

function compare(itop: ItopRestStandIn, { ticketIds, words, chats }: Story): { lost: string[]; twice: string[] } {
  const requests = itop.model.all('UserRequest');
  const logs = new Map(requests.map(({ ref, private_log }) => [ref, textOf(private_log)]));
  const times = new Map<string, number>();
  for (const id of ticketIds) {
    times.set(id, requests.filter(({ tawkto_id }) => tawkto_id === `${PROPERTY}/${id}`).length);
  }
  for (const [word, reference] of words) {
    times.set(word, (logs.get(reference)?.split(word).length ?? 1) - 1);
  }
  const objects = itop.model.all('TawkChat');
  const links = itop.model.all('lnkTawkChatToTicket');
  for (const [id, reference] of chats) {
    const own = objects.filter(({ tawkto_id }) => tawkto_id === id);
    times.set(id, own.length);
    const isComplete = own.every(({ status, message_count }) => status === 'answered' && message_count === 3);
    times.set(`${id}, complete`, isComplete ? 1 : 0);
    const tickets = links.filter(({ tawkchat_id }) => own.some((each) => each.id === tawkchat_id));
    const isRight = tickets.every((link) =>
      requests.some((each) => each.id === link.ticket_id && each.ref === reference),
    );
    times.set(`${id}, linked`, isRight ? tickets.length : 0);
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
