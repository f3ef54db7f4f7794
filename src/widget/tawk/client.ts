import type { ChatContext } from '../../contract/chat-context';
import { On } from '../chat/core';
import { setCookie } from '../chat/forget';
import { addToHead } from '../chat/make';
import { patch } from '../chat/patch';
import { OFFSET_PX } from '../page/style';
import { tawkFrames } from './screen';
import type { Place, TawkApi } from './tawk-api';

/** In the tab's storage: tawk.to's client has registered its visitor. */
const REGISTERED = 'tawk_has_register_visitor';

/** Protects one of our values against a tawk.to snippet of the page's own that loads later. */
function keep(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { configurable: true, enumerable: true, get: () => value, set() {} });
}

/**
 * Starts tawk.to's client. Visitor and style are set before it starts.
 *
 * @param isTawk recognizes the addresses of its scripts and servers
 * @param query appended to the addresses of its scripts
 * @param tell called for what the client does
 * @returns its API, from its start to its end
 */
export function startClient(
  context: ChatContext,
  isTawk: (address: string) => boolean,
  query: string,
  tell: (on: On.Connected | On.Failed) => void,
): TawkApi {
  const { embedUrl, visitor, launcher } = context;
  const { zIndex } = launcher;
  /** Such as `br` for bottom right. */
  const position = launcher.position.match(/\b\w/g)?.join('') as string;
  /** The launcher's position. tawk.to's bubble is on the left in its frame, which is wider by this many pixels. */
  const place = (excess: number): Place => ({
    position,
    xOffset: position.endsWith('r') ? OFFSET_PX - excess : OFFSET_PX,
    yOffset: launcher.offset,
  });
  const api: TawkApi = {
    visitor,
    customStyle: { zIndex, visibility: { desktop: place(4), mobile: place(7) } },
    onBeforeLoad: () =>
      queueMicrotask(() => {
        try {
          sessionStorage[REGISTERED] = 1;
        } catch {
          // The storage is full by now.
        }
      }),
    onLoad: () => tell(On.Connected),
  };
  // tawk.to sends its visitor's name once per tab, and not again even in a new conversation: here it sends it on each
  // page. But not again in further attempts of one page, which have sent the name already: there it throws.
  delete sessionStorage[REGISTERED];
  // Whichever entry script comes first, the client reads property and visitor from here when its scripts have run.
  const [widget, property] = embedUrl.split('/').reverse();
  keep(window, '$_Tawk_AccountKey', property);
  keep(window, '$_Tawk_WidgetId', widget);
  for (const [name, value] of Object.entries(api)) keep(api, name, value);
  keep(window, 'Tawk_API', api);
  if (query) {
    // Browsers combine requests for one address, and a request of the attempt before may hang.
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
  addToHead('script', { src: embedUrl, onerror: () => tell(On.Failed) });

  return api;
}

/** Removes tawk.to's client, so that a new one can be started. */
export function removeClient(api: TawkApi, zIndex: number, isTawk: (address: string) => boolean): void {
  // Otherwise further attempts would use it.
  delete api.visitor;
  try {
    api.shutdown?.();
  } catch {
    // The client was only partly there.
  }
  for (const frame of tawkFrames(zIndex)) frame.parentElement?.remove();
  // A script that was moved to another document does not run when it finally arrives.
  const elsewhere = document.implementation.createHTMLDocument().body;
  for (const script of [...document.scripts]) if (isTawk(script.src)) elsewhere.append(script);
  // If these had values, the next entry script would do nothing. The old client still reads the first.
  window.$_Tawk = {};
  delete window.tawkJsonp;
  // The lock of a start that is still running.
  setCookie('TawkConnectionTime');
}
