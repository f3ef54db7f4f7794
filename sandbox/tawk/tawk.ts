import { SANDBOX_PROPERTY } from '../property';
import { Live } from './live';
import { type Message, type Visitor, Visitors } from './visitors';
import { type SentWebhook, WebhookSender } from './webhook-sender';
import { chatEnd, chatStart, chatTranscript, type TranscriptMessage, ticketCreate } from './webhooks';

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

/** What the agent's page shows. */
export interface AgentView {
  /** Everybody who is here now or wrote something. */
  visitors: Visitor[];
  embed: EmbedBehaviour;
  webhooks: SentWebhook[];
}

/** Agents of the stand-in have one name and one id. */
const AGENT = { t: 'a', n: 'Sandbox agent', id: '5eedc0ffee5eedc0ffee0a6e' } as const;

/** The state of the stand-in of tawk.to, and what a test can set. */
export class Tawk {
  readonly visitors = new Visitors(SANDBOX_PROPERTY.apiKey);
  /** Every request that browsers made, the agent's own not counted. */
  readonly requests: TawkRequest[] = [];
  readonly webhooks = new WebhookSender(() => this.changed());
  /** How the next requests for the embed script are answered. */
  embed: EmbedBehaviour = { mode: 'works' };
  /** Of the agents, told to browsers when they connect. */
  status: 'online' | 'away' | 'offline' = 'online';
  /** Milliseconds without a message after which a chat ends (facts/tawk.md §4.2: 90 to 150 s). */
  inactivity = 120_000;
  /** Whoever has the agent's page open. */
  readonly agents = new Live();
  readonly #pages = new Map<string, Live>();
  readonly #timers = new Map<Visitor, NodeJS.Timeout>();
  #tickets = 0;

  /** The open pages of a visitor. */
  pagesOf(visitor: Visitor): Live {
    const live = this.#pages.get(visitor.uuid) ?? new Live();
    this.#pages.set(visitor.uuid, live);
    return live;
  }

  /** The agent answers. */
  reply(visitor: Visitor, text: string): void {
    this.write(visitor, 'agent', text);
    this.pagesOf(visitor).send({ type: 'message', text });
  }

  /** A message; the first one starts the chat. */
  write(visitor: Visitor, from: Message['from'], text: string): void {
    visitor.messages.push({ from, text, time: new Date().toISOString() });
    if (!visitor.ongoing) this.webhooks.send(chatStart(visitor.chatId, person(visitor), text, from));
    visitor.ongoing = true;
    clearTimeout(this.#timers.get(visitor));
    this.#timers.set(visitor, setTimeout(() => this.end(visitor), this.inactivity).unref());
    this.changed();
  }

  /** The chat ends; its transcript follows at once, where the real one takes some minutes. */
  end(visitor: Visitor): void {
    if (!visitor.ongoing) return;
    visitor.ongoing = false;
    clearTimeout(this.#timers.get(visitor));
    this.webhooks.send(chatEnd(visitor.chatId, person(visitor)));
    this.webhooks.send(chatTranscript(visitor.chatId, person(visitor), visitor.messages.map(transcriptMessage)));
    this.changed();
  }

  /** The agent makes a ticket of the chat; its message is what the visitor wrote. */
  makeTicket(visitor: Visitor, subject: string): void {
    const message = visitor.messages
      .filter(({ from }) => from === 'visitor')
      .map(({ text }) => text)
      .join('\n');
    this.#tickets += 1;
    const requester = { ...person(visitor), type: 'agent' } as const;
    this.webhooks.send(ticketCreate({ humanId: this.#tickets, subject, message }, requester));
    this.changed();
  }

  /** Shows the agents the present state. */
  changed(): void {
    this.agents.send(this.agentView());
  }

  agentView(): AgentView {
    const visitors = this.visitors.all.filter((each) => each.online || each.messages.length > 0);
    return { visitors, embed: this.embed, webhooks: this.webhooks.sent };
  }

  /** Ends what is still to be sent, and to happen. */
  close(): void {
    this.webhooks.close();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}

function person({ name, email }: Visitor): { name: string; email?: string } {
  return { name, email };
}

function transcriptMessage({ from, text, time }: Message): TranscriptMessage {
  return { sender: from === 'agent' ? AGENT : { t: 'v' }, type: 'msg', msg: text, time };
}
