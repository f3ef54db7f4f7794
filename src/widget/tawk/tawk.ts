import { setCookie } from '../chat/forget';
import type { CreateProvider } from '../chat/provider';
import { removeClient, startClient } from './client';
import { focusWindow, shownFrames, watchScreen } from './screen';
import { silence } from './silence';

/** The driver of tawk.to. */
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
    // Builds of other kinds do not seem to need it.
    () => !window.tawkJsonp || !!window.$_Tawk?.i18next,
    // tawk.to stores a visitor from its first answer on, unless it waits for the visitor's consent.
    () => (document.cookie + Object.keys(localStorage)).includes(`twk_uuid_${property}`),
    // It belongs to a new visitor's first request; the next desk needs another one.
    () => setCookie('twk_idm_key'),
    () => silence(isTawk),
  ];
};
