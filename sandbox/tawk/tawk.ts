import { SANDBOX_PROPERTY } from '../property';
import { Live } from './live';
import { type Visitor, Visitors } from './visitors';

/** How the embed script is answered; all but the first are what can go wrong at the vendor. */
export type EmbedBehaviour =
  | { mode: 'works' }
  /** Answered after that many milliseconds. */
  | { mode: 'slow'; milliseconds: number }
  /** About what the real one costs: 600 kB, 250 ms of the main thread. */
  | { mode: 'heavy' }
  /** Throws at once. */
  | { mode: 'broken' }
  | { mode: 'syntax error' }
  | { mode: 'not found' }
  /** Never answered. */
  | { mode: 'silent' }
  /** The connection is closed, as where there is no network or a blocker. */
  | { mode: 'absent' };

/** A request to tawk.to. */
export interface TawkRequest {
  method: string;
  path: string;
  /** The page that asked. */
  referrer: string | null;
}

/** The state of the stand-in of tawk.to, and what a test can set. */
export class Tawk {
  readonly visitors = new Visitors(SANDBOX_PROPERTY.apiKey);
  /** Every request that browsers made, the agent's own not counted. */
  readonly requests: TawkRequest[] = [];
  /** How the next requests for the embed script are answered. */
  embed: EmbedBehaviour = { mode: 'works' };
  /** Of the agents, told to browsers when they connect. */
  status: 'online' | 'away' | 'offline' = 'online';
  /** Whoever has the agent's page open. */
  readonly agents = new Live();
  readonly #pages = new Map<string, Live>();

  /** The open pages of a visitor. */
  pagesOf(visitor: Visitor): Live {
    const live = this.#pages.get(visitor.uuid) ?? new Live();
    this.#pages.set(visitor.uuid, live);
    return live;
  }

  /** The agent answers. */
  reply(visitor: Visitor, text: string): void {
    visitor.messages.push({ from: 'agent', text });
    visitor.ongoing = true;
    this.pagesOf(visitor).send({ type: 'message', text });
    this.changed();
  }

  /** Shows the agents the present state. */
  changed(): void {
    this.agents.send(this.agentView());
  }

  /** Everybody who is here now or wrote something. */
  agentView(): { visitors: Visitor[]; embed: EmbedBehaviour } {
    return { visitors: this.visitors.all.filter((each) => each.online || each.messages.length > 0), embed: this.embed };
  }
}
