import type { Message } from '../visitors';
import type { CustomStyle, Position } from './tawk-globals';

const BUBBLE = `<style>
  body { margin: 0; overflow: hidden; }
  button { width: 60px; height: 60px; border: 0; border-radius: 50%; background: #03a84e; color: #fff; cursor: pointer; }
</style><button aria-label="Open chat"><svg width="28" viewBox="0 0 24 24"><path fill="currentColor" d="M3 4h18v13H9l-5 4v-4H3z"/></svg></button>`;

const WINDOW = `<style>
  body { margin: 0; height: 100vh; display: flex; flex-direction: column; background: #fff; font: 15px/1.4 system-ui, sans-serif; color: #222; }
  header { background: #03a84e; color: #fff; padding: 12px; display: flex; justify-content: space-between; font-weight: 600; }
  header button { background: none; border: 0; color: inherit; font-size: 18px; cursor: pointer; }
  ol { flex: 1; margin: 0; padding: 10px; list-style: none; overflow: auto; }
  li { width: fit-content; max-width: 80%; margin: 5px 0; padding: 6px 10px; border-radius: 10px; background: #eef1f4; overflow-wrap: anywhere; }
  li.visitor { margin-left: auto; background: #03a84e; color: #fff; }
  form { display: flex; border-top: 1px solid #ddd; } input { flex: 1; min-width: 0; border: 0; padding: 12px; font: inherit; } form button { border: 0; background: none; color: #03a84e; font: inherit; padding: 0 12px; }
</style>
<header><span>Service Desk</span><button aria-label="Minimise chat">–</button></header>
<ol role="log"></ol>
<form><input aria-label="Message" placeholder="Type here" autocomplete="off"><button>Send</button></form>`;

/** Bubble and chat window, each in a frame as tawk.to has them, in a corner of the page. */
export class ChatWindow {
  readonly position: Position;
  readonly #host = document.createElement('div');
  readonly #bubble = frame('Chat bubble', BUBBLE, 60, 60);
  readonly #window = frame('Chat window', WINDOW, 330, 420);

  constructor({ zIndex = 2_000_000_000, visibility }: CustomStyle) {
    const place = visibility?.[innerWidth < 600 ? 'mobile' : 'desktop'] ?? {};
    this.position = place.position ?? 'br';
    const css = this.#host.style;
    css.position = 'fixed';
    const [value = '', priority] = String(zIndex).split(/\s*!/);
    css.setProperty('z-index', value, priority);
    css[this.position.endsWith('r') ? 'right' : 'left'] = pixels(place.xOffset);
    if (this.position.startsWith('c')) css.top = '50%';
    else css[this.position.startsWith('b') ? 'bottom' : 'top'] = pixels(place.yOffset);
    this.#host.append(this.#bubble, this.#window);
  }

  /** Puts it into the page, not yet to be seen. */
  async attach(on: { open(): void; minimise(): void; write(text: string): void }): Promise<void> {
    this.show(false, false);
    const loaded = [this.#bubble, this.#window].map(
      (each) => new Promise((resolve) => each.addEventListener('load', resolve, { once: true })),
    );
    document.body.append(this.#host);
    await Promise.all(loaded);

    find(this.#bubble, 'button').addEventListener('click', on.open);
    find(this.#window, 'header button').addEventListener('click', on.minimise);
    find(this.#window, 'form').addEventListener('submit', (event) => {
      event.preventDefault();
      const input = find(this.#window, 'input') as HTMLInputElement;
      if (input.value.trim()) on.write(input.value);
      input.value = '';
    });
  }

  show(visible: boolean, maximised: boolean): void {
    this.#host.style.display = visible ? 'block' : 'none';
    this.#bubble.style.display = maximised ? 'none' : 'block';
    this.#window.style.display = maximised ? 'block' : 'none';
    if (visible && maximised) find(this.#window, 'input').focus();
  }

  setMessages(messages: readonly Message[]): void {
    const items = messages.map(({ from, text }) =>
      Object.assign(document.createElement('li'), { className: from, textContent: text }),
    );
    find(this.#window, 'ol').replaceChildren(...items);
  }
}

function frame(title: string, srcdoc: string, width: number, height: number): HTMLIFrameElement {
  const element = Object.assign(document.createElement('iframe'), { title, srcdoc });
  element.style.cssText = `border: 0; border-radius: ${height === width ? '50%' : '10px'}; width: ${width}px; height: ${height}px; box-shadow: 0 3px 16px #0005`;
  return element;
}

function find(within: HTMLIFrameElement, selector: string): HTMLElement {
  return within.contentDocument?.querySelector(selector) as HTMLElement;
}

function pixels(offset: number | string = 20): string {
  return typeof offset === 'number' || /^\d+$/.test(offset) ? `${offset}px` : offset;
}
