import type { Entry, Session } from '../protocol';
import type { Api } from './api';
import type { Socket } from './socket';
import type { State } from './state';

/** The messages, and the state of the desk. */
export class Conversation {
  constructor(
    private readonly state: State,
    private readonly api: Api,
    private readonly socket: Socket,
  ) {}

  /** The visitor writes. */
  write(message: string): void {
    const entry = { t: 'c', ut: 'v', uid: '', n: '', m: message, co: new Date().toISOString() } as const;
    this.#add({ ...entry, cver: this.state.version });
    this.api.tell('ChatMessageVisitor', { message });
    const sent = ['visitor-chat', '/v1/message/visitor', { message, attachments: [] }];
    this.socket.publish('service', sent, (error, result) => {
      if (!error) this.state.version = (result as { data: Pick<Entry, 'cver'> }).data.cver;
    });
  }

  /** The visitor ends the chat; an open window closes, and a closed one opens. */
  end(toggle: () => void): void {
    this.socket.publish('endChat', [], (error) => {
      if (error) return;
      this.state.change({ entries: [], agents: 0, unread: 0, hasEnded: true });
      toggle();
      this.api.tell('ChatEnded');
    });
  }

  /** Earlier messages; none of ended chats. */
  restore({ c, cver }: Session): void {
    this.state.change({ entries: [], agents: 0, hasWritten: false });
    const ended = c.findLastIndex(({ m }) => m === 'CHAT_ENDED');
    for (const entry of c.slice(ended + 1)) this.#add(entry);
    this.state.change({ version: cver, hasEnded: ended >= 0 && !this.state.hasWritten, unread: 0 });
  }

  /** A new entry over the websocket. */
  receive(entry: Entry): void {
    if (entry.cver <= this.state.version) return;
    this.state.version = entry.cver;
    // The page is told before the client itself has processed it.
    const event = { v: undefined, a: 'ChatMessageAgent', s: 'ChatMessageSystem' }[entry.ut];
    if (entry.t === 'c' && event) this.api.tell(event, { ...(entry.m && { message: entry.m }), attachments: [] });
    this.#add(entry);
  }

  /** A version that is not newer than the last one belongs to an old answer; 0 always counts. */
  setStatus({ ast, asver }: Pick<Session, 'ast' | 'asver'>): void {
    if (asver !== 0 && asver <= this.state.statusVersion) return;
    const isNew = ast !== this.state.status;
    this.state.change({ status: ast, statusVersion: asver });
    if (isNew) this.api.tell('StatusChange', ast);
  }

  #add(entry: Entry): void {
    const { entries, agents, unread, hasWritten, window, status, session } = this.state;
    const step = entry.m === 'AGENT_JOIN_CONVERSATION' ? 1 : entry.m === 'AGENT_LEFT_CONVERSATION' ? -1 : 0;
    const isMessage = entry.t === 'c';
    const isFirst = isMessage && !entries.some(({ t }) => t === 'c');
    this.state.change({
      entries: [...entries, entry],
      agents: agents + step,
      hasWritten: hasWritten || (isMessage && entry.ut === 'v'),
      unread: isMessage && entry.ut === 'a' && window === 'min' ? unread + 1 : unread,
      ...(isMessage && { hasEnded: false }),
    });
    if (this.state.unread !== unread) this.api.tell('UnreadCountChanged', this.state.unread);
    if (isFirst && status !== 'offline') this.api.tell('ChatStarted', { chatId: session?.chid });
  }
}
