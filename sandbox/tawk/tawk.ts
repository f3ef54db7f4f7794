import { type Property, SANDBOX_PROPERTY } from '../property';
import { Conversations } from './conversations';
import type { Faults } from './faults';
import { Live } from './live';
import type { DeskStatus } from './protocol';
import type { ClientCall, SessionStart } from './sessions';
import { Sockets } from './sockets';
import { type Visitor, Visitors } from './visitors';
import { type SentWebhook, WebhookSender } from './webhook-sender';
import { DEFAULT_SETTINGS, type PropertySettings } from './widget-settings';

/** A request to tawk.to. */
export interface TawkRequest {
  method: string;
  path: string;
  /** The page that sent it. */
  referrer: string | null;
}

/** What can be set on the agent's page. */
export interface DeskState {
  faults: Faults;
  status: DeskStatus;
  settings: PropertySettings;
}

/** What that page shows. */
export interface AgentView extends DeskState {
  /** Everybody who is online now or has written something. */
  visitors: ShownVisitor[];
  webhooks: SentWebhook[];
}

export type ShownVisitor = Omit<Visitor, 'history'>;

/** The state of tawk.to's stand-in, and what a test can set. */
export class Tawk {
  readonly visitors = new Visitors(SANDBOX_PROPERTY.apiKey);
  /** Every request of browsers, except those of the agent's page and of websockets. */
  readonly requests: TawkRequest[] = [];
  /** Every POST /v1/session/start that was read. */
  readonly sessions: SessionStart[] = [];
  /** Every POST /v1/client/login and /v1/client/logout. */
  readonly clientCalls: ClientCall[] = [];
  readonly sockets = new Sockets(this);
  readonly webhooks = new WebhookSender(() => this.changed());
  readonly conversations = new Conversations({
    pages: (visitor, entry) => this.sockets.send(visitor, 'visitorMessage', entry),
    webhook: (payload) => this.webhooks.send(payload),
    changed: () => this.changed(),
  });
  /** What fails for browsers from now on. */
  faults: Faults = {};
  /** Settings of the property, read at each request. */
  settings: PropertySettings = DEFAULT_SETTINGS;
  /** `real`: the stand-in's client is as heavy as the real one, in bytes, requests and time of the main thread. */
  weight: 'light' | 'real' = 'light';
  /**
   * Milliseconds before a session is answered. The real server is far away; if it answered before the language files
   * arrived, the client would fail (facts/tawk-client.md §2).
   */
  latency = 50;
  /** The sandbox's start page, to which the agent's page links back. */
  startUrl = '/';
  /** The open agent's pages. */
  readonly agents = new Live();
  readonly #visitorsByKey = new Map<string, Visitor>();
  #status: DeskStatus = 'online';
  #statusVersion = 0;

  constructor(readonly property: Property) {}

  /** Resets everything except the webhooks' target and requests that are still running. */
  reset(): void {
    this.visitors.forgetAll();
    this.visitors.secureMode = true;
    for (const list of [this.requests, this.sessions, this.clientCalls, this.sockets.all]) list.length = 0;
    this.webhooks.sent.length = 0;
    this.faults = {};
    this.settings = DEFAULT_SETTINGS;
    this.weight = 'light';
    this.latency = 50;
    this.status = 'online';
  }

  get status(): DeskStatus {
    return this.#status;
  }

  /** The agents' status; open pages are notified. */
  set status(status: DeskStatus) {
    this.#status = status;
    this.#statusVersion += 1;
    this.sockets.sendAll('pageStatus', this.pageStatus());
    this.changed();
  }

  /** The desk's status as browsers get it. */
  pageStatus(): { ast: DeskStatus; asver: number; dptst: unknown[] } {
    return { ast: this.#status, asver: this.#statusVersion, dptst: [] };
  }

  /** Accepts a websocket with that key as the visitor's. */
  admit(key: string, visitor: Visitor): void {
    this.#visitorsByKey.set(key, visitor);
  }

  visitorOf(key: string | null): Visitor | undefined {
    return key === null ? undefined : this.#visitorsByKey.get(key);
  }

  /** Shows the agents the current state. */
  changed(): void {
    this.agents.send(this.agentView());
  }

  agentView(): AgentView {
    const visitors = this.visitors.all
      .filter((each) => each.online || each.messages.length > 0)
      .map(({ history, ...shown }) => shown);
    const { faults, status, settings, webhooks } = this;
    return { visitors, faults, status, settings, webhooks: webhooks.sent };
  }

  /** Cancels everything that is still to be sent or to happen. */
  close(): void {
    this.webhooks.close();
    this.conversations.close();
    this.sockets.close();
  }
}
