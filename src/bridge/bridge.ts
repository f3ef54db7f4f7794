import { within } from './base/deadline';
import type { Logger } from './base/log';
import type { Config } from './config/config';
import { byItop } from './delivery/lock-names';
import { createAdminServer } from './http/admin';
import { Connections } from './http/connections';
import { createBridgeServer, listen } from './http/server';
import { createWebhookHandler } from './http/webhook-handler';
import { eraseOldChats } from './jobs/erase-chats';
import { eraseOldTopics } from './jobs/erase-topics';
import { eraseEvents, startErasing } from './jobs/schedule';
import { createHealth, createStoreCheck, Heartbeats } from './ops/health';
import { createMetrics } from './ops/metrics';
import { Alone } from './outbox/alone';
import { Worker } from './outbox/worker';
import type { Source } from './sources/source';
import { filesOf, startSources } from './sources/sources';
import { openStoreAlone } from './store/open';

export interface Bridge {
  /** The address that the webhook handler listens on, as `http://address:port`. */
  url: string;
  /** The address of health and metrics, in the same form; undefined with `admin: off`. */
  adminUrl: string | undefined;
  /**
   * Accepts no more events, finishes running deliveries and closes the store. Waits for deliveries no longer than the
   * configured `stop`.
   */
  stop(): Promise<void>;
}

/** How long closing the store may take after that. Milliseconds. */
const CLOSE_TIMEOUT_MS = 2000;

/**
 * Starts the bridge: opens the store (and waits for a database that is not available yet), starts the deliveries, then
 * opens the webhook address.
 * @throws BridgeError CONFIG, DATABASE, DATABASE_IN_USE, DATABASE_VERSION, LISTEN
 */
export async function startBridge(config: Config, log: Logger): Promise<Bridge> {
  const { store, release } = await openStoreAlone(config.database, log);
  const heartbeats = new Heartbeats();
  const canStore = createStoreCheck(heartbeats, store);
  const metrics = createMetrics(
    store,
    config.properties.map(({ id }) => id),
    canStore,
    config.properties.filter(({ provider }) => provider === 'livehelperchat').map(({ id }) => id),
  );
  const alone = new Alone();
  let stopping = false;

  let sources: Source | undefined;
  const noted = (property: string) => sources?.wake(property);
  const workers = new Map<string, Worker>();
  // properties with the same iTop share its limit of concurrent deliveries
  for (const properties of byItop(config.properties)) {
    const worker = new Worker(properties, {
      retry: config.retry,
      store,
      metrics,
      log,
      heartbeats,
      alone,
      noted,
      filesOf,
    });
    for (const { id } of properties) {
      workers.set(id, worker);
    }
  }
  const keys = config.properties.flatMap(({ id, secrets, chats }) =>
    secrets.map((secret) => ({ property: id, secret, chats: chats === 'on' })),
  );
  const stored = (property: string) => workers.get(property)?.wake();
  const handler = createWebhookHandler({ store, keys, metrics, log, heartbeats, stored });
  const server = createBridgeServer({ handler });
  const admin = createAdminServer({ health: createHealth(heartbeats, canStore, () => stopping), metrics });
  const [connections, adminConnections] = [new Connections(server), new Connections(admin)];
  sources = startSources(config.properties, { store, metrics, log, heartbeats, stored });
  const erasing = startErasing([
    eraseEvents(store, config.keep, metrics, log),
    eraseOldChats(store, config, metrics, log),
    eraseOldTopics(config, log),
  ]);

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= end();
    return stopped;
  };
  const end = async () => {
    stopping = true;
    const ending = Promise.all([
      connections.close(),
      erasing.stop(),
      sources?.stop(),
      ...[...new Set(workers.values())].map((worker) => worker.stop()),
    ]);
    await within(config.stop, ending).catch((error: Error) => {
      // the next attempt finds in iTop what an interrupted delivery has written
      log.warn({ error: error.message }, 'exiting during a delivery, which is repeated after the next start');
    });
    // the admin server stops last, so that monitoring sees the stop
    await within(
      CLOSE_TIMEOUT_MS,
      adminConnections.close().then(() => store.close()),
    ).catch((error: Error) => {
      log.warn({ error: error.message }, 'the store did not close');
    });
    release();
  };
  try {
    const adminUrl = config.admin === 'off' ? undefined : await listen(admin, config.admin);
    return { url: await listen(server, config.listen), adminUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
