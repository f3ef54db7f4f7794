import { isMobile } from '../backend';
import type { Client } from '../client';
import type { Drawer } from '../container';
import { text } from '../state';
import { bring } from '../tawk-globals';
import { addFrame } from './frame';

/** Milliseconds that it takes to open and to close; its content appears when it is open. */
const MOTION = 250;

/** The chat window: next to the bubble, or on the whole screen of a phone. */
const drawWindow: Drawer = (client, place) => {
  const { state } = client;
  let phase: 'closed' | 'opening' | 'open' | 'closing' = 'closed';
  const box = () => {
    const { position, x, y } = state.place(client.api.customStyle);
    const wanted = state.settings?.maximized.desktop ?? { width: 350, height: 520 };
    const beside = state.isRound ? 60 + y + 10 : 0;
    const side = { [position.endsWith('r') ? 'right' : 'left']: `${x - 10}px` };
    const edge = { [state.isRound && position.startsWith('t') ? 'top' : 'bottom']: `${beside}px` };
    const full = { left: '0', right: '0', top: '0', bottom: '0' };
    return {
      width: isMobile ? '100%' : `${Math.min(wanted.width, innerWidth - 10)}px`,
      height: isMobile ? '100%' : `${Math.min(wanted.height, innerHeight - beside - 10)}px`,
      place: isMobile ? full : { ...side, ...edge },
      zIndex: '1000002',
      isShown: phase !== 'closed',
    };
  };
  let drawn: 'consent' | 'chat' | 'form' | undefined;
  const frame = addFrame(client, place, 'max-widget.css', box, (body) => {
    if (phase === 'closed' && !drawn) return;
    const wanted = state.needsConsent ? 'consent' : state.status === 'offline' ? 'form' : 'chat';
    if (wanted !== drawn) {
      body.innerHTML = frameOf(client, wanted);
      listen(client, body);
    }
    drawn = wanted;
    body.querySelector('[role=log]')?.replaceChildren(...messages(client));
    (body.querySelector('.tawk-max-container') as HTMLElement).hidden = phase !== 'open';
  });
  const move = () => {
    const isOpen = state.window === 'max';
    if (isOpen === (phase === 'opening' || phase === 'open')) return;
    phase = isOpen ? 'opening' : 'closing';
    const motion = [
      { opacity: 0, transform: 'translateY(30px)' },
      { opacity: 1, transform: 'none' },
    ];
    frame.animate(isOpen ? motion : motion.reverse(), MOTION);
    setTimeout(() => {
      phase = state.window === 'max' ? 'open' : 'closed';
      state.change({});
    }, MOTION);
    state.change({});
  };
  state.onChange(move);
  move();
  if (isMobile) followHistory(client);
};

function frameOf({ state }: Client, what: 'consent' | 'chat' | 'form'): string {
  const minimise = `<button type="button" data-act="minimise">${text('rollover', 'minimize')}</button>`;
  const toolbar = `<div class="tawk-toolbar">${state.isRound && !isMobile ? '' : minimise}</div>`;
  const content = {
    consent: `<p>${state.settings?.consent?.text}</p><button type="button" data-act="agree">${state.settings?.consent?.button}</button>`,
    chat: '<div role="log"></div>',
    form: '<form><label>Message<textarea></textarea></label><button>Submit</button></form>',
  }[what];
  const field = what === 'chat' ? '<textarea class="tawk-chatinput-editor" placeholder="Type here"></textarea>' : '';
  // As in the real client, which keeps another view's field in front of it.
  return `<textarea hidden></textarea><div class="tawk-max-container">${toolbar}<div class="tawk-flex-1"><div class="tawk-router-view">${content}</div>${field}</div></div>`;
}

function listen(client: Client, body: HTMLElement): void {
  body.querySelector('[data-act=minimise]')?.addEventListener('click', () => client.setWindow('min'));
  body.querySelector('[data-act=agree]')?.addEventListener('click', () => client.agree());
  body.querySelector('.tawk-chatinput-editor')?.addEventListener('keydown', (event) => {
    const field = event.target as HTMLTextAreaElement;
    if ((event as KeyboardEvent).key !== 'Enter' || !field.value.trim()) return;
    event.preventDefault();
    client.conversation.write(field.value);
    field.value = '';
  });
}

function messages({ state }: Client): HTMLElement[] {
  return state.entries
    .filter(({ t }) => t === 'c')
    .map(({ m, ut }) => {
      const className = ut === 'v' ? 'tawk-visitor-chat-bubble' : 'tawk-agent-chat-bubble';
      return Object.assign(document.createElement('div'), { className, textContent: m });
    });
}

/** On a phone the open window is an entry in the history, and Back closes it. */
function followHistory(client: Client): void {
  const { state } = client;
  let isStep = false;
  state.onChange(() => {
    if (state.window === 'max' && !isStep && !location.hash) {
      isStep = true;
      history.pushState({ page: 1 }, '', `${location.href}#max-widget`);
    } else if (state.window === 'min' && isStep) {
      isStep = false;
      if (location.hash === '#max-widget') history.back();
    }
  });
  addEventListener('popstate', () => {
    if (state.window !== 'max') return;
    isStep = false;
    client.setWindow('min');
  });
}

bring('chunk-49c2962f', { window: () => drawWindow });
