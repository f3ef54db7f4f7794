import { beLate } from './faults';
import type { Frame } from './protocol';
import type { Tawk } from './tawk';
import { answerFrame } from './visitor-frames';
import type { Visitor } from './visitors';

/** An open websocket, whatever transports its texts. */
export interface Wire {
  send(text: string): void;
  close(): void;
  onText(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
}

/** A request for a websocket. */
export interface Knock {
  /** The parameters of the address: k is the session's key. */
  query: URLSearchParams;
  open(): Promise<Wire>;
  refuse(): void;
}

/** A websocket, as recorded for tests. */
export interface SocketRecord {
  visitor?: string;
  /** What the client sent. */
  frames: Frame[];
  isOpen: boolean;
}

interface Page {
  visitor: Visitor;
  send(command: string, ...parameters: unknown[]): void;
}

/** The websockets of visitors' pages: engine.io 3 around tawk.to's own frames (facts/tawk-client.md §9). */
export class Sockets {
  /** Every requested websocket. */
  readonly all: SocketRecord[] = [];
  readonly #pages = new Set<Page>();
  readonly #wires = new Set<Wire>();
  #count = 0;

  constructor(private readonly tawk: Tawk) {}

  /** Answers a request for a websocket, as `faults.socket` says. */
  async answer({ query, open, refuse }: Knock): Promise<void> {
    const fault = this.tawk.faults.socket;
    const visitor = this.tawk.visitorOf(query.get('k'));
    const record: SocketRecord = { visitor: visitor?.uuid, frames: [], isOpen: false };
    this.all.push(record);
    if (fault === 'hang') return;
    if (fault === 'refused' || !visitor) return refuse();
    if (typeof fault === 'object') await beLate(fault);
    const wire = await open();
    record.isOpen = true;
    this.#wires.add(wire);
    wire.onClose(() => {
      record.isOpen = false;
      this.#wires.delete(wire);
    });
    wire.send(
      `0${JSON.stringify({ sid: `s${++this.#count}`, upgrades: [], pingInterval: 25_000, pingTimeout: 60_000 })}`,
    );
    if (fault !== 'silent') this.#welcome(wire, record, visitor, Number(query.get('cver')));
  }

  /** Sends to every page that the visitor has open. */
  send(visitor: Visitor, command: string, ...parameters: unknown[]): void {
    for (const page of this.#pages) if (page.visitor === visitor) page.send(command, ...parameters);
  }

  /** Sends to all pages. */
  sendAll(command: string, ...parameters: unknown[]): void {
    for (const page of this.#pages) page.send(command, ...parameters);
  }

  /** The server closes all websockets, as it does at a restart. */
  close(): void {
    for (const wire of this.#wires) wire.close();
  }

  #welcome(wire: Wire, record: SocketRecord, visitor: Visitor, version: number): void {
    const send = (frame: object) => wire.send(`4${JSON.stringify(frame)}`);
    const page: Page = { visitor, send: (c, ...p) => send({ c, p }) };
    this.#pages.add(page);
    this.#setOnline(visitor);
    wire.onClose(() => {
      this.#pages.delete(page);
      this.#setOnline(visitor);
    });
    wire.onText((text) => {
      if (text.startsWith('2')) wire.send(`3${text.slice(1)}`);
      if (!text.startsWith('4')) return;
      const frame = JSON.parse(text.slice(1)) as Frame;
      record.frames.push(frame);
      const others = (c: string, ...p: unknown[]) => {
        for (const each of this.#pages) if (each.visitor === visitor && each !== page) each.send(c, ...p);
      };
      const p = answerFrame(this.tawk, visitor, frame, others);
      if (frame.cb !== undefined) send({ c: '__callback__', cb: frame.cb, p });
    });
    const missed = visitor.history.filter(({ cver }) => cver > version);
    page.send('ready', `origin-${this.#count}`, { cver: visitor.history.length, c: missed }, this.tawk.pageStatus());
  }

  #setOnline(visitor: Visitor): void {
    visitor.online = [...this.#pages].some((page) => page.visitor === visitor);
    this.tawk.changed();
  }
}
