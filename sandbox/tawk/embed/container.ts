import type { Client } from './client';

/** What later scripts draw: a frame in the container. */
export type Drawer = (client: Client, container: HTMLElement) => void;

/** The scripts of each frame, and the module that draws it. */
const FRAMES: [module: string, ...chunks: string[]][] = [
  ['bubble', 'chunk-2d0d2b7c', 'chunk-2d224aff'],
  ['preview', 'chunk-2d0d2b7c', 'chunk-2d0b383d', 'chunk-2d0da3af'],
  ['window', 'chunk-4fe9d5dd', 'chunk-2d0d2b7c', 'chunk-2d0b9454', 'chunk-2d0b383d', 'chunk-49c2962f'],
];

/** The element that holds all frames, at the end of the page (facts/tawk-client.md §5). */
export class Container {
  readonly #host = document.createElement('div');
  #wasReady = false;

  constructor(private readonly client: Client) {
    this.#host.id = randomId();
    this.#show();
    document.body.append(this.#host);
    this.#addStyle(client.api.customStyle?.zIndex);
    for (const [module, ...chunks] of FRAMES) {
      const place = document.createElement('div');
      this.#host.append(place);
      client.runtime.load(...chunks).then(
        () => client.runtime.instance<Drawer>(module)(client, place),
        (error) => console.error(error),
      );
    }
    client.state.onChange(() => this.#show());
    this.#watchAddress();
  }

  #show(): void {
    const { isShown, ready } = this.client.state;
    this.#host.className = isShown ? 'widget-visible' : 'widget-hidden';
    if (ready && !this.#wasReady) {
      this.client.api.tell('Load');
      this.#tellAddress();
    }
    this.#wasReady = ready;
  }

  #addStyle(zIndex: number | string = 2_000_000_000): void {
    const style = document.createElement('style');
    const [layer] = String(zIndex).split('!');
    style.textContent = `#${this.#host.id} { position: fixed !important; width: 0 !important; height: 0 !important; z-index: ${layer} !important; }
#${this.#host.id}.widget-hidden { display: none !important; }
#${this.#host.id}.widget-visible { display: block !important; }
@media print { #${this.#host.id}.widget-visible { display: none !important; } }`;
    document.head.append(style);
  }

  /** The agents are told each address that the page gets. */
  #watchAddress(): void {
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name].bind(history);
      history[name] = (...parameters) => {
        original(...parameters);
        if (!String(parameters[2] ?? '').includes('#max-widget')) this.#tellAddress();
      };
    }
  }

  #tellAddress(): void {
    if (sessionStorage.getItem('previousNav') === location.href) return;
    setTimeout(() => {
      this.client.socket.publish('nav', [{ u: location.href, t: document.title }, null]);
      sessionStorage.setItem('previousNav', location.href);
    }, 500);
  }
}

export function randomId(): string {
  return `r${Math.random().toString(36).slice(2)}`;
}
