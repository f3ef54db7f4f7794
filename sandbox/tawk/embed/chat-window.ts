import type { Message } from '../visitors';
import type { CustomStyle, Position } from './tawk-globals';

const TEMPLATE = `<style>
  :host { all: initial; font: 15px/1.4 system-ui, sans-serif; color: #222; }
  .bubble { width: 60px; height: 60px; border: 0; border-radius: 50%; background: #03a84e; color: #fff; font-size: 26px; cursor: pointer; box-shadow: 0 2px 10px #0005; }
  .window { width: 330px; height: 420px; display: flex; flex-direction: column; background: #fff; border-radius: 10px; overflow: hidden; box-shadow: 0 4px 24px #0006; }
  .window header { background: #03a84e; color: #fff; padding: 12px; display: flex; justify-content: space-between; font-weight: 600; }
  .window header button { background: none; border: 0; color: inherit; font-size: 18px; cursor: pointer; }
  ol { flex: 1; margin: 0; padding: 10px; list-style: none; overflow: auto; }
  li { width: fit-content; max-width: 80%; margin: 5px 0; padding: 6px 10px; border-radius: 10px; background: #eef1f4; overflow-wrap: anywhere; }
  li.visitor { margin-left: auto; background: #03a84e; color: #fff; }
  form { display: flex; border-top: 1px solid #ddd; } input { flex: 1; min-width: 0; border: 0; padding: 12px; font: inherit; } form button { border: 0; background: none; color: #03a84e; font: inherit; padding: 0 12px; }
  [hidden] { display: none; }
</style>
<button class="bubble" aria-label="Open chat">💬</button>
<section class="window" role="dialog" aria-label="Chat" hidden>
  <header><span>Service Desk</span><button aria-label="Minimise chat">–</button></header>
  <ol role="log"></ol>
  <form><input aria-label="Message" placeholder="Type here" autocomplete="off"><button>Send</button></form>
</section>`;

/** Bubble and chat window, in a corner of the page. */
export class ChatWindow {
  readonly position: Position;
  readonly #host = document.createElement('div');
  readonly #root = this.#host.attachShadow({ mode: 'open' });

  constructor(style: CustomStyle, on: { open(): void; minimise(): void; write(text: string): void }) {
    const place = style.visibility?.[innerWidth < 600 ? 'mobile' : 'desktop'] ?? {};
    this.position = place.position ?? 'br';
    this.#host.className = 'tawk-to-stand-in';
    this.#root.innerHTML = TEMPLATE;
    const css = this.#host.style;
    css.position = 'fixed';
    const [zIndex = '', priority] = String(style.zIndex ?? 2_000_000_000).split(/\s*!/);
    css.setProperty('z-index', zIndex, priority);
    css[this.position.endsWith('r') ? 'right' : 'left'] = pixels(place.xOffset);
    if (this.position.startsWith('c')) css.top = '50%';
    else css[this.position.startsWith('b') ? 'bottom' : 'top'] = pixels(place.yOffset);

    this.#find('.bubble').addEventListener('click', on.open);
    this.#find('header button').addEventListener('click', on.minimise);
    this.#find('form').addEventListener('submit', (event) => {
      event.preventDefault();
      const input = this.#find('input') as HTMLInputElement;
      if (input.value.trim()) on.write(input.value);
      input.value = '';
    });
  }

  show(visible: boolean, maximised: boolean): void {
    if (!this.#host.isConnected) document.body.append(this.#host);
    this.#host.hidden = !visible;
    this.#host.style.display = visible ? 'block' : 'none';
    this.#find('.bubble').hidden = maximised;
    this.#find('.window').hidden = !maximised;
    if (visible && maximised) this.#find('input').focus();
  }

  setMessages(messages: readonly Message[]): void {
    this.#find('ol').replaceChildren(
      ...messages.map(({ from, text }) =>
        Object.assign(document.createElement('li'), { className: from, textContent: text }),
      ),
    );
  }

  #find(selector: string): HTMLElement {
    return this.#root.querySelector(selector) as HTMLElement;
  }
}

function pixels(offset: number | string = 20): string {
  return typeof offset === 'number' || /^\d+$/.test(offset) ? `${offset}px` : offset;
}
