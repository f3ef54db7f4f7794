import type { Entry } from './protocol';
import type { Message, Visitor } from './visitors';
import {
  chatEnd,
  chatStart,
  chatTranscript,
  type TranscriptMessage,
  ticketCreate,
  type WebhookPayload,
} from './webhooks';

/** All agents of the stand-in have the same name and id. */
const AGENT = { t: 'a', n: 'Sandbox agent', id: '5eedc0ffee5eedc0ffee0a6e' } as const;

/** Who is told about a conversation. */
export interface Listeners {
  /** The pages of the visitor. */
  pages(visitor: Visitor, entry: Entry): void;
  webhook(payload: WebhookPayload): void;
  changed(): void;
}

/** The conversations of visitors and agents, from the first message to ticket and transcript. */
export class Conversations {
  /** Milliseconds without a message after which a chat ends (facts/tawk.md §4.2: 90 to 150 s). */
  inactivity = 120_000;
  readonly #timers = new Map<Visitor, NodeJS.Timeout>();
  #tickets = 0;

  constructor(private readonly to: Listeners) {}

  /** The agent answers, and joins the chat first. */
  reply(visitor: Visitor, text: string): void {
    if (!visitor.attended) {
      visitor.attended = true;
      this.to.pages(visitor, add(visitor, 'n', 'a', 'AGENT_JOIN_CONVERSATION'));
    }
    this.to.pages(visitor, this.write(visitor, 'agent', text));
  }

  /** A message; the first one starts the chat. */
  write(visitor: Visitor, from: Message['from'], text: string): Entry {
    visitor.messages.push({ from, text, time: new Date().toISOString() });
    if (!visitor.ongoing) this.to.webhook(chatStart(visitor.chatId, person(visitor), text, from));
    visitor.ongoing = true;
    clearTimeout(this.#timers.get(visitor));
    this.#timers.set(visitor, setTimeout(() => this.end(visitor), this.inactivity).unref());
    this.to.changed();
    return add(visitor, 'c', from === 'agent' ? 'a' : 'v', text);
  }

  /** Ends the chat; its transcript follows at once, in reality some minutes later. */
  end(visitor: Visitor): void {
    if (!visitor.ongoing) return;
    visitor.ongoing = false;
    if (visitor.attended) this.to.pages(visitor, add(visitor, 'n', 'a', 'AGENT_LEFT_CONVERSATION'));
    visitor.attended = false;
    add(visitor, 'n', 's', 'CHAT_ENDED');
    clearTimeout(this.#timers.get(visitor));
    this.to.webhook(chatEnd(visitor.chatId, person(visitor)));
    this.to.webhook(chatTranscript(visitor.chatId, person(visitor), visitor.messages.map(transcriptMessage)));
    this.to.changed();
  }

  /** The agent creates a ticket from the chat; its message is what the visitor wrote. */
  makeTicket(visitor: Visitor, subject: string): void {
    const message = visitor.messages
      .filter(({ from }) => from === 'visitor')
      .map(({ text }) => text)
      .join('\n');
    this.#tickets += 1;
    const requester = { ...person(visitor), type: 'agent' } as const;
    this.to.webhook(ticketCreate({ humanId: this.#tickets, subject, message }, requester));
    this.to.changed();
  }

  /** Cancels the timers that end chats. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}

function add(visitor: Visitor, t: Entry['t'], ut: Entry['ut'], m: string): Entry {
  const entry: Entry = {
    t,
    ut,
    m,
    uid: ut === 'v' ? visitor.uuid : AGENT.id,
    n: ut === 'v' ? visitor.name : AGENT.n,
    co: new Date().toISOString(),
    cver: visitor.history.length + 1,
    ...(ut === 'a' && { md: { pid: AGENT.id, pi: '', pst: 'Support', rsc: AGENT.id, seq: 1 } }),
  };
  visitor.history.push(entry);
  return entry;
}

function person({ name, email }: Visitor): { name: string; email?: string } {
  return { name, email };
}

function transcriptMessage({ from, text, time }: Message): TranscriptMessage {
  return { sender: from === 'agent' ? AGENT : { t: 'v' }, type: 'msg', msg: text, time };
}
