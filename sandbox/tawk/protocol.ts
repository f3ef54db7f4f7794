import type { Identity } from './visitors';

// The messages between tawk.to's client and its servers (facts/tawk-client.md §9). The names are tawk.to's.

export type DeskStatus = 'online' | 'away' | 'offline';

/** POST /v1/session/start. */
export interface SessionRequest {
  /** Property and widget. */
  p: string;
  w: string;
  platform: 'desktop' | 'mobile';
  /** Address of the page. */
  url: string;
  referrer?: string;
  /** The socket server that the browser remembers, '' for none. */
  vss: string;
  user?: SessionUser;
  /** The visitor has agreed in tawk.to's own form. */
  consent: boolean;
  /** The chat window's state. */
  wss: 'min' | 'max';
  tzo: number;
  /** The visitor that the browser stored, and its version; without one, a key that makes a retry the same visitor. */
  u?: string;
  uv?: number;
  uik?: string;
}

export interface SessionUser extends Identity {
  /** All other values in `Tawk_API.visitor`. */
  attributes?: Record<string, unknown>;
}

export interface Session {
  /** Key of the websocket. */
  sk: string;
  vid: string;
  uid: { u: string; uv: number; domain?: string };
  n: string;
  e?: string;
  /** Host of the websocket. */
  vss: string;
  tkn: string;
  tknExp: number;
  /** Version of the conversation: its number of entries. */
  cver: number;
  c: Entry[];
  chid: string;
  cw: 'min' | 'max';
  ast: DeskStatus;
  /** Version of the desk's status; the client accepts only newer ones, and 0. */
  asver: number;
  dptst: unknown[];
  settingsVersion: string;
  /** The visitor must be asked for consent. */
  rcf: boolean;
  wstz: { offset: number; utc: string };
  ewt: number;
  refs: unknown[];
}

/** A line of the conversation: c(hat) or n(otification), by v(isitor), a(gent) or s(ystem). */
export interface Entry {
  t: 'c' | 'n';
  ut: 'v' | 'a' | 's';
  uid: string;
  n: string;
  m: string;
  /** ISO 8601. */
  co: string;
  cver: number;
  md?: { pid: string; pi: string; pst: string; rsc: string; seq: number };
}

/** One message over the websocket, in either direction; `cb` asks for an answer with the same number. */
export interface Frame {
  c: string;
  cb?: number;
  p: unknown[];
}

/** POST /v1/client/login; logout has an empty body. */
export interface LoginRequest extends SessionUser {
  userId?: string;
}
