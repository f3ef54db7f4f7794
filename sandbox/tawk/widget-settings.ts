import type { DeskStatus } from './protocol';

export type Position = 'br' | 'bl' | 'cr' | 'cl' | 'tr' | 'tl';

/** The settings in tawk.to's dashboard whose effect can be noticed on a page. */
export interface PropertySettings {
  /** False: nothing is shown while no agent is online. */
  showWhenOffline: boolean;
  showOnDesktop: boolean;
  showOnMobile: boolean;
  bubble: 'round' | 'rectangle';
  position: Position;
  windowSize: { width: number; height: number };
  /** tawk.to's own consent form, before the websocket is opened. */
  consentForm: boolean;
  /** An agent's message is shown above the bubble. */
  preview: boolean;
  /** The domain of the visitor's cookie that the server names; undefined: the page's host alone. */
  cookieDomain?: string;
}

export const DEFAULT_SETTINGS: PropertySettings = {
  showWhenOffline: true,
  showOnDesktop: true,
  showOnMobile: true,
  bubble: 'round',
  position: 'br',
  windowSize: { width: 350, height: 520 },
  consentForm: false,
  preview: true,
};

export const SETTINGS_VERSION = '2-0-0';

/** The answer of GET /v1/widget-settings: without most of this the real client does not start (facts/tawk-client.md §9). */
export function widgetSettings(settings: PropertySettings) {
  const { bubble, position, showOnDesktop, showOnMobile } = settings;
  const minimized = { type: bubble };
  const states: Record<DeskStatus, { minimizedText: string }> = {
    online: stateOf('Chat with us', CHAT),
    away: stateOf('We are away', CHAT),
    offline: stateOf('Leave a message', OFFLINE_FORM),
  };
  return {
    settingsVersion: SETTINGS_VERSION,
    propertyName: 'Sandbox desk',
    branding: { whitelabeled: true, text: '', url: '' },
    webrtc: {},
    widget: {
      type: 'inline',
      version: 2,
      language: 'en',
      minimized: { desktop: minimized, mobile: minimized },
      maximized: { desktop: settings.windowSize },
      bubble: null,
      theme: {
        header: { background: COLOR, text: '#ffffff' },
        agent: { messageBackground: '#eef1f4', messageText: '#222222' },
        visitor: { messageBackground: COLOR, messageText: '#ffffff' },
      },
      behavior: { click: 'max' },
      visibility: {
        all: { showWhenOffline: settings.showWhenOffline },
        desktop: { position, show: showOnDesktop },
        mobile: { position, show: showOnMobile },
      },
      notification: {
        all: { sound: false, tab: true, agentTyping: false, visitorTyping: false, estimatedWaitTime: false },
        desktop: { preview: settings.preview },
        mobile: { preview: settings.preview },
      },
      features: { emoji: false, uploads: false, rating: false, transcript: false },
      components: { liveChat: true, kb: false, webrtc: false },
      scheduler: { enabled: false },
      states,
      ...(settings.consentForm && { consent: { text: 'We keep what you write.', button: 'I agree' } }),
    },
  };
}

const COLOR = '#03a84e';

const CHAT = { id: 'chat:1', type: 'chat', content: { buttonText: 'New conversation', inputPlaceholder: 'Type here' } };
const OFFLINE_FORM = {
  id: 'form:1',
  type: 'form',
  content: { fields: [{ label: 'Message', type: 'textarea', required: true }] },
};

function stateOf(minimizedText: string, body: object) {
  return { header: [], body: [body], minimizedText };
}
