import type { LhcAttributes } from './lhc';

/** Protects one of our values against the client, which would set that of its server or of another tab. */
export function keep(object: object, name: string, get: () => unknown): void {
  Object.defineProperty(object, name, { configurable: true, enumerable: true, get, set() {} });
}

/**
 * Turns off parts of the client: its bubble; the window of the server's own origin, whose storage the page cannot
 * clear; and the agents' commands that open another page in iTop's tab or take a screenshot of iTop. Keeps a new tab
 * from closing the window in all others.
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
  const channel = attributes.broadcasChannel;
  let wasOpen = false;
  // Each client tells the other tabs at its start that its window is closed, and they close theirs.
  if (channel)
    channel.postMessage = (message) => {
      const isStatus = message.action === 'wstatus';
      if (isStatus && !message.value && !wasOpen) return;
      wasOpen ||= isStatus;
      BroadcastChannel.prototype.postMessage.call(channel, message);
    };
  // The client adds these listeners only after this call.
  queueMicrotask(() => {
    for (const name of ['location', 'screenshot', 'screenshare', 'openPopup'])
      attributes.eventEmitter.removeEvent(name);
  });
}

/** Ends the client, which has no call for it. Answers to running requests then store and draw nothing. */
export function endClient(attributes: LhcAttributes): void {
  const { storageHandler, userSession, eventEmitter, mainWidget, viewHandler, broadcasChannel } = attributes;
  const nothing = (): void => {};
  Object.assign(storageHandler, { setHTTPCookie: nothing, setSessionStorage: nothing, setLocalStorage: nothing });
  clearTimeout(userSession.updateVarsTimeout);
  try {
    // Restores the title, and scrolling on a phone.
    eventEmitter.emitEvent('unread_message_title', [{ status: true }]);
    eventEmitter.emitEvent('closeWidget');
  } catch {
    // The client was only partly there.
  }
  eventEmitter.emitEvent('terminated');
  for (const part of [mainWidget, viewHandler]) if (part) part.init = nothing;
  broadcasChannel?.close();
}
