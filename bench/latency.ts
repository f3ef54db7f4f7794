import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { chatStart, sendWebhook } from '../sandbox/tawk/webhooks';
import { startBridge } from '../src/bridge/bridge';
import { configSchema } from '../src/bridge/config/config';
import { ItopRest } from '../src/itop/rest/rest';
import { option, percentile, progress, report } from './bench';
import { ACCOUNT, PROPERTY, SECRET, startItop } from './running';

/**
 * The time from tawk.to's webhook for the start of a chat until the chat is in iTop, which takes 100 ms for each call:
 * with one chat and with twenty at a time, compared with the bare calls. `--count=100 --delay=100 --json`
 */
const count = option('count', 100);
const delay = option('delay', 100);
const VISITOR = { name: 'C', email: 'claude@example.com' };
mkdirSync('.sandbox', { recursive: true });
const folder = mkdtempSync(resolve('.sandbox/bench-'));

/** Milliseconds of each of `count` runs of `work`, `atATime` of them in parallel. */
async function timesOf(atATime: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let begun = 0;
  const one = async () => {
    while (begun++ < count) {
      const before = performance.now();
      await work();
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: atATime }, one));
  return times;
}

const itop = await startItop(delay);
const config = configSchema.parse({
  listen: '127.0.0.1:0',
  admin: 'off',
  database: join(folder, 'bridge.db'),
  properties: [{ id: PROPERTY, secrets: [SECRET], itop: { url: itop.url, ...ACCOUNT } }],
});
/**
 * The waiting chats, the first one first: the bridge's log reports when one is in iTop, and it delivers in their order.
 */
const waiting: (() => void)[] = [];
const listen = (line: string) => {
  if (/"msg":"delivered"/.test(line)) waiting.shift()?.();
};
const bridge = await startBridge(config, pino({}, { write: listen }));
try {
  const rest = new ItopRest({ url: itop.url, credentials: ACCOUNT, timeout: 30_000 });
  const bare = async () => {
    const [person] = await rest.find('Person', { email: VISITOR.email, status: 'active' }, ['id', 'org_id']);
    const fields = { tawkto_id: randomUUID(), property_id: PROPERTY, caller_id: person?.key };
    const began = { status: 'ongoing', started_at: 1_700_000_000 };
    await rest.create('TawkChat', { ...fields, ...began, org_id: person?.fields.org_id }, ['id']);
  };
  const throughBridge = async () => {
    const isThere = new Promise<void>((done) => waiting.push(done));
    await sendWebhook(
      { url: `${bridge.url}/webhooks/tawk`, secret: SECRET },
      chatStart(randomUUID(), VISITOR, 'It burns'),
    );
    await isThere;
  };
  await throughBridge();
  const results = [];
  for (const atATime of [1, 20]) {
    const [own, alone] = [await timesOf(atATime, throughBridge), await timesOf(atATime, bare)];
    const [p50, p99] = [percentile(own, 0.5), percentile(own, 0.99)];
    results.push({ atATime, p50, p99, bare: percentile(alone, 0.5), ratio: p50 / percentile(alone, 0.5) });
    progress(`${atATime} at a time`);
  }
  report({ count, delay, concurrency: config.properties[0]?.itop.concurrency, results }, [
    ['chats at a time', 'p50, ms', 'p99, ms', 'bare calls, p50, ms', 'ratio'],
    ...results.map((each) => [String(each.atATime), each.p50, each.p99, each.bare, each.ratio]),
  ]);
} finally {
  await bridge.stop();
  await itop.end();
  rmSync(folder, { recursive: true });
}
