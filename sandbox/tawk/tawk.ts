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
  /** The page that asked. */
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
  /** Everybody who is here now or wrote something. */
  visitors: ShownVisitor[];
  webhooks: SentWebhook[];
}

export type ShownVisitor = Omit<Visitor, 'history'>;

/** The state of the stand-in of tawk.to, and what a test can set. */
export class Tawk {
  readonly visitors = new Visitors(SANDBOX_PROPERTY.apiKey);
  /** Every request that browsers made, the agent's own and websockets not counted. */
  readonly requests: TawkRequest[] = [];
  /** Every POST /v1/session/start that got as far as being read. */
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
  /** Of the property, read when a page asks. */
  settings: PropertySettings = DEFAULT_SETTINGS;
  /** `real`: the stand-in's client costs what the real one does, in bytes, requests and time of the main thread. */
  weight: 'light' | 'real' = 'light';
  /**
   * Milliseconds until a session is answered. The real server is far away; where it was quicker than the language
   * files, the client would die of it (facts/tawk-client.md §2).
   */
  latency = 50;
  /** The sandbox's start page, which the agent's page leads back to. */
  startUrl = '/';
  /** Whoever has the agent's page open. */
  readonly agents = new Live();
  readonly #visitorsByKey = new Map<string, Visitor>();
  #status: DeskStatus = 'online';
  #statusVersion = 0;

  constructor(readonly property: Property) {}

  /** As it was at the start, but for webhooks' target and what is under way. */
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

  /** Of the agents; pages that are open are told. */
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

  /** Lets a websocket with that key in, as that visitor's. */
  admit(key: string, visitor: Visitor): void {
    this.#visitorsByKey.set(key, visitor);
  }

  visitorOf(key: string | null): Visitor | undefined {
    return key === null ? undefined : this.#visitorsByKey.get(key);
  }

  /** Shows the agents the present state. */
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

  /** Ends what is still to be sent, and to happen. */
  close(): void {
    this.webhooks.close();
    this.conversations.close();
    this.sockets.close();
  }
}
