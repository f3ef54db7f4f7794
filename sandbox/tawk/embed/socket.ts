import type { Frame } from '../protocol';
import { page } from './tawk-globals';

/** Milliseconds that an answer may take. */
const PATIENCE = 35_000;
const CONNECTS = 5;

type Callback = (error: unknown, result?: unknown) => void;

/** The websocket: engine.io 3, one JSON frame per message; messages that are sent before it is ready wait. */
export class Socket {
  #socket?: WebSocket;
  #connects = 0;
  #isMeantToEnd = false;
  #ping?: number;
  #next = 0;
  readonly #callbacks = new Map<number, Callback>();
  readonly #queue: [command: string, parameters: unknown[], done?: Callback][] = [];

  /** @param on.lost it has closed by itself @param on.gaveUp it has closed too often */
  constructor(private readonly on: { frame(frame: Frame): void; lost(): void; gaveUp(): void }) {}

  connect(address: string): void {
    page.$_Tawk.connected = false;
    this.#isMeantToEnd = false;
    if (this.#connects++ === CONNECTS) {
      this.on.gaveUp();
      return;
    }
    const socket = new WebSocket(address);
    this.#drop();
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(String(data));
    socket.onclose = () => this.#ended(socket);
  }

  disconnect(): void {
    this.#isMeantToEnd = true;
    this.#connects = 0;
    page.$_Tawk.connected = false;
    this.#drop();
  }

  /** Sends the waiting messages. */
  flush(): void {
    page.$_Tawk.connected = true;
    for (const each of this.#queue.splice(0)) this.#send(...each);
  }

  publish(command: string, parameters: unknown[], done?: Callback): void {
    if (page.$_Tawk.connected) this.#send(command, parameters, done);
    else this.#queue.push([command, parameters, done]);
  }

  #send(c: string, p: unknown[], done?: Callback): void {
    const cb = done && this.#expect(c, done);
    this.#socket?.send(`4${JSON.stringify({ c, cb, p } satisfies Frame)}`);
  }

  #expect(command: string, done: Callback): number {
    const id = this.#next++;
    const timer = setTimeout(() => {
      done(true);
      throw new Error(`Socket server did not execute the callback for ${command}`);
    }, PATIENCE);
    this.#callbacks.set(id, (...answer) => {
      clearTimeout(timer);
      done(...answer);
    });
    return id;
  }

  #receive(packet: string): void {
    if (packet.startsWith('0')) {
      const { pingInterval } = JSON.parse(packet.slice(1)) as { pingInterval: number };
      this.#ping = window.setInterval(() => this.#socket?.send('2'), pingInterval);
    }
    if (!packet.startsWith('4')) return;
    const frame = JSON.parse(packet.slice(1)) as Frame;
    if (frame.c !== '__callback__') {
      this.on.frame(frame);
      return;
    }
    const callback = this.#callbacks.get(frame.cb as number);
    this.#callbacks.delete(frame.cb as number);
    callback?.(...(frame.p as [unknown]));
  }

  #ended(socket: WebSocket): void {
    if (socket !== this.#socket || this.#isMeantToEnd) return;
    page.$_Tawk.connected = false;
    this.#drop();
    this.on.lost();
  }

  #drop(): void {
    clearInterval(this.#ping);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }
}
