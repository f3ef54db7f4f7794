import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { ItopModel } from '../../sandbox/itop/model';
import { ItopRestStandIn, type RestRequest } from '../../sandbox/itop/rest';
import { SANDBOX_PROPERTY } from '../../sandbox/property';
import { sendWebhook, signWebhook, type WebhookPayload } from '../../sandbox/tawk/webhooks';
import { type Bridge, startBridge } from '../../src/bridge/bridge';
import { type Config, configSchema } from '../../src/bridge/config/config';
import { openStore } from '../../src/bridge/store/open';
import type { EventState, Store, StoredEvent } from '../../src/bridge/store/store';

export const PROPERTY = SANDBOX_PROPERTY.propertyId;
export const SECRET = '2b'.repeat(48);
/** The property that a test may have beside it, with the same iTop. */
export const SECOND = { id: '0123456789abcdef01234567', secret: '3c'.repeat(48) };
export const ACCOUNT = { user: 'bridge', password: 'correct horse', token: 'tok-4711-tok' };

export interface Ring {
  itop: ItopRestStandIn;
  bridge: Bridge;
  /** Its database, and a look at it beside the bridge's own. */
  database: string;
  store: Store;
  config: Config;
  /** All that was logged. */
  logged: () => string;
  /** Sends a webhook once; gives the status. */
  post: (payload: WebhookPayload, eventId?: string) => Promise<number>;
  /** Sends it as tawk.to does, until it is taken. */
  send: (payload: WebhookPayload) => Promise<number>;
  events: (...states: EventState[]) => Promise<StoredEvent[]>;
  /** Resolves when no event waits any more. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
}

/** What a test may set of the property's configuration. */
export interface Settings {
  ticket?: object;
  transcripts?: string;
  closed?: string;
  trust?: string;
  /** Off, unless a test says otherwise. */
  chats?: string;
  keep_chats?: string;
  time_zone?: string;
  itop?: object;
  retry?: object;
  /** What is otherwise in the settings of a second property, by those of the first; left out: there is none. */
  second?: (first: { itop: { url: string } }) => object;
  /** See the bridge's settings of these names. */
  stop?: string;
  database?: string;
  /** The same database, for the test's own look at it, where the bridge reaches it in another way. */
  direct?: string;
  /** Puts what iTop has into it, before the bridge starts. */
  fill?: (model: ItopModel) => void;
  /** Called before the bridge starts. */
  prepare?: (database: string) => Promise<void>;
}

/** A stand-in of iTop with two people in it, a bridge before it, and tawk.to's part in the test's hands. */
export async function startRing(settings: Settings = {}): Promise<Ring> {
  const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-ring-'));
  const itop = new ItopRestStandIn([ACCOUNT]);
  const orgId = itop.model.put('Organization', { name: 'Demo' });
  itop.model.put('Person', { name: 'Monet', email: 'claude@example.com', status: 'active', org_id: orgId });
  itop.model.put('Person', { name: 'Gone', email: 'gone@example.com', status: 'inactive', org_id: orgId });
  settings.fill?.(itop.model);
  const listening = await itop.listen();
  const database = settings.database ?? join(folder, 'bridge.db');
  await settings.prepare?.(database);
  const { user, password } = ACCOUNT;
  const { ticket, transcripts, closed, trust, time_zone, chats = 'off' } = settings;
  const ofProperty = { ticket, transcripts, closed, trust, time_zone, chats };
  const property = {
    id: PROPERTY,
    secrets: [SECRET],
    itop: { url: listening.url, user, password, timeout: '2s', settle: '20ms', ...settings.itop },
    ...ofProperty,
  };
  const second = settings.second && {
    ...property,
    id: SECOND.id,
    secrets: [SECOND.secret],
    ...settings.second(property),
  };
  const config = configSchema.parse({
    listen: '127.0.0.1:0',
    admin: '127.0.0.1:0',
    database,
    properties: [property, ...(second === undefined ? [] : [second])],
    retry: { first: '5ms', longest: '50ms', ...settings.retry },
    ...(settings.stop === undefined ? {} : { stop: settings.stop }),
    keep_chats: settings.keep_chats,
  });
  let logged = '';
  const log = pino({ level: 'debug' }, { write: (line: string) => (logged += line) });
  const bridge = await startBridge(config, log);
  // where the bridge reaches this iTop and is let in
  if (!Object.keys(settings.itop ?? {}).some((name) => ['url', 'user', 'password', 'token'].includes(name))) {
    await leaveOutStart(itop, () => logged);
  }
  const store = await openStore(settings.direct ?? database);
  const url = `${bridge.url}/webhooks/tawk`;
  const events: Ring['events'] = (...states) => store.list({ limit: 1000, ...(states.length > 0 ? { states } : {}) });
  return {
    itop,
    bridge,
    database,
    store,
    config,
    logged: () => logged,
    events,
    post: async (payload, eventId) => {
      const { body, headers } = signWebhook(payload, secretFor(payload), eventId);
      return (await fetch(url, { method: 'POST', body, headers })).status;
    },
    send: (payload) => sendWebhook({ url, secret: secretFor(payload) }, payload),
    settled: () => until(async () => (await events('waiting', 'delivering')).length === 0),
    stop: async () => {
      await bridge.stop();
      await store.close();
      await listening.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The same event, of the second property. */
export function ofSecond(payload: WebhookPayload): WebhookPayload {
  return { ...payload, property: { id: SECOND.id, name: 'Second desk' } };
}

function secretFor({ property }: WebhookPayload): string {
  return (property as { id?: unknown } | undefined)?.id === SECOND.id ? SECOND.secret : SECRET;
}

/** The bridge looks for old choices of the panel when it starts: that is no call of a test's. */
async function leaveOutStart(itop: ItopRestStandIn, logged: () => string): Promise<void> {
  const isLook = ({ class: of, key }: RestRequest) => of === 'TawkChatTopic' && String(key).startsWith('SELECT');
  // on a busy machine its answer may come too late
  await until(() => itop.calls.some(isLook) || logged().includes('old choices could not be'));
  itop.calls.splice(0, itop.calls.length, ...itop.calls.filter((call) => !isLook(call)));
  itop.mostAtOnce = 0;
}

/** Looks every few milliseconds until it is so; the test's own time limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>, everyMs = 5): Promise<void> {
  while (!(await isSo())) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
