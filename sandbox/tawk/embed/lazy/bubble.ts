import { isMobile } from '../backend';
import type { Client } from '../client';
import type { Drawer } from '../container';
import { text } from '../state';
import { bring } from '../tawk-globals';
import { addFrame } from './frame';

const ICON = '<path d="M4 4h24v18H14l-8 6v-6H4z"/>';
const CLOSE = '<path d="M7 4l9 9 9-9 3 3-9 9 9 9-3 3-9-9-9 9-3-3 9-9-9-9z"/>';

/** The bubble: round, or a rectangle with words. */
const drawBubble: Drawer = (client, place) => {
  const { state } = client;
  const box = () => {
    const { position, x, y } = state.place(client.api.customStyle);
    const side = { [position.endsWith('r') ? 'right' : 'left']: `${x}px` };
    const height = position.startsWith('c')
      ? { top: 'calc(50% - 30px)' }
      : { [position.startsWith('b') ? 'bottom' : 'top']: `${y}px` };
    const size = isMobile ? ['67px', '64px'] : state.isRound ? ['64px', '60px'] : ['324px', '44px'];
    const isShown = state.window === 'min' || (state.isRound && !isMobile);
    return {
      width: size[0] as string,
      height: size[1] as string,
      place: { ...side, ...height },
      zIndex: '1000001',
      isShown,
    };
  };
  addFrame(client, place, 'min-widget.css', box, (body) => {
    const button = body.querySelector('button') ?? addButton(client, body);
    (button.previousElementSibling as HTMLElement).textContent = state.unread > 0 ? `${state.unread}` : '';
    button.className = state.isRound ? 'tawk-button-circle' : '';
    button.style.cssText = state.isRound ? '' : 'position: absolute; bottom: 0; left: 0; width: 320px; height: 40px;';
    if (!state.isRound) {
      button.textContent = state.settings?.states[state.status || 'online'].minimizedText ?? '';
      return;
    }
    const isOpen = state.window === 'max';
    button.title = text('chat', isOpen ? 'close_icon' : 'chat_icon');
    button.innerHTML = `<svg viewBox="0 0 32 32" width="28" height="28">${isOpen ? CLOSE : ICON}</svg>`;
  });
};

/** The element stays when its content changes, and so does the focus. */
function addButton(client: Client, body: HTMLElement): HTMLButtonElement {
  body.innerHTML =
    '<div class="tawk-min-container"><span class="tawk-min-badge"></span><button type="button"></button></div>';
  const button = body.querySelector('button') as HTMLButtonElement;
  button.addEventListener('click', () => client.toggle());
  return button;
}

bring('chunk-2d224aff', { bubble: () => drawBubble });
