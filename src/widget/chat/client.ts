import type { ChatContext } from '../../contract/chat-context';
import { OFFSET } from '../page/style';
import { hasVisitor, setCookie } from './forget';
import { addToHead } from './make';
import { patch } from './patch';
import { isDrawn, tawkFrames } from './screen';
import type { Place, TawkApi } from './tawk-api';

/** In the storage of the tab: tawk.to's client has registered its visitor. */
const REGISTERED = 'tawk_has_register_visitor';
/** Milliseconds that a part which is missing, has thrown or does not show is given before that is believed. */
export const GRACE = 3_000;

/** tawk.to's client in this page, from one start of it to its end. */
export interface Client {
  api: TawkApi;
  /** It is connected, or would be as soon as the visitor has consented in a form of tawk.to's own. */
  isReady(): boolean;
  /** It will come to nothing. */
  isBroken(): boolean;
  /** Its frames that can be seen and are drawn. */
  frames(): HTMLIFrameElement[];
  /** A part of it is missing or has thrown; it may live on. */
  troubled(): void;
  /** Removes it, so that a new one can be started. */
  remove(): void;
}

/**
 * Starts tawk.to's client, with visitor and style known before it starts.
 *
 * @param isTawk tells the addresses of its scripts and servers
 * @param query appended to the addresses of its scripts
 * @param changed called when something may have changed in its state
 * @throws DOMException where pages have no storage
 */
export function startClient(
  context: ChatContext,
  isTawk: (address: string) => boolean,
  query: string,
  changed: () => void,
): Client {
  const { embedUrl, visitor, launcher } = context;
  const { zIndex } = launcher;
  let isConnected = false;
  let hasFailed = false;
  let wasSeen = false;

  const failed = (): void => {
    hasFailed = true;
    changed();
  };
  const frames = (): HTMLIFrameElement[] => {
    const drawn = tawkFrames(zIndex).filter((frame) => frame.offsetWidth > 1 && isDrawn(frame));
    wasSeen ||= drawn.length > 0;
    return drawn;
  };
  /** Such as `br` for the bottom right. */
  const position = launcher.position.match(/\b\w/g)?.join('') as string;
  /** Where the launcher is. tawk.to's bubble lies in the left of its frame, which is wider by so many pixels. */
  const place = (excess: number): Place => ({
    position,
    xOffset: position.endsWith('r') ? OFFSET - excess : OFFSET,
    yOffset: launcher.offset,
  });
  const api: TawkApi = {
    visitor,
    customStyle: { zIndex, visibility: { desktop: place(4), mobile: place(7) } },
    onBeforeLoad: () =>
      queueMicrotask(() => {
        sessionStorage[REGISTERED] = 1;
      }),
    onLoad() {
      isConnected = true;
      changed();
    },
  };
  // tawk.to names its visitor once per tab, after that not even in a new conversation: it is to do so on each page. But
  // not again in the further attempts of one page, which have the name already: there it throws.
  delete sessionStorage[REGISTERED];
  window.Tawk_API = api;
  if (query) {
    // Browsers join requests to one address, and one of the attempt before may hang.
    patch(
      HTMLScriptElement.prototype,
      'src',
      (set) =>
        function (src) {
          set.call(this, isTawk(src) ? src + query : src);
        },
    );
    patch(
      window,
      'fetch',
      (fetch) => (input, init) => fetch(input, isTawk(`${input}`) ? { ...init, cache: 'no-store' } : init),
    );
  }
  addToHead('script', { src: embedUrl, onerror: failed });

  return {
    api,
    isReady: () => isConnected || (wasSeen && !hasVisitor()),
    // What has gone again without having been connected has given up.
    isBroken: () => hasFailed || (wasSeen && !isConnected && !!api.isChatHidden?.()),
    frames,
    troubled() {
      setTimeout(() => {
        if (!isConnected && !frames().length) failed();
      }, GRACE);
    },
    remove() {
      // It takes it for further attempts.
      api.visitor = undefined;
      try {
        api.shutdown?.();
      } catch {
        // It was in pieces.
      }
      for (const frame of tawkFrames(zIndex)) frame.parentElement?.remove();
      // A script that has moved to another document is not run when it arrives at last.
      const elsewhere = document.implementation.createHTMLDocument().body;
      for (const script of [...document.scripts]) if (isTawk(script.src)) elsewhere.append(script);
      // With what stands in these the next entry script would do nothing. The old client still reads the first.
      window.$_Tawk = {};
      delete window.tawkJsonp;
      // The lock of a start that is under way.
      setCookie('TawkConnectionTime');
    },
  };
}
