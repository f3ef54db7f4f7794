import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { ItopModel } from '../../sandbox/itop/model';
import { ItopRestStandIn } from '../../sandbox/itop/rest';
import type { LivehelperchatModel } from '../../sandbox/livehelperchat/model';
import { LivehelperchatRest } from '../../sandbox/livehelperchat/rest';
import { type Bridge, startBridge } from '../../src/bridge/bridge';
import { configSchema } from '../../src/bridge/config/config';
import { openStore } from '../../src/bridge/store/open';
import type { EventState, Store, StoredEvent } from '../../src/bridge/store/store';
import { ACCOUNT, until } from './ring';

export const KEY = { user: 'restbot', key: 'k3y-of-the-rest-api' };
export const IDENTITY_SECRET = '7d'.repeat(24);

/** The configuration that a test may set, and the state before the bridge starts. */
export interface ChatSettings {
  ticket?: object;
  transcripts?: string;
  chats?: string;
  identity_secrets?: string[];
  department?: number;
  tell?: string[];
  portal?: string;
  database?: string;
  key?: string;
  fill?: (model: ItopModel) => void;
  chatsBefore?: (model: LivehelperchatModel) => void;
}

export interface ChatRing {
  itop: ItopRestStandIn;
  server: LivehelperchatRest;
  chats: LivehelperchatModel;
  store: Store;
  property: string;
  /** Where the bridge listens, as `address:port`. */
  listen: string;
  person: string;
  logged: () => string;
  events: (...states: EventState[]) => Promise<StoredEvent[]>;
  /** Resolves when the bridge has completed a sweep that started after this call, and no event is waiting. */
  seen: () => Promise<void>;
  metrics: () => Promise<string>;
  /** Stops only the bridge. */
  halt: () => Promise<void>;
  /** Starts it again, with the same database. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/** A bridge between a stand-in of Live Helper Chat and one of iTop. */
export async function startChatRing(settings: ChatSettings = {}): Promise<ChatRing> {
  const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-chats-'));
  const itop = new ItopRestStandIn([ACCOUNT]);
  const org_id = itop.model.put('Organization', { name: 'Demo' });
  const person = itop.model.put('Person', {
    ...{ name: 'Monet', friendlyname: 'Claude Monet', org_name: 'Demo', email: 'claude@example.com' },
    ...{ status: 'active', org_id },
  });
  itop.model.put('Person', { name: 'Desk', email: 'desk@example.com', status: 'active', org_id });
  settings.fill?.(itop.model);
  const server = new LivehelperchatRest(KEY);
  settings.chatsBefore?.(server.model);
  const [site, source] = [await itop.listen(), await server.listen()];
  const database = settings.database ?? join(folder, 'bridge.db');
  const {
    ticket = { fallback: { caller: 'desk@example.com' } },
    transcripts = 'ticket',
    chats = 'on',
    department,
  } = settings;
  const config = configSchema.parse({
    listen: '127.0.0.1:0',
    admin: '127.0.0.1:0',
    database,
    properties: [
      {
        provider: 'livehelperchat',
        url: source.url,
        ...KEY,
        ...(settings.key !== undefined && { key: settings.key }),
        identity_secrets: settings.identity_secrets ?? [IDENTITY_SECRET],
        poll: '1s',
        itop: { url: site.url, user: ACCOUNT.user, password: ACCOUNT.password, timeout: '2s', settle: '20ms' },
        ...{ ticket, transcripts, chats, department, tell: settings.tell, portal: settings.portal },
      },
    ],
    retry: { first: '5ms', longest: '50ms' },
  });
  const [property] = config.properties;
  if (property === undefined) throw new Error('expected a property');
  // faster than the configuration allows
  property.provider === 'livehelperchat' && Object.assign(property, { poll: 5 });
  let logged = '';
  const log = pino({ level: 'debug' }, { write: (line: string) => (logged += line) });
  let bridge: Bridge | undefined = await startBridge(config, log);
  const store = await openStore(database);
  const events: ChatRing['events'] = (...states) =>
    store.list({ limit: 1000, ...(states.length > 0 ? { states } : {}) });
  const metrics = async () => (await fetch(`${bridge?.adminUrl}/metrics`)).text();
  return {
    itop,
    server,
    chats: server.model,
    store,
    property: property.id,
    listen: new URL(bridge.url).host,
    person,
    logged: () => logged,
    events,
    metrics,
    seen: async () => {
      const sweeps = () => server.calls.filter(({ query }) => query.has('status_ids')).length;
      const before = sweeps();
      // a sweep that is already running may have missed it
      await until(() => sweeps() >= before + 3);
      await until(async () => (await events('waiting', 'delivering')).length === 0);
    },
    halt: async () => {
      await bridge?.stop();
      bridge = undefined;
    },
    restart: async () => {
      bridge = await startBridge(config, log);
    },
    stop: async () => {
      await bridge?.stop();
      await store.close();
      await Promise.all([site.close(), source.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** A token as the extension makes it. @param claims instead of those of Claude Monet, asked for now */
export function tokenOf(person: string, claims: object = {}, secret = IDENTITY_SECRET, header: object = {}): string {
  const iat = Math.floor(Date.now() / 1000);
  const own = { sub: person, email: 'claude@example.com', name: 'Claude Monet', iat, exp: iat + 3600, ...claims };
  const parts = [{ alg: 'HS256', typ: 'JWT', ...header }, own].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signed = parts.join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
