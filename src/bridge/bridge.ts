import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
  /** Takes nothing more, ends what is under way, closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts the bridge: opens the store, begins to deliver what waits there, then opens the door.
 * @throws BridgeError CONFIG, DATABASE, DATABASE_IN_USE, LISTEN
 */
export async function startBridge(config: Config, log: Logger): Promise<Bridge> {
  const { store, release } = await openStoreAlone(config.database);
  const metrics = createMetrics(store);
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
  const server = createBridgeServer({ door, store, metrics, stopping: () => stopping });
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
    await store.close();
    release();
  };
  try {
    await listen(server, config.listen);
  } catch (error) {
    await stop();
    throw error;
  }
  const { address, port, family } = server.address() as AddressInfo;
  return { url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`, stop };
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
