import type { ChatContext } from '../../contract/chat-context';
import { On } from '../chat/core';
import { setCookie } from '../chat/forget';
import { addToHead } from '../chat/make';
import { patch } from '../chat/patch';
import { OFFSET_PX } from '../page/style';
import { tawkFrames } from './screen';
import type { Place, TawkApi } from './tawk-api';

/** In the storage of the tab: tawk.to's client has registered its visitor. */
const REGISTERED = 'tawk_has_register_visitor';

/** Keeps a value of ours where a tawk.to snippet of the page's own, which comes later, would put another. */
function keep(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { configurable: true, enumerable: true, get: () => value, set() {} });
}

/**
 * Starts tawk.to's client, with visitor and style known before it starts.
 *
 * @param isTawk tells the addresses of its scripts and servers
 * @param query appended to the addresses of its scripts
 * @param tell told of what it does
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
  /** Such as `br` for the bottom right. */
  const position = launcher.position.match(/\b\w/g)?.join('') as string;
  /** Where the launcher is. tawk.to's bubble lies in the left of its frame, which is wider by so many pixels. */
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
          // It is full by now.
        }
      }),
    onLoad: () => tell(On.Connected),
  };
  // tawk.to names its visitor once per tab, after that not even in a new conversation: it is to do so on each page. But
  // not again in the further attempts of one page, which have the name already: there it throws.
  delete sessionStorage[REGISTERED];
  // Whichever entry script comes first, the client takes property and visitor from here when its scripts have run.
  const [widget, property] = embedUrl.split('/').reverse();
  keep(window, '$_Tawk_AccountKey', property);
  keep(window, '$_Tawk_WidgetId', widget);
  for (const [name, value] of Object.entries(api)) keep(api, name, value);
  keep(window, 'Tawk_API', api);
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
  addToHead('script', { src: embedUrl, onerror: () => tell(On.Failed) });

  return api;
}

/** Removes tawk.to's client, so that a new one can be started. */
export function removeClient(api: TawkApi, zIndex: number, isTawk: (address: string) => boolean): void {
  // It takes it for further attempts.
  delete api.visitor;
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
}
