/**
 * The part of Live Helper Chat's client that the widget uses, as the client of August 2026 (version 276) behaves. Its
 * script loads the settings from the server, then creates frames in the page, with the page's own origin.
 */
export interface Lhc {
  /** Exists as soon as the client's script has run. */
  attributes: LhcAttributes;
}

export interface LhcAttributes {
  eventEmitter: LhcEvents;
  /** Whether the window is open. */
  widgetStatus: Watched<boolean>;
  /** Whether an agent of the desk is online. Set once from the settings; some servers make the client ask again. */
  onlineStatus: Watched<boolean>;
  /** While no agent is online, the visitor gets a form to leave a message. */
  leaveMessage: boolean | null;
  /** The server hides the client in the visitor's country. */
  hideOffline: boolean;
  /** A Proxy of the page's variables. When one is set, it sends them to the server a second later. */
  lhc_var: Record<string, string | undefined>;
  userSession: {
    /** The id of the conversation. It stays after the conversation's end until the window is closed. */
    id: string | null;
    hash: string | null;
    vid: string | null;
    /** The timer that sends variables. */
    updateVarsTimeout?: number;
  };
  storageHandler: Record<'setHTTPCookie' | 'setSessionStorage' | 'setLocalStorage', () => void>;
  mainWidget: { init(): void };
  viewHandler: { init(): void } | null;
  /** Previews of messages. The client creates them with the first message, if this is not set. */
  msgSnippet: unknown;
  broadcasChannel: BroadcastChannel | null;
}

/** A value that calls its subscribers at once, and whenever it changes. */
export interface Watched<Value> {
  value: Value;
  next(value: Value): void;
  subscribe(changed: (value: Value) => void): void;
}

export interface LhcEvents {
  addListener(name: string, heard: (data: never) => void): void;
  removeEvent(name: string): void;
  emitEvent(name: string, data?: unknown[]): void;
}

/** The window of the client's frame. */
export interface LhcFrame extends Window {
  PerformanceObserver: typeof PerformanceObserver;
  /** Exists as soon as the frame's script has run. */
  lhcHelperfunctions?: { eventEmitter: LhcEvents };
  lhcAxios?: { interceptors: { response: { use(taken: undefined, failed: (error: LhcError) => never): void } } };
}

/** A request of the frame that failed. */
export interface LhcError {
  config?: { url?: string; data: string };
}

/** The server's answer about new messages. */
export interface Fetched {
  /** How many of them agents wrote. */
  otm?: number;
  /** The last message that the client knew before; 0: none, as at the start of a page. */
  f_msg_id: number;
}
