import type { Client } from '../client';
import { randomId } from '../container';

/** The position of a frame in the page. */
export interface Box {
  width: string;
  height: string;
  /** Those of left, right, top and bottom that are used. */
  place: Record<string, string>;
  zIndex: string;
  isShown: boolean;
}

/**
 * A frame of the client. It is in the page, empty, as soon as it is created; its content is drawn when its style sheet
 * has loaded, and never if that fails (facts/tawk-client.md §1).
 *
 * @param sheet file name of the style sheet
 * @param box called at each change
 * @param draw called at the first drawing and at each change after it
 */
export function addFrame(
  client: Client,
  place: HTMLElement,
  sheet: string,
  box: () => Box,
  draw: (body: HTMLElement) => void,
): HTMLIFrameElement {
  const frame = Object.assign(document.createElement('iframe'), {
    src: 'about:blank',
    title: 'chat widget',
    id: randomId(),
  });
  let body: HTMLElement | undefined;
  let isBroken = false;
  const update = () => {
    lay(frame, box());
    try {
      if (body && !isBroken) draw(body);
    } catch (error) {
      // As the real client's framework does; what could not be drawn stays blank.
      isBroken = true;
      console.error(error);
    }
  };
  frame.addEventListener('load', () => {
    const inner = frame.contentDocument as Document;
    const link = Object.assign(inner.createElement('link'), { rel: 'stylesheet' });
    link.addEventListener('load', () => {
      body = inner.body;
      update();
    });
    inner.documentElement.lang = 'en';
    inner.head.append(link);
    link.href = `${client.runtime.base}css/${sheet}`;
  });
  update();
  client.state.onChange(update);
  addEventListener('resize', update);
  place.replaceWith(frame);
  return frame;
}

function lay(frame: HTMLIFrameElement, { width, height, place, zIndex, isShown }: Box): void {
  const style: Record<string, string> = {
    position: 'fixed',
    border: '0',
    left: 'auto',
    right: 'auto',
    top: 'auto',
    bottom: 'auto',
    ...place,
    width,
    height,
    'max-width': width,
    'max-height': height,
    'min-width': width,
    'min-height': height,
    'z-index': zIndex,
    'background-color': 'transparent',
    display: isShown ? 'block' : 'none',
  };
  for (const [name, value] of Object.entries(style)) frame.style.setProperty(name, value, 'important');
}
