import type { Connection, LiveEvent, VisitorCall } from '../protocol';
import type { Identity } from '../visitors';
import type { KeptVisitor } from './kept-visitor';

/** The way to the server, as the visitor that this browser kept. */
export class ServerConnection {
  /** Undefined before the first answer. */
  current?: Connection;
  #live?: EventSource;

  constructor(
    private readonly origin: string,
    private readonly kept: KeptVisitor,
    private readonly onLive: (event: LiveEvent) => void,
  ) {}

  /** Begins, or goes on where this browser left. */
  async open(visitor?: Identity): Promise<void> {
    await this.call('connect', { ...this.kept.read(), visitor });
    this.#listen();
  }

  /** @throws Error whose message is tawk.to's name of the error */
  async call(name: string, body: VisitorCall): Promise<void> {
    const response = await fetch(`${this.origin}/visitor/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...this.#identity(), ...body }),
    });
    const answer = (await response.json()) as Connection | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    const another = answer.uuid !== this.current?.uuid;
    this.current = answer;
    this.kept.write(answer.uuid, answer.token);
    if (another && this.#live) this.#listen();
  }

  close(): void {
    this.#live?.close();
    this.#live = undefined;
  }

  #identity(): VisitorCall {
    return { uuid: this.current?.uuid, token: this.current?.token };
  }

  #listen(): void {
    this.#live?.close();
    this.#live = new EventSource(`${this.origin}/visitor/live?uuid=${encodeURIComponent(this.current?.uuid ?? '')}`);
    this.#live.onmessage = ({ data }) => this.onLive(JSON.parse(data) as LiveEvent);
  }
}
