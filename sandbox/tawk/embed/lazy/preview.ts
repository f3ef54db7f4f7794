import type { Drawer } from '../container';
import { bring } from '../tawk-globals';
import { addFrame } from './frame';

/** The agent's last message above the bubble, while the window is closed. */
const drawPreview: Drawer = (client, place) => {
  const { state } = client;
  const box = () => {
    const { position, x, y } = state.place(client.api.customStyle);
    const side = position.endsWith('r') ? 'right' : 'left';
    const isShown = state.unread > 0 && state.window === 'min' && !!state.settings?.notification.desktop.preview;
    return {
      width: '360px',
      height: '145px',
      place: { [side]: `${x}px`, bottom: `${y + 80}px` },
      zIndex: 'auto',
      isShown,
    };
  };
  addFrame(client, place, 'message-preview.css', box, (body) => {
    const last = state.entries.findLast(({ t, ut }) => t === 'c' && ut === 'a');
    body.textContent = state.unread > 0 ? (last?.m ?? '') : '';
  });
};

bring('chunk-2d0da3af', { preview: () => drawPreview });
