import type { ChatContext } from '../context';
import { addToHead } from '../page/head';
import { OFFSET } from '../page/style';
import type { TawkApi } from './tawk-api';

/**
 * Has tawk.to's embed script fetched, with visitor and style known before it starts.
 *
 * What tawk.to's scripts throw is a warning in the console, not an error of the page.
 *
 * @param ready tawk.to's widget is in the page
 * @param failed the script did not arrive or has thrown; may be called several times, and before and after `ready`
 * @param query appended to the address
 * @returns gives the attempt up: a script that has not arrived by then will not run
 */
export function insertEmbedScript(
  { embedUrl, visitor, launcher }: ChatContext,
  ready: (api: TawkApi) => void,
  failed: () => void,
  query: string,
): () => void {
  const [vertical, horizontal] = launcher.position.split('-') as [string, string];
  const place = { position: `${vertical[0]}${horizontal[0]}`, xOffset: OFFSET, yOffset: OFFSET };
  const api: TawkApi = {
    ...(visitor && { visitor }),
    customStyle: { zIndex: launcher.zIndex, visibility: { desktop: place, mobile: place } },
    onLoad: () => ready(api),
  };
  window.Tawk_API = api;

  addEventListener('error', (event) => {
    if (!event.filename?.startsWith(new URL(embedUrl).origin)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    console.warn(event.message);
    failed();
  });
  const script = addToHead('script', { src: embedUrl + query, onerror: failed });

  return () => {
    delete window.Tawk_API;
    script.onerror = null;
    // A script element that has moved to another document is not run when its script arrives at last.
    document.implementation.createHTMLDocument().body.append(script);
  };
}
