import { setCookie } from '../chat/forget';
import type { CreateProvider } from '../chat/provider';
import { removeClient, startClient } from './client';
import { focusWindow, shownFrames, watchScreen } from './screen';
import { silence } from './silence';

/** tawk.to, as the chat knows it. */
export const createTawk: CreateProvider = ([context]) => {
  const { embedUrl, launcher } = context;
  const { zIndex } = launcher;
  const property = embedUrl.split('/').at(-2) as string;
  const isTawk = (address = ''): boolean =>
    address.startsWith(new URL('..', embedUrl).href) || address.includes('tawk.to/');
  return [
    isTawk,
    property,
    () => !!window.Tawk_API,
    (query, tell) => startClient(context, isTawk, query, tell),
    (client) => removeClient(client, zIndex, isTawk),
    () => shownFrames(zIndex),
    (changed, signal) => watchScreen(zIndex, changed, signal),
    (host) => focusWindow(zIndex, host),
    // Builds of other kinds are not known to need it.
    () => !window.tawkJsonp || !!window.$_Tawk?.i18next,
    // It does from the first answer on, unless it waits for the visitor's consent.
    () => (document.cookie + Object.keys(localStorage)).includes(`twk_uuid_${property}`),
    // Of a new visitor's first request; the next desk's is another one.
    () => setCookie('twk_idm_key'),
    () => silence(isTawk),
  ];
};
