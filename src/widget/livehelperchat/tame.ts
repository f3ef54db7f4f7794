import type { LhcAttributes } from './lhc';

/** Keeps a value of ours where the client would put its server's, or another tab's. */
export function keep(object: object, name: string, get: () => unknown): void {
  Object.defineProperty(object, name, { configurable: true, enumerable: true, get, set() {} });
}

/**
 * Has the client do without all that would be a second bubble, a window of the server's own origin, where nothing can be
 * forgotten, or iTop's page led away or photographed by an agent.
 */
export function tame(attributes: LhcAttributes): void {
  for (const [name, value] of Object.entries({
    position: 'api',
    hide_status: true,
    clinst: false,
    mode: 'widget',
    nh: null,
  }))
    keep(attributes, name, () => value);
  attributes.msgSnippet = { showSnippet() {} };
  // It listens for them later than this.
  queueMicrotask(() => {
    for (const name of ['location', 'screenshot', 'screenshare', 'openPopup'])
      attributes.eventEmitter.removeEvent(name);
  });
}

/** Ends the client, which has no way to: what is on its way keeps nothing any more, and draws nothing. */
export function endClient(attributes: LhcAttributes): void {
  const { storageHandler, userSession, eventEmitter, mainWidget, viewHandler, broadcasChannel } = attributes;
  const nothing = (): void => {};
  Object.assign(storageHandler, { setHTTPCookie: nothing, setSessionStorage: nothing, setLocalStorage: nothing });
  clearTimeout(userSession.updateVarsTimeout);
  try {
    // Gives a phone's page its scrolling back, and the title its words.
    eventEmitter.emitEvent('unread_message_title', [{ status: true }]);
    eventEmitter.emitEvent('closeWidget');
  } catch {
    // It was in pieces.
  }
  eventEmitter.emitEvent('terminated');
  for (const part of [mainWidget, viewHandler]) if (part) part.init = nothing;
  broadcasChannel?.close();
}
