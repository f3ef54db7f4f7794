/**
 * The part of Live Helper Chat's client that the widget uses, as that of August 2026 was seen to behave (version 276).
 * Its script asks the server for its settings and then makes frames in the page, of the page's own origin.
 */
export interface Lhc {
  /** There as soon as its script has run. */
  attributes: LhcAttributes;
}

export interface LhcAttributes {
  eventEmitter: LhcEvents;
  /** Its window is open. */
  widgetStatus: Watched<boolean>;
  /** Somebody of the desk is there; set once, from its settings, unless the server has it ask again. */
  onlineStatus: Watched<boolean>;
  /** Who is nobody's guest gets a form to leave a message. */
  leaveMessage: boolean | null;
  /** By the visitor's country: it is not to be seen. */
  hideOffline: boolean;
  /** A Proxy of the variables that it was given, which sends what is set to the server, a second later. */
  lhc_var: Record<string, string | undefined>;
  userSession: {
    /** Of the conversation, also of one that is over until its window is closed. */
    id: string | null;
    hash: string | null;
    vid: string | null;
    /** Sends what was set. */
    updateVarsTimeout?: number;
  };
  storageHandler: Record<'setHTTPCookie' | 'setSessionStorage' | 'setLocalStorage', () => void>;
  mainWidget: { init(): void };
  viewHandler: { init(): void } | null;
  /** Previews of messages, made when the first one comes. */
  msgSnippet: unknown;
  broadcasChannel: BroadcastChannel | null;
}

/** Calls back at once, and whenever it changes. */
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

/** The window of its frame. */
export interface LhcFrame extends Window {
  PerformanceObserver: typeof PerformanceObserver;
  /** There as soon as the script of the frame has run. */
  lhcHelperfunctions?: { eventEmitter: LhcEvents };
  lhcAxios?: { interceptors: { response: { use(taken: undefined, failed: (error: LhcError) => never): void } } };
}

/** A request of the frame that failed. */
export interface LhcError {
  config?: { url?: string; data: string };
}

/** What it was told of new messages. */
export interface Fetched {
  /** How many of them are agents'. */
  otm?: number;
  /** The last that was known before; 0: none, as when a page begins. */
  f_msg_id: number;
}
