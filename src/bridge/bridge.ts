import type { Server } from 'node:http';
import { createAdminServer } from './admin';
import type { Config, PropertyConfig } from './config';
import { Desk } from './deliver/desk';
import { createDoor } from './door';
import { startErasing } from './erase';
import type { Logger } from './log';
import { createMetrics } from './metrics';
import { createBridgeServer, listen } from './server';
import { openStoreAlone } from './store/open';

export interface Bridge {
  /** Where it listens, as `http://address:port`. */
  url: string;
  /** Where health and metrics are, likewise; undefined with `admin: off`. */
  adminUrl: string | undefined;
  /** Takes nothing more, ends what is under way, closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts the bridge: opens the store, begins to deliver what waits there, then opens the door.
 * @throws BridgeError CONFIG, DATABASE, DATABASE_IN_USE, LISTEN
 */
export async function startBridge(config: Config, log: Logger): Promise<Bridge> {
  const { store, release } = await openStoreAlone(config.database);
  const metrics = createMetrics(
    store,
    config.properties.map(({ id }) => id),
  );
  let stopping = false;

  const desks = new Map<string, Desk>();
  for (const properties of byItop(config.properties)) {
    const desk = new Desk(properties, { retry: config.retry, store, metrics, log });
    for (const { id } of properties) {
      desks.set(id, desk);
    }
  }
  const keys = config.properties.flatMap(({ id, secrets }) => secrets.map((secret) => ({ property: id, secret })));
  const door = createDoor({ store, keys, metrics, log, stored: (property) => desks.get(property)?.wake() });
  const server = createBridgeServer({ door });
  const admin = createAdminServer({ store, metrics, stopping: () => stopping });
  const erasing = startErasing(store, config.keep, log);

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= end();
    return stopped;
  };
  const end = async () => {
    stopping = true;
    await Promise.all([
      closeServer(server),
      erasing.stop(),
      ...new Set([...desks.values()].map((desk) => desk.stop())),
    ]);
    // last, so that whoever watches sees how the stop goes on
    await closeServer(admin);
    await store.close();
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

/** Lets the requests under way end; their connections would stay open for the next. */
async function closeServer(server: Server): Promise<void> {
  const timer = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(timer);
}

/** Properties with one iTop share its bound on deliveries at a time. */
function byItop(properties: PropertyConfig[]): PropertyConfig[][] {
  const groups = new Map<string, PropertyConfig[]>();
  for (const property of properties) {
    const url = new URL(property.itop.url).href.replace(/\/$/, '');
    groups.set(url, [...(groups.get(url) ?? []), property]);
  }
  return [...groups.values()];
}
