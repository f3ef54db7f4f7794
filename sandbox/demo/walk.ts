import type { Chat } from '../itop/chats';
import type { ItopModel } from '../itop/model';
import { type UserRequest, userRequests } from '../itop/requests';
import type { RestMode } from '../itop/rest-mode';
import type { Tawk } from '../tawk/tawk';

/** The steps of the start page that can be done, in their order. */
export const TICKS = ['asked', 'answered', 'ticket', 'seenTicket', 'seenChat', 'failed', 'recovered'] as const;
export type Tick = (typeof TICKS)[number];

/** The progress, as the start page shows it. */
export interface Walk {
  done: Tick[];
  restMode: string;
  /** Events that the bridge has stored and not delivered. */
  waiting: number;
  /** The newest chat, and the newest ticket of a chat; undefined while there is none. */
  chatId: string | undefined;
  ticketId: string | undefined;
}

/** Watches the progress. */
export class Walker {
  /** The address of the bridge's metrics. */
  bridgeUrl: string | undefined;
  readonly #seen = new Set<Tick>();

  constructor(
    private readonly tawk: Tawk,
    private readonly model: ItopModel,
    private readonly restMode: RestMode,
  ) {}

  /** Somebody has opened the page of that object. */
  see(what: UserRequest | Chat): void {
    if (!('ref' in what)) this.#seen.add('seenChat');
    else if (what.origin === 'chat') this.#seen.add('seenTicket');
  }

  async walk(): Promise<Walk> {
    const waiting = await this.#waiting();
    const messages = this.tawk.visitors.all.flatMap((visitor) => visitor.messages);
    const ticket = userRequests(this.model).find(({ origin }) => origin === 'chat');
    const chat = this.model.all('TawkChat').at(-1);
    const { hasFailed, chosen } = this.restMode;
    if (hasFailed) {
      this.#seen.add('failed');
      // the failed event waits until it is in iTop
      if (waiting === 0) this.#seen.add('recovered');
    }
    const now: Record<Tick, boolean> = {
      asked: messages.some(({ from }) => from === 'visitor'),
      answered: messages.some(({ from }) => from === 'agent'),
      ticket: ticket !== undefined,
      seenTicket: this.#seen.has('seenTicket'),
      seenChat: this.#seen.has('seenChat'),
      failed: this.#seen.has('failed'),
      recovered: this.#seen.has('recovered'),
    };
    return {
      done: TICKS.filter((tick) => now[tick]),
      restMode: chosen,
      waiting,
      chatId: chat && String(chat.id),
      ticketId: ticket?.id,
    };
  }

  /** From the bridge's metrics; 0 while it starts. */
  async #waiting(): Promise<number> {
    if (!this.bridgeUrl) return 0;
    const metrics = await (await fetch(`${this.bridgeUrl}/metrics`)).text();
    return Number(/^itop_tawk_events_waiting\{.*\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
  }
}
